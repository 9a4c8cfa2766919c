import type { MoneyJson } from '#shared-kernel';
import { unguardFormula } from '../domain/cell-text.js';
import { amountOf } from '../domain/money-text.js';

/** In a cell of its own it takes away what is there: a sale price, a description. */
export const CLEAR = '-';

const mostPieces = 1_000_000_000;

export type Cell<Value> = { value: Value } | { code: string; message: string } | undefined;

/** Undefined if the cell is empty: nothing is said. `CLEAR` gives an empty text. */
export function textCell(cell: string, maxLength: number): Cell<string> {
  if (cell.trim() === '') return undefined;
  if (cell.trim() === CLEAR) return { value: '' };
  const value = unguardFormula(cell);
  if (value.length > maxLength)
    return { code: 'max-length', message: `must have at most ${String(maxLength)} characters` };
  return { value };
}

/** Words separated by `|`; `CLEAR` gives none. */
export function listCell(cell: string): Cell<string[]> {
  const text = cell.trim();
  if (text === '') return undefined;
  if (text === CLEAR) return { value: [] };
  const value = text
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return { value: [...new Set(value)] };
}

export function choiceCell<const Choice extends string>(
  cell: string,
  choices: readonly Choice[],
): Cell<Choice> {
  const text = cell.trim();
  if (text === '') return undefined;
  const value = choices.find((each) => each === text);
  return value === undefined ? { code: 'is-in', message: `must be one of ${choices.join(', ')}` } : { value };
}

/** '19.99'; `CLEAR` gives null. */
export function moneyCell(cell: string, currency: string): Cell<MoneyJson | null> {
  const text = cell.trim();
  if (text === '') return undefined;
  if (text === CLEAR) return { value: null };
  const amount = amountOf(text, currency);
  if (amount === undefined) {
    return {
      code: 'money',
      message: `must be an amount of ${currency} in digits, such as ${exampleOf(currency)}`,
    };
  }
  return { value: { amount, currency } };
}

function exampleOf(currency: string): string {
  if (amountOf('19.999', currency) !== undefined) return '19.990';
  return amountOf('19.99', currency) === undefined ? '1999' : '19.99';
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A moment of ISO 8601 with its zone, or a day, which begins in UTC; `CLEAR` gives null. */
export function dateCell(cell: string): Cell<Date | null> {
  const text = cell.trim();
  if (text === '') return undefined;
  if (text === CLEAR) return { value: null };
  const value = day.test(text) || moment.test(text) ? new Date(text) : undefined;
  // 2026-02-30 is taken for the second of March.
  const isReal = value !== undefined && !Number.isNaN(value.getTime()) && isDayOf(text.slice(0, 10));
  // A zone may put the last hours of 9999 into a year that the database does not have.
  if (!isReal || value.getUTCFullYear() < 1970 || value.getUTCFullYear() > 9999) {
    return {
      code: 'date',
      message: 'must be a time such as 2026-11-27T00:00:00Z, or a day such as 2026-11-27',
    };
  }
  return { value };
}

function isDayOf(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** Whole pieces. */
export function stockCell(cell: string): Cell<number> {
  const text = cell.trim();
  if (text === '') return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(value) || value > mostPieces
    ? { code: 'stock', message: `must be a whole number from 0 to ${String(mostPieces)}` }
    : { value };
}
