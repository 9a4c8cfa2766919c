import { Body, Controller, Delete, Patch, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import type { Author } from '../../application/author.js';
import { KeepOptions } from '../../application/keep-options.js';
import { OptionNotFound, OptionValueNotFound } from '../../domain/catalog.errors.js';
import type { OptionId, OptionValueId } from '../../domain/ids.js';
import { AdminShelfQueries } from '../../queries/admin-shelf.queries.js';
import { AdminOptionView } from '../../queries/admin-shelf.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { NameRequest, NewOptionValueRequest, OrderRequest } from './shelves.dto.js';
import { Editor } from './staff-member.js';

/** A value belongs to its option: each answer is the option, and its version the one that counts. */
@Administration('options')
@ApiParam({ name: 'optionId', format: 'uuid' })
@Controller('admin/options/:optionId')
export class AdminOptionValuesController {
  constructor(
    private readonly shelves: AdminShelfQueries,
    private readonly options: KeepOptions,
  ) {}

  @Post('values')
  @Idempotent()
  @ChangesVersion()
  @ApiOperation({ summary: 'A new value, behind the others' })
  @ApiCreatedResponse({ type: AdminOptionView })
  async add(
    @IdOf('optionId', OptionNotFound) id: OptionId,
    @Body() value: NewOptionValueRequest,
    @Editor() by: Author,
  ): Promise<AdminOptionView> {
    await this.options.addValue(id, value, by);
    return this.shelves.option(id);
  }

  @Patch('values/:valueId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Rename a value; its code stays' })
  @ApiParam({ name: 'valueId', format: 'uuid' })
  @ApiOkResponse({ type: AdminOptionView })
  async rename(
    @IdOf('optionId', OptionNotFound) id: OptionId,
    @IdOf('valueId', OptionValueNotFound) valueId: OptionValueId,
    @Body() { name }: NameRequest,
    @Editor() by: Author,
  ): Promise<AdminOptionView> {
    await this.options.renameValue(id, valueId, name, by);
    return this.shelves.option(id);
  }

  @Delete('values/:valueId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove a value that no variant has' })
  @ApiParam({ name: 'valueId', format: 'uuid' })
  @ApiOkResponse({ type: AdminOptionView })
  @ApiConflictResponse({ type: Problem, description: 'Variants have it.' })
  async remove(
    @IdOf('optionId', OptionNotFound) id: OptionId,
    @IdOf('valueId', OptionValueNotFound) valueId: OptionValueId,
    @Editor() by: Author,
  ): Promise<AdminOptionView> {
    await this.options.removeValue(id, valueId, by);
    return this.shelves.option(id);
  }

  @Put('value-order')
  @ChangesVersion()
  @ApiOperation({ summary: 'Put the values in order: all of them' })
  @ApiOkResponse({ type: AdminOptionView })
  async order(
    @IdOf('optionId', OptionNotFound) id: OptionId,
    @Body() { ids }: OrderRequest,
    @Editor() by: Author,
  ): Promise<AdminOptionView> {
    await this.options.orderValues(id, ids as OptionValueId[], by);
    return this.shelves.option(id);
  }
}
