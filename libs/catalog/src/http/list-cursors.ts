import { Injectable } from '@nestjs/common';
import { ValidationFailed } from '#platform/http/validation.js';
import { Signer } from '#platform/security/signer.js';
import type { CursorValues } from '../queries/search-engine.js';

/**
 * Places in a list as opaque text. It is sealed for its list: somebody who changes it, or takes it to a list with other filters or another
 * sort, is refused, so what the queries get is what they gave.
 */
@Injectable()
export class ListCursors {
  constructor(private readonly signer: Signer) {}

  /** @param list what makes the list another one, as a text */
  textOf(list: string, place: CursorValues): string {
    const text = Buffer.from(JSON.stringify(place)).toString('base64url');
    return this.signer.seal(kindOf(list), text);
  }

  /** @throws ValidationFailed */
  placeOf(list: string, cursor: string): CursorValues {
    const text = this.signer.unseal(kindOf(list), cursor);
    if (text === undefined)
      throw ValidationFailed.of('cursor', 'isCursor', 'cursor must be a nextCursor of the same list');
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as CursorValues;
  }
}

function kindOf(list: string): string {
  return `list-cursor ${list}`;
}
