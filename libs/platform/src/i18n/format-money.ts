import { currencyExponent } from '#shared-kernel';

const FALLBACK_LOCALE = 'en-US';
const formats = new Map<string, Intl.NumberFormat>();

/** `amount` in minor units, written as people of that locale write it: 123456, 'USD', 'en-US' → $1,234.56 */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const sign = amount < 0 ? '-' : '';
  // As text: a division would round amounts beyond 2^53 / 100.
  const decimal = `${sign}${digits.slice(0, point)}.${digits.slice(point)}0` as `${number}`;
  return formatFor(currency, locale, exponent).format(decimal);
}

/** The locale if this runtime knows how to read it, otherwise English: a mail is not held up by a bad tag. */
export function usableLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? FALLBACK_LOCALE;
  } catch (error) {
    if (error instanceof RangeError) return FALLBACK_LOCALE;
    throw error;
  }
}

function formatFor(currency: string, locale: string, exponent: number): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  // The digits are given because CLDR rounds some currencies that ISO 4217 counts in minor units.
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const format = new Intl.NumberFormat(usableLocale(locale), { style: 'currency', currency, ...digits });
  // Locales come from browsers: a bound keeps made-up ones from filling the memory.
  if (formats.size >= 200) formats.clear();
  formats.set(key, format);
  return format;
}
