import { currencyExponent, DomainError, Money } from '#shared-kernel';

/** The currency's rules at Stripe don't allow this amount. */
export class AmountNotChargeable extends DomainError {
  readonly code = 'payment.amount-not-chargeable';
  readonly kind = 'conflict';

  constructor(amount: Money, why: string) {
    super(`${String(amount.amount)} (in minor units) ${amount.currency} can't be charged: ${why}.`);
  }
}

// https://docs.stripe.com/currencies#zero-decimal. Not ISO's list: the ariary (MGA) has minor units in ISO 4217 and none
// here, the krona (ISK) has none in ISO 4217 and two digits here, which are always 00.
// prettier-ignore
const withoutDecimals = new Set([
  'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF',
]);
const withThreeDecimals = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Our minor units to Stripe's. @throws AmountNotChargeable */
export function toStripeAmount(money: Money): number {
  const amount = scale(money.amount, stripeExponent(money.currency) - currencyExponent(money.currency));
  if (!Number.isSafeInteger(amount)) throw new AmountNotChargeable(money, 'Stripe takes whole units only');
  if (withThreeDecimals.has(money.currency) && amount % 10 !== 0)
    throw new AmountNotChargeable(money, 'its last digit must be 0');
  return amount;
}

/** Stripe's amount and lower-case currency to ours. @throws AmountNotChargeable if Stripe reports what it can't have charged */
export function fromStripeAmount(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const minor = scale(amount, currencyExponent(currency) - stripeExponent(currency));
  if (!Number.isSafeInteger(minor))
    throw new AmountNotChargeable(
      Money.of(amount, currency),
      "it is no whole number of the currency's units",
    );
  return Money.of(minor, currency);
}

function stripeExponent(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** Exact: a division that leaves a rest comes back as no integer. */
function scale(amount: number, exponent: number): number {
  return exponent >= 0 ? amount * 10 ** exponent : amount / 10 ** -exponent;
}
