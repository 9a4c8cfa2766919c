import { currencyExponent } from '#shared-kernel';

/** '19.99' in USD → 1999, '19.9' → 1990; undefined unless it is a plain decimal number with no more digits than the currency has. No floats on the way. */
export function amountOf(text: string, currency: string): number | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,3}))?$/.exec(text);
  const [, whole = '', fraction = ''] = match ?? [];
  const digits = currencyExponent(currency);
  if (match === null || fraction.length > digits) return undefined;
  const amount = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** 1999 in USD → '19.99', in JPY '1999'. */
export function moneyText(amount: number, currency: string): string {
  const digits = currencyExponent(currency);
  if (digits === 0) return String(amount);
  const text = String(amount).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
