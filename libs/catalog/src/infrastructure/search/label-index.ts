import type { SearchLabels } from './search-document.js';
import type { Vocabulary } from './vocabulary.js';
import { isStopWord, tokensOf } from './words.js';

type Category = SearchLabels['categories'][number];
type Option = SearchLabels['options'][number];

interface LabelWords {
  id: string;
  terms: readonly number[];
}

/**
 * Shelves and options by what requests call them, and the words of categories and option values. A product is found by the name of its category
 * through the category, not through words of its own: so a new name is one change here, however many products stand there.
 */
export class LabelIndex {
  private readonly departments: ReadonlyMap<string, string>;
  private readonly categories: ReadonlyMap<string, Category>;
  private readonly options: ReadonlyMap<string, Option>;
  private readonly labels: readonly LabelWords[];
  private readonly byTerm = new Map<number, string[]>();

  constructor(
    readonly all: SearchLabels,
    vocabulary: Vocabulary,
  ) {
    this.departments = new Map(all.departments.map(({ slug, id }) => [slug, id]));
    this.categories = new Map(all.categories.map((category) => [category.slug, category]));
    this.options = new Map(all.options.map((option) => [option.code, option]));
    const named = [...all.categories, ...all.options.flatMap(({ values }) => values)];
    this.labels = named.map(({ id, name }) => ({
      id,
      terms: tokensOf(name).map((token) => vocabulary.numberOf(token)),
    }));
    for (const { id, terms } of this.labels) this.addTerms(id, terms, vocabulary);
    vocabulary.label(new Set(this.byTerm.keys()));
  }

  /** Undefined if there is none of this name, or the category is one of another department. */
  scopeOf(filter: { department?: string | undefined; category?: string | undefined }): string | undefined {
    const department = filter.department === undefined ? undefined : this.departments.get(filter.department);
    if (filter.category === undefined) return department;
    const category = this.categories.get(filter.category);
    if (filter.department !== undefined && category?.departmentId !== department) return undefined;
    return category?.id;
  }

  /** The ids of an option's values; those that it does not have are left out. */
  valuesOf(code: string, values: readonly string[]): string[] {
    const option = this.options.get(code);
    return option?.values.filter((value) => values.includes(value.code)).map(({ id }) => id) ?? [];
  }

  /** Ids of the categories and option values whose name has the word. */
  having(term: number): readonly string[] {
    return this.byTerm.get(term) ?? [];
  }

  havingPhrase(terms: readonly number[]): string[] {
    const has = (label: readonly number[]): boolean =>
      label.some((_, start) => terms.every((term, index) => label[start + index] === term));
    return this.labels.filter((label) => has(label.terms)).map(({ id }) => id);
  }

  private addTerms(id: string, terms: readonly number[], vocabulary: Vocabulary): void {
    for (const term of new Set(terms)) {
      if (isStopWord(vocabulary.termOf(term))) continue;
      const ids = this.byTerm.get(term);
      if (ids === undefined) this.byTerm.set(term, [id]);
      else ids.push(id);
    }
  }
}
