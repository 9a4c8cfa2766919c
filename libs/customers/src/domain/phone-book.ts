import { newId } from '#shared-kernel';
import { isCountry } from './countries.js';
import type { CountryRules } from './country-rules.js';
import type { CustomerId, PhoneNumberId } from './ids.js';
import {
  InvalidPhoneNumber,
  PhoneNumberKnown,
  PhoneNumberNotFound,
  TooManyPhoneNumbers,
} from './phone-book.errors.js';

/** A line of the book, in the shape of its row. */
export interface PhoneNumber {
  readonly id: PhoneNumberId;
  readonly customerId: CustomerId;
  /** E.164. */
  readonly number: string;
  readonly label: string | null;
  readonly isDefault: boolean;
  readonly createdAt: Date;
}

export interface PhoneNumberInput {
  readonly number?: string | undefined;
  /** ISO 3166-1 alpha-2: where the number is dialled without a country code. */
  readonly country?: string | undefined;
  readonly label?: string | null | undefined;
  readonly isDefault?: true | undefined;
}

const maxLabelLength = 40;

/** The telephone numbers of an account, each once. As soon as there is one, exactly one is the default. */
export class PhoneBook {
  static readonly capacity = 10;

  private readonly removedIds: PhoneNumberId[] = [];

  /** `entries` in the order in which they were added. */
  constructor(
    private readonly customerId: CustomerId,
    private entries: readonly PhoneNumber[],
  ) {}

  get numbers(): readonly PhoneNumber[] {
    return this.entries;
  }

  /** Ids whose rows are to go. */
  get removed(): readonly PhoneNumberId[] {
    return this.removedIds;
  }

  /** The first one becomes the default, whether asked for or not. @throws TooManyPhoneNumbers, InvalidPhoneNumber, PhoneNumberKnown */
  add(input: PhoneNumberInput, rules: CountryRules, now: Date): PhoneNumberId {
    if (this.entries.length >= PhoneBook.capacity) throw new TooManyPhoneNumbers(PhoneBook.capacity);
    const id = newId<PhoneNumberId>();
    const entry: PhoneNumber = {
      id,
      customerId: this.customerId,
      number: this.unusedNumber(input, rules, id),
      label: labelOf(input.label),
      isDefault: false,
      createdAt: now,
    };
    this.entries = [...this.entries, entry];
    if (input.isDefault === true || this.entries.length === 1) this.makeDefault(id);
    return id;
  }

  /** Fields that are left out stay. @throws PhoneNumberNotFound, InvalidPhoneNumber, PhoneNumberKnown */
  change(id: PhoneNumberId, input: PhoneNumberInput, rules: CountryRules): void {
    const entry = this.get(id);
    const changed: PhoneNumber = {
      ...entry,
      number: input.number === undefined ? entry.number : this.unusedNumber(input, rules, id),
      label: input.label === undefined ? entry.label : labelOf(input.label),
    };
    this.entries = this.entries.map((each) => (each.id === id ? changed : each));
    if (input.isDefault === true) this.makeDefault(id);
  }

  /** The oldest of the others takes over as the default. @throws PhoneNumberNotFound */
  remove(id: PhoneNumberId): void {
    const { isDefault } = this.get(id);
    this.entries = this.entries.filter((each) => each.id !== id);
    this.removedIds.push(id);
    const [oldest] = this.entries;
    if (isDefault && oldest !== undefined) this.makeDefault(oldest.id);
  }

  private unusedNumber(input: PhoneNumberInput, rules: CountryRules, id: PhoneNumberId): string {
    const number = numberOf(input, rules);
    if (this.entries.some((each) => each.number === number && each.id !== id)) throw new PhoneNumberKnown();
    return number;
  }

  private makeDefault(id: PhoneNumberId): void {
    this.entries = this.entries.map((each) => ({ ...each, isDefault: each.id === id }));
  }

  private get(id: PhoneNumberId): PhoneNumber {
    const entry = this.entries.find((each) => each.id === id);
    if (entry === undefined) throw new PhoneNumberNotFound();
    return entry;
  }
}

function numberOf({ number, country }: PhoneNumberInput, rules: CountryRules): string {
  const code = country?.trim().toUpperCase();
  if (code !== undefined && !isCountry(code))
    throw new InvalidPhoneNumber('country', 'isCountry', 'country must be a code of ISO 3166-1 such as US');
  const known = rules.phoneNumber((number ?? '').trim(), code);
  if (known !== undefined) return known;
  const rule = code === undefined ? 'with its country code, such as +1 415 555 0123' : `of ${code}`;
  throw new InvalidPhoneNumber('number', 'isPhone', `number must be a telephone number ${rule}`);
}

function labelOf(text: string | null | undefined): string | null {
  const label = (text ?? '').trim().normalize('NFC');
  if (label.length > maxLabelLength)
    throw new InvalidPhoneNumber(
      'label',
      'maxLength',
      `label must have at most ${String(maxLabelLength)} characters`,
    );
  if (/[\p{Cc}\u2028\u2029]/u.test(label))
    throw new InvalidPhoneNumber('label', 'characters', 'label must not hold control characters');
  return label || null;
}
