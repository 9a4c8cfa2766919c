import { parseId } from '#shared-kernel';
import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import type { PageRequest } from '#shared-kernel';
import { lowStock, mostPieces } from '../domain/stock-level.js';

export const stockStates = ['low', 'sold-out', 'all'] as const;

const listParameters = new Set(['state', 'below', 'page', 'limit']);
const ledgerParameters = new Set(['cursor', 'limit']);

/** Which stock is asked for. `state=low` is everything below a threshold, what is sold out included. @throws ValidationFailed */
export function stockListRequest(query: RawQuery): { below: number; page: PageRequest } {
  refuseUnknownParameters(query, listParameters);
  const state = choiceParameter(query, 'state', stockStates, 'low');
  const threshold = textParameter(query, 'below', 20);
  if (threshold !== undefined && state !== 'low')
    throw ValidationFailed.of('below', 'isIn', 'below goes with state=low');
  const below = { low: wholeNumber(threshold), 'sold-out': 1, all: mostPieces * 2 + 1 }[state];
  return { below, page: pageRequest(query) };
}

/** @throws ValidationFailed */
export function ledgerRequest(query: RawQuery): { cursor: string | undefined; limit: number } {
  refuseUnknownParameters(query, ledgerParameters);
  const text = textParameter(query, 'cursor', 100);
  const cursor = text === undefined ? undefined : parseId(text);
  if (text !== undefined && cursor === undefined)
    throw ValidationFailed.of('cursor', 'matches', 'cursor must be the nextCursor of an answer');
  return { cursor, limit: pageRequest(query).limit };
}

function wholeNumber(text: string | undefined): number {
  if (text === undefined) return lowStock + 1;
  const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= mostPieces))
    throw ValidationFailed.of(
      'below',
      'isInt',
      `below must be a whole number from 1 to ${String(mostPieces)}`,
    );
  return value;
}
