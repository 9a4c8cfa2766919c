import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import { parseId } from '#shared-kernel';
import { everyRole, type Role } from '../../domain/roles.js';
import type { CustomerSearch } from '../../queries/customer-search.queries.js';

export const accountStatuses = ['active', 'disabled'] as const;

const parameters = new Set(['q', 'role', 'status', 'cursor', 'limit']);
const any = 'any';

export class DisableCustomerRequest {
  @ApiProperty({
    example: 'asked for it by telephone',
    minLength: 1,
    maxLength: 200,
    description: 'For staff; the customer does not see it.',
  })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/u, { message: '$property must not be blank' })
  @Matches(/^\P{Cc}*$/u, { message: '$property must be one line of text' })
  readonly reason!: string;
}

/** @throws ValidationFailed */
export function customerSearch(query: RawQuery): CustomerSearch {
  refuseUnknownParameters(query, parameters);
  const role = choiceParameter<Role | typeof any>(query, 'role', [...everyRole, any], any);
  const status = choiceParameter(query, 'status', [...accountStatuses, any], any);
  return {
    q: beginning(query),
    role: role === any ? undefined : role,
    status: status === any ? undefined : status,
    cursor: cursorOf(query),
    limit: pageRequest(query).limit,
  };
}

function beginning(query: RawQuery): string | undefined {
  const text = textParameter(query, 'q', 254)?.trim().normalize('NFC');
  return text === '' ? undefined : text;
}

/** The id of the last one. @throws ValidationFailed */
function cursorOf(query: RawQuery): string | undefined {
  const text = textParameter(query, 'cursor', 100);
  const cursor = text === undefined ? undefined : parseId(text);
  if (text !== undefined && cursor === undefined)
    throw ValidationFailed.of('cursor', 'isCursor', 'cursor must be the nextCursor of an answer');
  return cursor;
}
