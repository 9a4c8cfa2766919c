/** How the other shop counted the steps of an order; it had two versions. */
export type StatusScheme = 'simple' | 'pipeline';

/**
 * Simple: 0 placed, 1 verified (that is, paid), 2 completed, 3 cancelled. Pipeline: 0 to 8 from placed to completed, paid from 5 on,
 * 9 cancelled. A dump doesn't say which; only the pipeline has steps above 3 and writes an audit.
 */
export function schemeOf(highestStatus: number, auditRows: number): StatusScheme {
  return highestStatus > 3 || auditRows > 0 ? 'pipeline' : 'simple';
}

export interface OldOrder {
  status: number;
  isShipped: boolean;
  /** The payment provider has taken the money. */
  hasAuthorisation: boolean;
}

/** Orders that the other shop never finished can't be paid here: their goods and prices are not held. */
export function statusHere(
  order: OldOrder,
  scheme: StatusScheme,
): 'paid' | 'fulfilled' | 'cancelled' | 'unfinished' {
  const { status, isShipped, hasAuthorisation } = order;
  const steps = scheme === 'simple' ? { paid: 1, done: 2, cancelled: 3 } : { paid: 5, done: 8, cancelled: 9 };
  if (status >= steps.cancelled) return 'cancelled';
  if (isShipped || status === steps.done) return 'fulfilled';
  return hasAuthorisation || status >= steps.paid ? 'paid' : 'unfinished';
}

/** `2004-05-06 07:08:09` as UTC, since a dump says no time zone; undefined for zero dates and no dates. */
export function dateOf(text: string | null): Date | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?)?$/.test(text)) return undefined;
  const date = new Date(`${text.replace(' ', 'T').slice(0, 19)}${text.length === 10 ? 'T00:00:00' : ''}Z`);
  return Number.isNaN(date.getTime()) || text.startsWith('0000') ? undefined : date;
}

/** The words of `Color/Size: White/S` and of `Color: White, Size: S`, in lower case. */
export function wordsOfAttributes(text: string): string[] {
  return text
    .split(/[:,;/]/)
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}
