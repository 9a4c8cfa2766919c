import { Money } from '#shared-kernel';
import type { Offers } from '../application/market.js';
import type { CartState } from '../domain/cart.js';
import type { CartLine } from '../domain/cart-line.js';
import type { CartLineView, CartNote, CartTotalsView, CartView } from './cart.views.js';

/**
 * A cart as the shopper sees it, at today's prices, with a note wherever something is no longer as it was. A cart that was ordered shows
 * what was agreed: its own reservation would make every line look scarce.
 */
export function presentCart(
  cart: Pick<CartState, 'id' | 'currency' | 'status' | 'lines'>,
  offers: Offers,
): CartView {
  const view = cart.status === 'open' ? openLine : orderedLine;
  const lines = cart.lines.filter((line) => !line.savedForLater).map((line) => view(line, offers));
  const saved = cart.lines.filter((line) => line.savedForLater).map((line) => view(line, offers));
  return {
    id: cart.id,
    status: cart.status,
    currency: cart.currency,
    lines,
    savedForLater: saved,
    totals: totalsOf(lines, cart.currency),
  };
}

/** What a customer sees who has not put anything into a cart yet. */
export function presentNoCart(currency: string): CartView {
  return { id: null, status: 'open', currency, lines: [], savedForLater: [], totals: totalsOf([], currency) };
}

function openLine(line: CartLine, offers: Offers): CartLineView {
  const sold = offers.find(line.variantId);
  const unitPrice = sold === undefined ? line.seenUnitPrice : Money.fromJson(sold.unitPrice);
  const lineTotal = sold === undefined ? Money.zero(unitPrice.currency) : unitPrice.times(line.quantity);
  return {
    ...article(line, offers),
    quantity: line.quantity,
    unitPrice: unitPrice.toJSON(),
    listPrice: sold?.listPrice ?? unitPrice.toJSON(),
    lineTotal: lineTotal.toJSON(),
    notes: notesOf(line, offers),
  };
}

function orderedLine(line: CartLine, offers: Offers): CartLineView {
  const unitPrice = line.seenUnitPrice.toJSON();
  const lineTotal = line.seenUnitPrice.times(line.quantity).toJSON();
  return {
    ...article(line, offers),
    quantity: line.quantity,
    unitPrice,
    listPrice: unitPrice,
    lineTotal,
    notes: [],
  };
}

type ArticleView = Omit<CartLineView, 'quantity' | 'unitPrice' | 'listPrice' | 'lineTotal' | 'notes'>;

function article({ variantId, seenName }: CartLine, offers: Offers): ArticleView {
  const sold = offers.find(variantId);
  return {
    variantId,
    productId: sold?.productId ?? null,
    productSlug: sold?.productSlug ?? null,
    productName: sold?.productName ?? seenName,
    variantName: sold?.variantName ?? '',
    sku: sold?.sku ?? null,
    imageUrl: sold?.imageUrl ?? null,
  };
}

function notesOf({ variantId, quantity, seenUnitPrice }: CartLine, offers: Offers): CartNote[] {
  const sold = offers.find(variantId);
  if (sold === undefined) return [{ code: 'no-longer-sold' }];
  const notes: CartNote[] = [];
  if (!seenUnitPrice.equals(Money.fromJson(sold.unitPrice)))
    notes.push({ code: 'price-changed', previousUnitPrice: seenUnitPrice.toJSON() });
  const available = offers.available(variantId);
  if (available < quantity) notes.push({ code: 'not-available', available });
  return notes;
}

function totalsOf(lines: readonly CartLineView[], currency: string): CartTotalsView {
  const subtotal = Money.sum(
    lines.map((line) => Money.fromJson(line.lineTotal)),
    currency,
  ).toJSON();
  const nothing = Money.zero(currency).toJSON();
  return { subtotal, discount: nothing, shipping: nothing, tax: nothing, total: subtotal };
}
