import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import type { Author } from '../../application/author.js';
import { KeepOptions } from '../../application/keep-options.js';
import { OptionNotFound } from '../../domain/catalog.errors.js';
import type { OptionId } from '../../domain/ids.js';
import { AdminShelfQueries } from '../../queries/admin-shelf.queries.js';
import { AdminOptionList, AdminOptionView } from '../../queries/admin-shelf.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { NameRequest, NewOptionRequest, OrderRequest } from './shelves.dto.js';
import { Editor, StaffMember } from './staff-member.js';

@Administration('options')
@Controller('admin')
export class AdminOptionsController {
  constructor(
    private readonly shelves: AdminShelfQueries,
    private readonly options: KeepOptions,
  ) {}

  @Get('options')
  @ApiOperation({ summary: 'All options with their values' })
  @ApiOkResponse({ type: AdminOptionList })
  async list(): Promise<AdminOptionList> {
    return { items: await this.shelves.options() };
  }

  @Post('options')
  @Idempotent()
  @ApiOperation({ summary: 'A new option, behind the others' })
  @ApiCreatedResponse({ type: AdminOptionView })
  @ApiConflictResponse({ type: Problem, description: 'The code is taken.' })
  async create(
    @Body() { values = [], ...option }: NewOptionRequest,
    @StaffMember() by: Author,
  ): Promise<AdminOptionView> {
    return this.shelves.option(await this.options.create({ ...option, values }, by));
  }

  @Get('options/:optionId')
  @ApiOperation({ summary: 'One option; its ETag goes into If-Match' })
  @ApiParam({ name: 'optionId', format: 'uuid' })
  @ApiOkResponse({ type: AdminOptionView })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('optionId', OptionNotFound) id: OptionId): Promise<AdminOptionView> {
    return this.shelves.option(id);
  }

  @Patch('options/:optionId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Rename it; its code stays, since it stands in addresses' })
  @ApiParam({ name: 'optionId', format: 'uuid' })
  @ApiOkResponse({ type: AdminOptionView })
  async rename(
    @IdOf('optionId', OptionNotFound) id: OptionId,
    @Body() { name }: NameRequest,
    @Editor() by: Author,
  ): Promise<AdminOptionView> {
    await this.options.rename(id, name, by);
    return this.shelves.option(id);
  }

  @Delete('options/:optionId')
  @HttpCode(204)
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove an option that no variant has' })
  @ApiParam({ name: 'optionId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: Problem, description: 'Variants have it.' })
  remove(@IdOf('optionId', OptionNotFound) id: OptionId, @Editor() by: Author): Promise<void> {
    return this.options.remove(id, by);
  }

  @Put('option-order')
  @ApiOperation({ summary: 'Put the options in order: all of them' })
  @ApiOkResponse({ type: AdminOptionList })
  async order(@Body() { ids }: OrderRequest, @StaffMember() by: Author): Promise<AdminOptionList> {
    await this.options.order(ids as OptionId[], by);
    return this.list();
  }
}
