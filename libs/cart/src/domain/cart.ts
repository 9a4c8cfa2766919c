import { newId, type Id } from '#shared-kernel';
import { maxLines, maxQuantity, mustBeQuantity, type Article, type CartLine } from './cart-line.js';
import { CartCheckedOut, CartEmpty, CartLineNotFound, TooManyLines } from './cart.errors.js';

export type CartId = Id<'Cart'>;

/** checked-out: an order was made from it and awaits its payment. closed: paid, or merged into a customer's cart. */
export type CartStatus = 'open' | 'checked-out' | 'closed';

const transitions: Readonly<Record<CartStatus, readonly CartStatus[]>> = {
  open: ['checked-out', 'closed'],
  'checked-out': ['open', 'closed'],
  closed: [],
};

export interface CartState {
  readonly id: CartId;
  /** Null for a guest's cart. */
  readonly customerId: string | null;
  readonly currency: string;
  readonly status: CartStatus;
  readonly lines: readonly CartLine[];
}

/**
 * A shopper's cart: at most 100 different articles, 1 to 999 pieces of each, some of them only saved for later. Prices are not
 * its business: it remembers what the shopper has seen, the catalogue says what holds.
 */
export class Cart implements CartState {
  private owner: string | null;
  private state: CartStatus;
  private readonly lineOf: Map<string, CartLine>;

  private constructor(
    readonly id: CartId,
    readonly currency: string,
    { customerId, status, lines }: Pick<CartState, 'customerId' | 'status' | 'lines'>,
  ) {
    this.owner = customerId;
    this.state = status;
    this.lineOf = new Map(lines.map((line) => [line.variantId, line]));
  }

  static start({ currency, customerId }: { currency: string; customerId: string | null }): Cart {
    return new Cart(newId<CartId>(), currency, { customerId, status: 'open', lines: [] });
  }

  /** As it was stored. */
  static of({ id, currency, ...state }: CartState): Cart {
    return new Cart(id, currency, state);
  }

  get customerId(): string | null {
    return this.owner;
  }

  get status(): CartStatus {
    return this.state;
  }

  /** Those saved for later included. */
  get lines(): readonly CartLine[] {
    return [...this.lineOf.values()];
  }

  /** What an order would be made from. */
  get linesToOrder(): readonly CartLine[] {
    return this.lines.filter((line) => !line.savedForLater);
  }

  /** Pieces that are in the cart to be ordered; what is saved for later does not count. */
  quantityOf(variantId: string): number {
    const line = this.lineOf.get(variantId);
    return line === undefined || line.savedForLater ? 0 : line.quantity;
  }

  /** @throws CartLineNotFound */
  mustHave(variantId: string): void {
    this.line(variantId);
  }

  /**
   * The same article again adds up, but not with what was saved for later: nobody should buy more than they have just asked for.
   * @throws CartCheckedOut, InvalidQuantity, TooManyLines
   */
  put(article: Article, quantity: number): void {
    this.mustBeOpen();
    const pieces = mustBeQuantity(this.quantityOf(article.variantId) + mustBeQuantity(quantity));
    this.write(article, { quantity: pieces, savedForLater: false });
  }

  /** The shopper has seen today's price on the way. @throws CartCheckedOut, CartLineNotFound, InvalidQuantity */
  changeQuantity(article: Article, quantity: number): void {
    this.mustBeOpen();
    const { savedForLater } = this.line(article.variantId);
    this.write(article, { quantity: mustBeQuantity(quantity), savedForLater });
  }

  /** @throws CartCheckedOut, CartLineNotFound */
  saveForLater(variantId: string): void {
    this.mustBeOpen();
    this.keep({ ...this.line(variantId), savedForLater: true });
  }

  /** Back from saved for later, at today's price. @throws CartCheckedOut, CartLineNotFound */
  takeFromSaved(article: Article): void {
    this.mustBeOpen();
    this.write(article, { quantity: this.line(article.variantId).quantity, savedForLater: false });
  }

  /** @throws CartCheckedOut, CartLineNotFound */
  remove(variantId: string): void {
    this.mustBeOpen();
    this.lineOf.delete(this.line(variantId).variantId);
  }

  /** What is saved for later stays. @throws CartCheckedOut */
  empty(): void {
    this.mustBeOpen();
    for (const { variantId } of this.linesToOrder) this.lineOf.delete(variantId);
  }

