import { Injectable } from '@nestjs/common';
import type { SuggestionView } from './list.views.js';
import { ProductCardQueries } from './product-cards.queries.js';
import { foundTags } from './product-list.js';
import { SearchEngine, type CopyVersion, type Suggestion } from './search-engine.js';

export interface SuggestionList {
  items: SuggestionView[];
  tags: readonly string[];
  asOf?: CopyVersion;
}

/** What to offer while somebody is typing. */
@Injectable()
export class SuggestionQueries {
  constructor(
    private readonly engine: SearchEngine,
    private readonly cards: ProductCardQueries,
  ) {}

  async suggestions(text: string, limit: number): Promise<SuggestionList> {
    const { items, asOf } = await this.engine.suggest(text, limit);
    const products = items.flatMap((item) => (item.kind === 'product' ? [item.productId] : []));
    const cards = new Map((await this.cards.cards(products)).map((card) => [card.id, card]));
    const view = (item: Suggestion): SuggestionView[] => {
      if (item.kind !== 'product')
        return [{ kind: item.kind, text: item.text, slug: item.kind === 'category' ? item.slug : null }];
      const card = cards.get(item.productId);
      return card === undefined ? [] : [{ kind: 'product', text: card.name, slug: card.slug }];
    };
    return { items: items.flatMap(view), tags: foundTags, asOf };
  }
}
