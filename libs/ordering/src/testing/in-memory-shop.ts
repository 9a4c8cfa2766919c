import { CartEmpty, CartCheckedOut, type CartFacade, type CartSnapshot, type CheckOutCartInput } from '#cart';
import type { CatalogFacade, SellableVariant } from '#catalog';
import { OutOfStock, type InventoryFacade, type ReserveStockInput } from '#inventory';
import type { AuditEntry, AuditLog } from '#platform/audit/audit-log.js';
import type { Config } from '#platform/config/config.js';
import type { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Signer } from '#platform/security/signer.js';
import { newId } from '#shared-kernel';
import { OrderKeys } from '../application/order-keys.js';
import { PriceCart } from '../application/price-cart.js';
import { InMemoryOrders } from './in-memory-orders.js';
import { someTariffs } from './order.builder.js';

type CartStatus = 'open' | 'checked-out' | 'closed';
type HoldStatus = 'held' | 'sold' | 'released';

/** All that a transaction can change; values are replaced, never changed, so that a copy of the map is a snapshot. */
interface State {
  carts: Map<string, CartSnapshot & { status: CartStatus }>;
  stock: Map<string, number>;
  holds: Map<string, { status: HoldStatus; lines: ReserveStockInput['lines'] }>;
  audit: AuditEntry[];
}

/** The other contexts and the platform as ordering meets them, in memory; a failed unit of work leaves no trace, as in the database. */
export class InMemoryShop {
  readonly orders = new InMemoryOrders();
  readonly variants = new Map<string, SellableVariant>();
  private state: State = { carts: new Map(), stock: new Map(), holds: new Map(), audit: [] };

