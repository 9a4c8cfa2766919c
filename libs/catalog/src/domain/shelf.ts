import { InvalidShelf } from './catalog.errors.js';
import { isSlug } from './slug.js';

export interface ShelfDetails {
  slug: string;
  name: string;
  description: string;
}

/** What is left out stays as it is. */
export type ShelfChange = { [Field in keyof ShelfDetails]?: ShelfDetails[Field] | undefined };

const longest = { slug: 120, name: 120, description: 16_000 } as const;

/** What departments and categories have in common: a page with a name, and a place among its like. */
export abstract class Shelf {
  private currentSlug: string;
  private currentName: string;
  private currentDescription: string;
  private currentPosition: number;
  private changes: number;

  protected constructor({ slug, name, description }: ShelfDetails, position: number) {
    this.currentSlug = slugOf(slug);
    this.currentName = nameOf(name);
    this.currentDescription = descriptionOf(description);
    this.currentPosition = position;
    this.changes = 1;
  }

  /** @throws InvalidShelf */
  change({ slug, name, description }: ShelfChange): void {
    if (slug !== undefined) this.currentSlug = slugOf(slug);
    if (name !== undefined) this.currentName = nameOf(name);
    if (description !== undefined) this.currentDescription = descriptionOf(description);
    this.hasChanged();
  }

  /** Its version stays: that is about what it says, and whoever edits that need not know of the order. */
  moveTo(position: number): void {
    this.currentPosition = position;
  }

  get slug(): string {
    return this.currentSlug;
  }

  get name(): string {
    return this.currentName;
  }

  get description(): string {
    return this.currentDescription;
  }

  get position(): number {
    return this.currentPosition;
  }

  /** Grows with each change. */
  get version(): number {
    return this.changes;
  }

  protected hasChanged(): void {
    this.changes += 1;
  }
}

function slugOf(text: string): string {
  if (isSlug(text) && text.length <= longest.slug) return text;
  throw InvalidShelf.because(
    'slug',
    'matches',
    'slug must have up to 120 lower-case letters and digits, with single hyphens between them',
  );
}

function nameOf(text: string): string {
  if (text.trim() !== '' && text.length <= longest.name) return text;
  throw InvalidShelf.because('name', 'length', 'name must have 1 to 120 characters');
}

function descriptionOf(text: string): string {
  if (text.length <= longest.description) return text;
  throw InvalidShelf.because('description', 'length', 'description must have up to 16,000 characters');
}
