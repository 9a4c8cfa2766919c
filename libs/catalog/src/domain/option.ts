import { newId } from '#shared-kernel';
import { InvalidOption, OptionValueNotFound } from './catalog.errors.js';
import type { OptionId, OptionValueId } from './ids.js';
import { lastPosition, putInOrder } from './positions.js';

export interface NewOptionValue {
  code: string;
  name: string;
}

export interface NewOption extends NewOptionValue {
  values: readonly NewOptionValue[];
}

/** One of the values that variants may have in an option: M. */
export class OptionValue {
  readonly id: OptionValueId;
  readonly optionId: OptionId;
  readonly code: string;
  private currentName: string;
  private currentPosition: number;

  private constructor(optionId: OptionId, { code, name }: NewOptionValue, position: number) {
    this.id = newId<OptionValueId>();
    this.optionId = optionId;
    this.code = codeOf(code);
    this.currentName = nameOf(name);
    this.currentPosition = position;
  }

  /** @throws InvalidOption */
  static create(optionId: OptionId, input: NewOptionValue, position: number): OptionValue {
    return new OptionValue(optionId, input, position);
  }

  rename(name: string): void {
    this.currentName = nameOf(name);
  }

  moveTo(position: number): void {
    this.currentPosition = position;
  }

  get name(): string {
    return this.currentName;
  }

  get position(): number {
    return this.currentPosition;
  }
}

/**
 * What variants of a product may differ in: size, colour. One for the whole shop, so that lists can be filtered by it; known by its code,
 * which stands in addresses (`option.size=m`) and therefore stays.
 */
export class Option {
  readonly id: OptionId;
  readonly code: string;
  private currentName: string;
  private currentPosition: number;
  private changes: number;
  private everyValue: readonly OptionValue[];

  private constructor({ code, name, values }: NewOption, position: number) {
    this.id = newId<OptionId>();
    this.code = codeOf(code);
    this.currentName = nameOf(name);
    this.currentPosition = position;
    this.changes = 1;
    this.everyValue = values.map((value, index) => OptionValue.create(this.id, value, index));
  }

  /** @throws InvalidOption */
  static create(input: NewOption, position: number): Option {
    const option = new Option(input, position);
    mustBeDistinct(option.everyValue);
    return option;
  }

  /** @throws InvalidOption */
  rename(name: string): void {
    this.currentName = nameOf(name);
    this.changes += 1;
  }

  /** At the end. @throws InvalidOption */
  addValue(input: NewOptionValue): OptionValueId {
    const value = OptionValue.create(this.id, input, lastPosition(this.everyValue));
    mustBeDistinct([...this.everyValue, value]);
    this.everyValue = [...this.everyValue, value];
    this.changes += 1;
    return value.id;
  }

  /** @throws OptionValueNotFound, InvalidOption */
  renameValue(id: OptionValueId, name: string): void {
    this.value(id).rename(name);
    this.changes += 1;
  }

  /** In this order, which must name each of them once. @throws InvalidOrder */
  orderValues(ids: readonly OptionValueId[]): void {
    putInOrder(this.everyValue, ids);
    this.changes += 1;
  }

  /** Whether variants have it, only the database knows. @throws OptionValueNotFound */
  removeValue(id: OptionValueId): void {
    const value = this.value(id);
    this.everyValue = this.everyValue.filter((each) => each !== value);
    this.changes += 1;
  }

  moveTo(position: number): void {
    this.currentPosition = position;
  }

  get name(): string {
    return this.currentName;
  }

  get position(): number {
    return this.currentPosition;
  }

  get version(): number {
    return this.changes;
  }

  /** In their order. */
  get values(): readonly OptionValue[] {
    return this.everyValue.toSorted((one, other) => one.position - other.position);
  }

  private value(id: OptionValueId): OptionValue {
    const value = this.everyValue.find((each) => each.id === id);
    if (value === undefined) throw new OptionValueNotFound();
    return value;
  }
}

function mustBeDistinct(values: readonly OptionValue[]): void {
  if (new Set(values.map(({ code }) => code)).size < values.length)
    throw InvalidOption.because('code', 'unique', 'values of an option must have different codes');
}

function codeOf(text: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && text.length <= 60) return text;
  throw InvalidOption.because(
    'code',
    'matches',
    'code must have up to 60 lower-case letters and digits, with single hyphens between them',
  );
}

function nameOf(text: string): string {
  if (text.trim() !== '' && text.length <= 80) return text;
  throw InvalidOption.because('name', 'length', 'name must have 1 to 80 characters');
}