  readonly unitOfWork = {
    run: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const before = this.snapshot();
      try {
        return await work();
      } catch (error) {
        this.restore(before);
        throw error;
      }
    },
  } as UnitOfWork;

  readonly carts = {
    checkOut: ({ cartId }: CheckOutCartInput) => this.checkOut(cartId ?? ''),
    preview: ({ cartId }: CheckOutCartInput) => Promise.resolve(this.cart(cartId ?? '')),
    reopen: (cartId: string) => this.moveCart(cartId, 'open'),
    close: (cartId: string) => this.moveCart(cartId, 'closed'),
  } as Partial<CartFacade> as CartFacade;

  readonly catalog = {
    sellable: (ids: readonly string[]) => Promise.resolve(ids.flatMap((id) => this.variants.get(id) ?? [])),
  } as Partial<CatalogFacade> as CatalogFacade;

  readonly inventory = {
    reserve: (input: ReserveStockInput) => this.reserve(input),
    commit: (orderId: string) => this.moveHold(orderId, 'held', 'sold'),
    release: (orderId: string) => this.release(orderId),
  } as Partial<InventoryFacade> as InventoryFacade;

  readonly auditLog = {
    append: (entry: AuditEntry) => {
      this.state = { ...this.state, audit: [...this.state.audit, entry] };
      return Promise.resolve();
    },
  } as AuditLog;

  readonly keys = new OrderKeys({ sign: (kind: string, id: string) => `${kind} token of ${id}` } as Signer);

  readonly priceCart = new PriceCart(this.catalog, { current: () => Promise.resolve(someTariffs) });

  config(checkout: 'guests' | 'customers' = 'guests'): Config {
    return { shop: { checkout, currency: 'USD' }, ordering: { holdMinutes: 30 } } as Config;
  }

  /** A variant on the shelf. @returns its id */
  sells(sku: string, { cents = 1999, stock = 10, currency = 'USD' } = {}): string {
    const variantId = newId();
    const unitPrice = { amount: cents, currency };
    this.variants.set(variantId, {
      variantId,
      productId: newId(),
      productSlug: sku.toLowerCase(),
      productName: sku,
      variantName: '',
      sku,
      imageUrl: null,
      unitPrice,
      listPrice: unitPrice,
      taxClass: 'standard',
    });
    this.state.stock.set(variantId, stock);
    return variantId;
  }

  /** A cart with these lines, as the shopper sees it now. @returns its id */
  hasCart(...lines: [variantId: string, quantity: number][]): string {
    const cartId = newId();
    this.state.carts.set(cartId, {
      cartId,
      currency: 'USD',
      status: 'open',
      lines: lines.map(([variantId, quantity]) => ({
        variantId,
        quantity,
        seenUnitPrice: this.variants.get(variantId)?.unitPrice ?? { amount: 1, currency: 'USD' },
      })),
    });
    return cartId;
  }

  changesPrice(variantId: string, cents: number): void {
    const variant = this.variants.get(variantId);
    if (variant === undefined) throw new Error('This is not sold here.');
    this.variants.set(variantId, { ...variant, unitPrice: { amount: cents, currency: 'USD' } });
  }

  stocks(variantId: string, pieces: number): void {
    this.state.stock.set(variantId, pieces);
  }

  available(variantId: string): number {
    return this.state.stock.get(variantId) ?? 0;
  }

  cartStatus(cartId: string): CartStatus | undefined {
    return this.state.carts.get(cartId)?.status;
  }

  hold(orderId: string): HoldStatus | undefined {
    return this.state.holds.get(orderId)?.status;
  }

  get audit(): readonly AuditEntry[] {
    return this.state.audit;
  }

  private cart(cartId: string): CartSnapshot & { status: CartStatus } {
    const cart = this.state.carts.get(cartId);
    if (cart === undefined || cart.lines.length === 0) throw new CartEmpty();
    if (cart.status !== 'open') throw new CartCheckedOut();
    return cart;
  }

  private async checkOut(cartId: string): Promise<CartSnapshot> {
    const cart = this.cart(cartId);
    await this.moveCart(cartId, 'checked-out');
    return cart;
  }

  private moveCart(cartId: string, status: CartStatus): Promise<void> {
    const cart = this.state.carts.get(cartId);
    if (cart !== undefined) this.state.carts.set(cartId, { ...cart, status });
    return Promise.resolve();
  }

  private reserve({ orderId, lines }: ReserveStockInput): Promise<{ expiresAt: Date }> {
    for (const { variantId, quantity } of lines) {
      const available = this.available(variantId);
      if (available < quantity)
        return Promise.reject(new OutOfStock([{ variantId, wanted: quantity, available }]));
      this.state.stock.set(variantId, available - quantity);
    }
    this.state.holds.set(orderId, { status: 'held', lines });
    return Promise.resolve({ expiresAt: this.orders.time });
  }

  private release(orderId: string): Promise<void> {
    for (const { variantId, quantity } of this.state.holds.get(orderId)?.lines ?? [])
      this.state.stock.set(variantId, this.available(variantId) + quantity);
    return this.moveHold(orderId, 'held', 'released');
  }

  private moveHold(orderId: string, from: HoldStatus, to: HoldStatus): Promise<void> {
    const hold = this.state.holds.get(orderId);
    if (hold?.status !== from)
      return Promise.reject(new Error(`The goods are ${String(hold?.status)}, not ${from}.`));
    this.state.holds.set(orderId, { ...hold, status: to });
    return Promise.resolve();
  }

  private snapshot(): {
    state: State;
    rows: InMemoryOrders['rows'];
    events: InMemoryOrders['events'];
    history: InMemoryOrders['history'];
  } {
    const { carts, stock, holds, audit } = this.state;
    const { rows, events, history } = this.orders;
    const state = { carts: new Map(carts), stock: new Map(stock), holds: new Map(holds), audit };
    return { state, rows, events, history };
  }

  private restore({ state, ...orders }: ReturnType<InMemoryShop['snapshot']>): void {
    this.state = state;
    Object.assign(this.orders, orders);
  }
}
