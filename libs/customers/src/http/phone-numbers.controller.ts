import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import { parseId } from '#shared-kernel';
import { KeepPhoneNumbers } from '../application/keep-phone-numbers.js';
import type { CustomerId, PhoneNumberId } from '../domain/ids.js';
import { PhoneNumberNotFound } from '../domain/phone-book.errors.js';
import { PhoneNumberQueries } from '../queries/phone-number.queries.js';
import {
  AddPhoneNumberRequest,
  ChangePhoneNumberRequest,
  PhoneNumberList,
  PhoneNumberView,
} from './phone-numbers.dto.js';

const idParameter = { name: 'phoneNumberId', format: 'uuid' };
const conflicts = {
  type: Problem,
  description: 'customers.phone-number-known, customers.too-many-phone-numbers',
};

@ApiTags('Profile')
@ApiNotFoundResponse({ type: Problem, description: 'Unknown, or not yours; or the account is gone.' })
@Controller('me/phone-numbers')
export class PhoneNumbersController {
  constructor(
    private readonly queries: PhoneNumberQueries,
    private readonly phoneNumbers: KeepPhoneNumbers,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Your telephone numbers', description: 'The default one first, then the oldest.' })
  @ApiOkResponse({ type: PhoneNumberList })
  async list(@CurrentPrincipal() { id }: Principal): Promise<PhoneNumberList> {
    return { items: await this.queries.all(id) };
  }

  @Post()
  @Idempotent()
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Add a telephone number',
    description: 'At most 10. The first one is the default.',
  })
  @ApiCreatedResponse({ type: PhoneNumberView })
  @ApiConflictResponse(conflicts)
  async add(
    @CurrentPrincipal() { id }: Principal,
    @Body() request: AddPhoneNumberRequest,
  ): Promise<PhoneNumberView> {
    return this.queries.one(id, await this.phoneNumbers.add(id as CustomerId, request));
  }

  @Get(':phoneNumberId')
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One of your telephone numbers' })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: PhoneNumberView })
  show(
    @CurrentPrincipal() { id }: Principal,
    @Param('phoneNumberId') phoneNumberId: string,
  ): Promise<PhoneNumberView> {
    return this.queries.one(id, known(phoneNumberId));
  }

  @Patch(':phoneNumberId')
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Change a telephone number, or make it the default',
    description: 'Fields left out stay.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: PhoneNumberView })
  @ApiConflictResponse(conflicts)
  async change(
    @CurrentPrincipal() { id }: Principal,
    @Param('phoneNumberId') phoneNumberId: string,
    @Body() request: ChangePhoneNumberRequest,
  ): Promise<PhoneNumberView> {
    await this.phoneNumbers.change(id as CustomerId, known(phoneNumberId), request);
    return this.queries.one(id, phoneNumberId);
  }

  @Delete(':phoneNumberId')
  @Requires('profile:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a telephone number',
    description: 'If it was the default, the oldest of the others takes over.',
  })
  @ApiParam(idParameter)
  @ApiNoContentResponse()
  async remove(
    @CurrentPrincipal() { id }: Principal,
    @Param('phoneNumberId') phoneNumberId: string,
  ): Promise<void> {
    await this.phoneNumbers.remove(id as CustomerId, known(phoneNumberId));
  }
}

/** @throws PhoneNumberNotFound, since what is no id is nobody's number */
function known(text: string): PhoneNumberId {
  const id = parseId<PhoneNumberId>(text);
  if (id === undefined) throw new PhoneNumberNotFound();
  return id;
}
