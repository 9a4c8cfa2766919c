import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Idempotent } from '#platform/http/idempotency.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { parseId } from '#shared-kernel';
import { KeepAddresses } from '../application/keep-addresses.js';
import { AddressNotFound } from '../domain/customers.errors.js';
import type { AddressId, CustomerId } from '../domain/ids.js';
import { CustomerQueries } from '../queries/customer.queries.js';
import { AddAddressRequest, AddressPage, AddressView, ChangeAddressRequest } from './addresses.dto.js';

const parameters = new Set(['page', 'limit']);
const addressIdParameter = { name: 'addressId', format: 'uuid' };

@ApiTags('Profile')
@ApiNotFoundResponse({ type: Problem, description: 'Unknown, or not yours; or the account is gone.' })
@Controller('me/addresses')
export class AddressesController {
  constructor(
    private readonly queries: CustomerQueries,
    private readonly addresses: KeepAddresses,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Your addresses',
    description: 'The default one for shipping first, then the newest.',
  })
  @ApiQuery({ name: 'page', required: false, example: 1 })
  @ApiQuery({ name: 'limit', required: false, example: 20 })
  @ApiOkResponse({ type: AddressPage })
  list(@CurrentPrincipal() { id }: Principal, @Query() query: RawQuery): Promise<AddressPage> {
    refuseUnknownParameters(query, parameters);
    return this.queries.addresses(id, pageRequest(query));
  }

  @Post()
  @Idempotent()
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Add an address',
    description:
      'At most 50. The first one is the default for shipping and for billing. Region, postal code and telephone number are checked by the rules of the country.',
  })
  @ApiCreatedResponse({ type: AddressView })
  @ApiConflictResponse({ type: Problem, description: 'customers.too-many-addresses' })
  async add(@CurrentPrincipal() { id }: Principal, @Body() request: AddAddressRequest): Promise<AddressView> {
    const addressId = await this.addresses.add(id as CustomerId, request);
    return this.queries.address(id, addressId);
  }

  @Get(':addressId')
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One of your addresses' })
  @ApiParam(addressIdParameter)
  @ApiOkResponse({ type: AddressView })
  show(@CurrentPrincipal() { id }: Principal, @Param('addressId') addressId: string): Promise<AddressView> {
    return this.queries.address(id, known(addressId));
  }

  @Patch(':addressId')
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Change an address, or make it a default',
    description: 'Fields left out stay.',
  })
  @ApiParam(addressIdParameter)
  @ApiOkResponse({ type: AddressView })
  async change(
    @CurrentPrincipal() { id }: Principal,
    @Param('addressId') addressId: string,
    @Body() request: ChangeAddressRequest,
  ): Promise<AddressView> {
    await this.addresses.change(id as CustomerId, known(addressId), request);
    return this.queries.address(id, addressId);
  }

  @Delete(':addressId')
  @Requires('profile:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove an address',
    description: 'If it was a default, the oldest of the others takes over.',
  })
  @ApiParam(addressIdParameter)
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() { id }: Principal, @Param('addressId') addressId: string): Promise<void> {
    await this.addresses.remove(id as CustomerId, known(addressId));
  }
}

/** @throws AddressNotFound, since what is no id is nobody's address */
function known(text: string): AddressId {
  const id = parseId<AddressId>(text);
  if (id === undefined) throw new AddressNotFound();
  return id;
}
