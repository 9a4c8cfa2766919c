import { Global, Module, type DynamicModule } from '@nestjs/common';
import {
  OrderingFacade,
  OrderNotFound,
  OrderTransitionRefused,
  type OrderAccess,
  type PayableOrder,
} from '#ordering';
import { newId } from '#shared-kernel';

type Known = PayableOrder & { isOverdue: boolean };

/** Ordering as payment sees it, so that these tests are about payment alone. The stories have the real one. */
export class FakeOrdering extends OrderingFacade {
  private readonly orders = new Map<string, Known>();
  /** What happens between the last look at Stripe and the end of an order. */
  beforeEnd: () => Promise<void> = () => Promise.resolve();

  place(change: Partial<Known> = {}): Known {
    const order: Known = {
      orderId: newId(),
      number: `TP-${String(this.orders.size + 1)}`,
      customerId: null,
      email: 'ada@example.test',
      status: 'pending',
      amount: 4_200,
      currency: 'USD',
      holdExpiresAt: new Date(Date.now() + 30 * 60_000),
      isPayable: true,
      isOverdue: false,
      ...change,
    };
    this.orders.set(order.orderId, order);
    return order;
  }

  change(orderId: string, change: Partial<Known>): void {
    this.orders.set(orderId, { ...this.known(orderId), ...change });
  }

  holdEnds(orderId: string): void {
    this.change(orderId, { isPayable: false, isOverdue: true });
  }

  statusOf(orderId: string): string {
    return this.known(orderId).status;
  }

  override payable(orderId: string, access: OrderAccess): Promise<PayableOrder> {
    const order = this.orders.get(orderId);
    const isTheirs =
      order !== undefined &&
      (access.orderToken === tokenOf(orderId) ||
        (order.customerId !== null && order.customerId === access.principal?.id));
    return isTheirs ? Promise.resolve(order) : Promise.reject(new OrderNotFound());
  }

  override async *idsOf(customerId: string): AsyncGenerator<string[]> {
    const own = [...this.orders.values()].filter((order) => order.customerId === customerId);
    yield await Promise.resolve(own.map(({ orderId }) => orderId));
  }

  override find(orderId: string): Promise<PayableOrder | undefined> {
    return Promise.resolve(this.orders.get(orderId));
  }

  override overdue(limit: number): Promise<string[]> {
    const overdue = [...this.orders.values()].filter(
      ({ status, isOverdue }) => status === 'pending' && isOverdue,
    );
    return Promise.resolve(overdue.slice(0, limit).map(({ orderId }) => orderId));
  }

  override expire(orderId: string): Promise<void> {
    return this.end(orderId, 'expired');
  }

  override cancel(orderId: string): Promise<void> {
    return this.end(orderId, 'cancelled');
  }

  private async end(orderId: string, status: 'expired' | 'cancelled'): Promise<void> {
    await this.beforeEnd();
    const { number, status: from } = this.known(orderId);
    if (from === status) return;
    if (from !== 'pending') throw new OrderTransitionRefused(number, from, status);
    this.change(orderId, { status, isPayable: false, isOverdue: false });
  }

  private known(orderId: string): Known {
    const order = this.orders.get(orderId);
    if (order === undefined) throw new OrderNotFound();
    return order;
  }
}

export function tokenOf(orderId: string): string {
  return `${orderId}.token`;
}

@Global()
@Module({})
export class FakeOrderingModule {
  static of(ordering: FakeOrdering): DynamicModule {
    return {
      module: FakeOrderingModule,
      providers: [{ provide: OrderingFacade, useValue: ordering }],
      exports: [OrderingFacade],
    };
  }
}
