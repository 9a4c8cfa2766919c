import { Injectable } from '@nestjs/common';
import { tagOf } from '#platform/cache/cacheable.js';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { ProductCard, RelatedProducts } from './catalog.views.js';
import { KeptCopies } from './kept-copies.js';
import { cardColumns, productCard, type CardRow } from './product-card.js';
import { ProductCardQueries } from './product-cards.queries.js';

/** So many of each kind. */
const mostShown = 8;
const mostCategoriesKept = 1_000;
const mostCardsKept = 5_000;

// One more than is shown: the product itself may be among them.
const bestSellers = `
  SELECT ${cardColumns}
  FROM product_listings l FORCE INDEX (product_listings_popularity)
  STRAIGHT_JOIN products p ON p.id = l.product_id
  WHERE l.scope_id = :category
  ORDER BY l.scope_id DESC, l.popularity DESC, l.product_id DESC
  LIMIT ${String(mostShown + 1)}`;

export interface RelatedTo {
  id: string;
  /** Whose best sellers are shown; undefined for a product that stands nowhere. */
  categoryId: string | undefined;
  /** What the product's row says. */
  boughtTogether: readonly string[];
}

/**
 * The products that stand beside a product. All products of a category have the same neighbours, and those are the ones that are asked for most:
 * they are kept in the process, so that a detail page asks the database for nothing more than its own two statements.
 */
@Injectable()
export class RelatedProductsQueries {
  private readonly categories: KeptCopies<readonly ProductCard[]>;
  private readonly cards: KeptCopies<ProductCard>;

  constructor(
    private readonly database: Database,
    private readonly cardQueries: ProductCardQueries,
    follower: ChangeFollower,
  ) {
    this.categories = new KeptCopies(follower, mostCategoriesKept);
    this.cards = new KeptCopies(follower, mostCardsKept);
  }

  async of({ id, categoryId, boughtTogether }: RelatedTo): Promise<RelatedProducts> {
    const shown = (cards: readonly ProductCard[]): ProductCard[] =>
      cards.filter((card) => card.id !== id).slice(0, mostShown);
    return {
      sameCategory: categoryId === undefined ? [] : shown(await this.bestSellersOf(categoryId)),
      boughtTogether: boughtTogether.length === 0 ? [] : shown(await this.cardsOf(boughtTogether)),
    };
  }

  private async bestSellersOf(categoryId: string): Promise<readonly ProductCard[]> {
    const kept = this.categories.find(categoryId);
    if (kept !== undefined) return kept;
    const { version } = this.categories;
    const rows = await this.database.query<CardRow>(bestSellers, { category: idToBytes(categoryId) });
    const cards = rows.map(productCard);
    const tags = [tagOf('scope', categoryId), ...cards.map((card) => tagOf('product', card.id))];
    this.categories.keep(categoryId, cards, tags, version);
    return cards;
  }

  private async cardsOf(ids: readonly string[]): Promise<ProductCard[]> {
    const found = new Map<string, ProductCard>();
    const missing: string[] = [];
    for (const id of ids) {
      const card = this.cards.find(id);
      if (card === undefined) missing.push(id);
      else found.set(id, card);
    }
    const { version } = this.cards;
    for (const card of await this.cardQueries.cards(missing)) {
      this.cards.keep(card.id, card, [tagOf('product', card.id)], version);
      found.set(card.id, card);
    }
    return ids.map((id) => found.get(id)).filter((card) => card !== undefined);
  }
}