  /**
   * A guest has signed in: their cart is poured into this one and done with. Quantities add up as far as a cart can hold them. Where one
   * has saved for later what the other wants to order, the order counts, with its own quantity.
   * @throws CartCheckedOut, TooManyLines (and nothing is lost: both carts stay as they were)
   */
  absorb(guests: Cart): void {
    this.mustBeOpen();
    guests.mustBeOpen();
    const fresh = guests.lines.filter(({ variantId }) => !this.lineOf.has(variantId));
    if (this.lineOf.size + fresh.length > maxLines) throw new TooManyLines(maxLines);
    for (const line of guests.lines) this.keep(this.merged(line));
    guests.lineOf.clear();
    guests.owner = this.owner;
    guests.become('closed');
  }

  /**
   * @returns the cart that a customer goes on with, if something is saved for later: that is not part of the order
   * @throws CartCheckedOut, CartEmpty
   */
  checkOut(): Cart | undefined {
    this.mustBeOpen();
    if (this.linesToOrder.length === 0) throw new CartEmpty();
    this.become('checked-out');
    const saved = this.lines.filter((line) => line.savedForLater);
    // A guest has the token of this cart alone, so theirs stay here.
    if (this.owner === null || saved.length === 0) return undefined;
    for (const { variantId } of saved) this.lineOf.delete(variantId);
    return Cart.of({
      ...Cart.start({ currency: this.currency, customerId: this.owner }).toState(),
      lines: saved,
    });
  }

  /** The order has died: the shopper goes on with this cart. */
  reopen(): void {
    if (this.state !== 'checked-out') return; // told twice, or paid after all
    this.become('open');
  }

  /**
   * The order has died, but the customer has begun this cart meanwhile: what the old one held comes back, without adding to what was
   * put in since. What no longer fits stays with the order, where the customer finds it.
   */
  takeBack(dead: Cart): void {
    this.mustBeOpen();
    for (const line of dead.linesToOrder) {
      const isNew = !this.lineOf.has(line.variantId);
      if (this.quantityOf(line.variantId) > 0 || (isNew && this.lineOf.size >= maxLines)) continue;
      this.keep(
        isNew
          ? { ...line, position: this.nextPosition }
          : { ...line, position: this.line(line.variantId).position },
      );
    }
    dead.become('closed');
  }

  /** The order is paid. If the cart was reopened before, the shopper has it back and may have changed it: it is left alone. */
  close(): void {
    if (this.state !== 'checked-out') return;
    this.become('closed');
  }

  private toState(): CartState {
    return {
      id: this.id,
      currency: this.currency,
      customerId: this.owner,
      status: this.state,
      lines: this.lines,
    };
  }

  private merged(line: CartLine): CartLine {
    const own = this.lineOf.get(line.variantId);
    if (own === undefined) return { ...line, position: this.nextPosition };
    const { position } = own;
    if (own.savedForLater !== line.savedForLater) return { ...(own.savedForLater ? line : own), position };
    return { ...line, position, quantity: Math.min(own.quantity + line.quantity, maxQuantity) };
  }

  private write(
    { variantId, name, unitPrice }: Article,
    { quantity, savedForLater }: Pick<CartLine, 'quantity' | 'savedForLater'>,
  ): void {
    const position = this.lineOf.get(variantId)?.position;
    if (position === undefined && this.lineOf.size >= maxLines) throw new TooManyLines(maxLines);
    this.keep({
      variantId,
      quantity,
      savedForLater,
      seenUnitPrice: unitPrice,
      seenName: name,
      position: position ?? this.nextPosition,
    });
  }

  private keep(line: CartLine): void {
    this.lineOf.set(line.variantId, line);
  }

  private line(variantId: string): CartLine {
    const line = this.lineOf.get(variantId);
    if (line === undefined) throw new CartLineNotFound();
    return line;
  }

  private get nextPosition(): number {
    return Math.max(0, ...this.lines.map(({ position }) => position)) + 1;
  }

  private mustBeOpen(): void {
    if (this.state !== 'open') throw new CartCheckedOut();
  }

  private become(next: CartStatus): void {
    if (!transitions[this.state].includes(next)) throw new CartCheckedOut();
    this.state = next;
  }
}
