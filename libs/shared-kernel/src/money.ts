import { DomainError } from './domain-error.js';

/** Money on the wire and in events: `amount` in the currency's minor unit (cents for USD, yen for JPY). */
export interface MoneyJson {
  amount: number;
  currency: string;
}

// ISO 4217: currencies whose minor unit is not a hundredth. Stripe's own factors differ for some; those live in its adapter.
// prettier-ignore
const exponents: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
};

/** Digits behind the decimal point, by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  return exponents[currency] ?? 2;
}

export class InvalidAmount extends DomainError {
  readonly code = 'money.invalid-amount';
  readonly kind = 'invalid';
}

export class CurrencyMismatch extends DomainError {
  readonly code = 'money.currency-mismatch';
  readonly kind = 'conflict';

  constructor(one: string, other: string) {
    super(`An amount in ${one} can't be combined with one in ${other}.`);
  }
}

/** An amount in integer minor units and its ISO 4217 currency. Immutable; no floating point, no silent conversion. */
export class Money {
  private constructor(
    readonly amount: number,
    readonly currency: string,
  ) {}

  /** @throws InvalidAmount if `amount` is not a safe integer, or `currency` not three capital letters. */
  static of(amount: number, currency: string): Money {
    if (!Number.isSafeInteger(amount))
      throw new InvalidAmount(`${String(amount)} is not a whole number of minor units.`);
    if (!/^[A-Z]{3}$/.test(currency))
      throw new InvalidAmount(`'${currency}' is not an ISO 4217 currency code.`);
    return new Money(amount === 0 ? 0 : amount, currency);
  }

  static zero(currency: string): Money {
    return Money.of(0, currency);
  }

  static fromJson({ amount, currency }: MoneyJson): Money {
    return Money.of(amount, currency);
  }

  static sum(amounts: readonly Money[], currency: string): Money {
    return amounts.reduce((total, each) => total.plus(each), Money.zero(currency));
  }

  plus(other: Money): Money {
    this.mustMatch(other);
    return Money.of(this.amount + other.amount, this.currency);
  }

  minus(other: Money): Money {
    this.mustMatch(other);
    return Money.of(this.amount - other.amount, this.currency);
  }

  /** @throws InvalidAmount for a fractional quantity or a product beyond 2^53. */
  times(quantity: number): Money {
    if (!Number.isSafeInteger(quantity))
      throw new InvalidAmount(`${String(quantity)} is not a whole quantity.`);
    return Money.of(this.amount * quantity, this.currency);
  }

  /** A share in basis points (825 = 8.25 %), half a minor unit rounded away from zero. */
  share(basisPoints: number): Money {
    if (!Number.isSafeInteger(basisPoints))
      throw new InvalidAmount(`${String(basisPoints)} is not a whole number of basis points.`);
    // BigInt: amount times rate may pass 2^53 although the result does not.
    const product = BigInt(this.amount) * BigInt(basisPoints);
    const half = product < 0n ? -5_000n : 5_000n;
    return Money.of(Number((product + half) / 10_000n), this.currency);
  }

  equals(other: Money): boolean {
    return this.amount === other.amount && this.currency === other.currency;
  }

  isLessThan(other: Money): boolean {
    this.mustMatch(other);
    return this.amount < other.amount;
  }

  get isZero(): boolean {
    return this.amount === 0;
  }

  get isNegative(): boolean {
    return this.amount < 0;
  }

  toJSON(): MoneyJson {
    return { amount: this.amount, currency: this.currency };
  }

  private mustMatch(other: Money): void {
    if (other.currency !== this.currency) throw new CurrencyMismatch(this.currency, other.currency);
  }
}
