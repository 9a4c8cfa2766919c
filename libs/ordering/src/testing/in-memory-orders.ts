import type { DomainEvent } from '#shared-kernel';
import type { OrderId } from '../domain/ids.js';
import { OrderLine } from '../domain/order-line.js';
import { drawOrderNumber, type OrderNumber } from '../domain/order-number.js';
import { OrderNotFound } from '../domain/order.errors.js';
import { Order, type Transition } from '../domain/order.js';
import { Orders } from '../domain/orders.js';

/** Orders as a database would keep them: what is loaded is a copy, and nothing counts before it is saved. */
export class InMemoryOrders extends Orders {
  rows = new Map<OrderId, Order>();
  events: DomainEvent[] = [];
  history: (Transition & { orderId: OrderId })[] = [];
  time = new Date('2026-03-01T09:00:00.000Z');

  override open(): Promise<{ number: OrderNumber; now: Date }> {
    return Promise.resolve({ number: drawOrderNumber(), now: this.time });
  }

  override now(): Promise<Date> {
    return Promise.resolve(this.time);
  }

  override get(id: OrderId): Promise<Order> {
    const row = this.rows.get(id);
    return row === undefined ? Promise.reject(new OrderNotFound()) : Promise.resolve(copyOf(row));
  }

  override add(order: Order): Promise<void> {
    return this.save(order);
  }

  override save(order: Order): Promise<void> {
    const transitions = order.releaseTransitions();
    this.events = [...this.events, ...order.releaseEvents()];
    this.history = [...this.history, ...transitions.map((each) => ({ ...each, orderId: order.id }))];
    this.rows = new Map(this.rows).set(order.id, copyOf(order));
    return Promise.resolve();
  }

  eventsOf(type: string): unknown[] {
    return this.events.filter((event) => event.type === type).map(({ payload }) => payload);
  }

  one(): Order {
    const [order, ...others] = this.rows.values();
    if (order === undefined || others.length > 0)
      throw new Error(`There are ${this.rows.size} orders, not one.`);
    return order;
  }
}

function copyOf(order: Order): Order {
  const fields = structuredClone(order);
  const lines = fields.lines.map((line) =>
    Object.assign(Object.create(OrderLine.prototype) as OrderLine, line),
  );
  return Object.assign(Object.create(Order.prototype) as Order, fields, { lines });
}
