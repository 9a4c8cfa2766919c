import { invalid } from './errors.js';

const THREE_DECIMALS = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const ZERO_DECIMALS = new Set(
  [
    'bif',
    'clp',
    'djf',
    'gnf',
    'jpy',
    'kmf',
    'krw',
    'mga',
    'pyg',
    'rwf',
    'ugx',
    'vnd',
    'vuv',
    'xaf',
    'xof',
    'xpf',
  ], //
);
const SUPPORTED = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** The least that can be charged (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUM: Record<string, number> = {
  usd: 50, aed: 200, aud: 50, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400, huf: 17500,
  inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
}; // prettier-ignore
const MAXIMUM = 99_999_999;

export function checkCurrency(code: string, param: string): string {
  const currency = code.toLowerCase();
  if (SUPPORTED.has(currency)) return currency;
  throw invalid({ message: `Invalid currency: ${currency}.`, param });
}

export function checkAmount(amount: number, currency: string, param: string): number {
  if (amount < 1)
    throw invalid({ message: 'Invalid positive integer', code: 'parameter_invalid_integer', param });
  const step = THREE_DECIMALS.has(currency) ? 10 : currency === 'isk' ? 100 : 1;
  if (amount % step !== 0) {
    const message = `Invalid amount: ${currency.toUpperCase()} amounts must be a multiple of ${String(step)}.`;
    throw invalid({ message, code: 'invalid_charge_amount', param });
  }
  if (amount > MAXIMUM) {
    const message = `Amount must be no more than ${formatAmount(MAXIMUM, currency)}`;
    throw invalid({ message, code: 'amount_too_large', param });
  }
  const minimum = MINIMUM[currency] ?? 1;
  if (amount < minimum) {
    const message = `Amount must be at least ${formatAmount(minimum, currency)}`;
    throw invalid({ message, code: 'amount_too_small', param });
  }
  return amount;
}

/** For people: `$19.99`, by Stripe's factors and not by those of ISO. */
export function formatAmount(amount: number, currency: string): string {
  const decimals = ZERO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2;
  const style = { style: 'currency', currency, minimumFractionDigits: decimals } as const;
  return new Intl.NumberFormat('en', style).format(amount / 10 ** decimals);
}
