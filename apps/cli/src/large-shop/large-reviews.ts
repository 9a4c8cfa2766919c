import { Draws } from './draws.js';
import { opinions, reviewers } from './vocabulary.js';

/** How many reviews have one star, two stars, and so on. */
export type Stars = [number, number, number, number, number];

/** Customers are another context's; nobody can sign in as one of these. */
const customers = Array.from({ length: 5_000 }, (_, n) => new Draws(-2 - n).id(Date.UTC(2026, 0, 4) + n));

/** Most products have none or few, some a dozen; more good ones than bad ones. */
export function addReviews(
  rows: unknown[][],
  draws: Draws,
  product: { id: Buffer; at: number; since: Date; until: number },
): Stars {
  const stars: Stars = [0, 0, 0, 0, 0];
  const count = Math.floor(14 * draws.next() ** 5);
  const from = draws.below(customers.length);
  const taste = 1 + 4 * draws.next() ** 0.3;
  for (let n = 0; n < count; n += 1) {
    const rating = Math.max(1, Math.min(5, Math.round(taste + 2 * draws.next() - 1)));
    const [title, body] = opinions[rating - 1] as (typeof opinions)[number];
    const customer = (from + n * 7) % customers.length;
    const writtenAt = new Date(
      product.since.getTime() + draws.next() * (product.until - product.since.getTime()),
    );
    stars[rating - 1] = (stars[rating - 1] ?? 0) + 1;
    rows.push([
      ...[draws.id(product.at, n), product.id, customers[customer], rating, title, body],
      ...[reviewers[customer % reviewers.length], 'published', writtenAt, writtenAt, writtenAt],
    ]);
  }
  return stars;
}
