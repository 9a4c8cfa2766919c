import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { DisableCustomer, EnableCustomer, type StaffMember } from '../../application/disable-customer.js';
import { CustomerNotFound } from '../../domain/customers.errors.js';
import type { CustomerId } from '../../domain/ids.js';
import { everyRole } from '../../domain/roles.js';
import { CustomerSearchQueries } from '../../queries/customer-search.queries.js';
import { CustomerDetails, CustomerList } from '../../queries/customer-search.views.js';
import { accountStatuses, customerSearch, DisableCustomerRequest } from './customers.dto.js';
import { IdOf, Limited } from './fields.js';

@ApiTags('Administration: customers')
@Controller('admin/customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomerSearchQueries,
    private readonly disableCustomer: DisableCustomer,
    private readonly enableCustomer: EnableCustomer,
  ) {}

  @Get()
  @Requires('customers:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Find customers',
    description:
      'With `q` those whose address begins so, then those whose name does. Without it the newest first; with status=disabled those who were disabled last.',
  })
  @ApiQuery({ name: 'q', required: false, description: 'Beginning of an e-mail address or of a name.' })
  @ApiQuery({ name: 'role', required: false, enum: [...everyRole, 'any'], description: 'Default any.' })
  @ApiQuery({
    name: 'status',
    required: false,
    enum: [...accountStatuses, 'any'],
    description: 'Default any.',
  })
  @ApiQuery({ name: 'cursor', required: false, description: 'The nextCursor of the answer before.' })
  @Limited()
  @ApiOkResponse({ type: CustomerList })
  list(@Query() query: RawQuery): Promise<CustomerList> {
    return this.customers.list(customerSearch(query));
  }

  @Get(':id')
  @Requires('customers:read')
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'A customer' })
  @ApiOkResponse({ type: CustomerDetails })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('id', CustomerNotFound) id: CustomerId): Promise<CustomerDetails> {
    return this.customers.find(id);
  }

  @Post(':id/disabling')
  @Requires('customers:manage')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({
    summary: 'Shut an account',
    description:
      'Its sessions end within a second; nobody signs in to it until it is enabled again. Accounts of staff only with staff:manage.',
  })
  @ApiOkResponse({ type: CustomerDetails })
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({
    type: Problem,
    description: 'customers.own-account, customers.last-owner, customers.account-erased',
  })
  async disable(
    @IdOf('id', CustomerNotFound) customerId: CustomerId,
    @Body() { reason }: DisableCustomerRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CustomerDetails> {
    await this.disableCustomer.execute({ ...staffMember(principal), customerId, reason: reason.trim() });
    return this.customers.find(customerId);
  }

  @Delete(':id/disabling')
  @Requires('customers:manage')
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'Open an account again' })
  @ApiOkResponse({ type: CustomerDetails })
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({ type: Problem, description: 'customers.account-erased' })
  async enable(
    @IdOf('id', CustomerNotFound) customerId: CustomerId,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CustomerDetails> {
    await this.enableCustomer.execute({ ...staffMember(principal), customerId });
    return this.customers.find(customerId);
  }
}

function staffMember({ id, permissions }: Principal): StaffMember {
  return { actor: id, mayManageStaff: permissions.has('staff:manage') };
}
