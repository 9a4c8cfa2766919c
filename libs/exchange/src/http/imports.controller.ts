import {
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseId } from '#shared-kernel';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Config } from '#platform/config/config.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { RawUpload, streamUpload } from '#platform/http/raw-upload.js';
import { CancelImport } from '../application/cancel-import.js';
import { RequestApplication } from '../application/request-application.js';
import { StageImport } from '../application/stage-import.js';
import type { ImportId } from '../domain/import.js';
import { ImportNotFound } from '../domain/import.errors.js';
import { ImportQueries } from '../queries/import.queries.js';
import { ImportView } from '../queries/import.views.js';
import { ImportErrorList, ImportList, uploadParameters } from './imports.dto.js';

const paging = new Set(['page', 'limit']);

@ApiTags('Administration: imports and exports')
@Requires('catalog:manage')
@Controller('admin/imports')
export class ImportsController {
  constructor(
    private readonly stageImport: StageImport,
    private readonly requestApplication: RequestApplication,
    private readonly cancelImport: CancelImport,
    private readonly imports: ImportQueries,
    private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(202)
  @RawUpload('text/csv')
  @ApiOperation({
    summary: 'Import products with variants and stock from a CSV file',
    description:
      'Answers once the file has come in; the worker then checks every row, and applies them only if none is wrong. Poll the import. A file with the column `stock` needs the permission stock:manage too. docs/import.md has the columns.',
  })
  @ApiQuery({
    name: 'apply',
    required: false,
    enum: ['true', 'false'],
    description: 'Default true; false is a dry run.',
  })
  @ApiQuery({
    name: 'createOptions',
    required: false,
    enum: ['true', 'false'],
    description: 'Default false: options and values that are not known are errors.',
  })
  @ApiAcceptedResponse({ type: ImportView })
  @ApiBadRequestResponse({ type: Problem, description: 'Wrong columns, or no CSV from some line on.' })
  async start(
    @Req() request: FastifyRequest,
    @Query() query: RawQuery,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    const parameters = uploadParameters(query);
    const file = csvOf(request, this.config.imports.maxBytes);
    const mayChangeStock = principal.permissions.has('stock:manage');
    const id = await this.stageImport.execute({ ...parameters, file, actor: principal.id, mayChangeStock });
    return this.underWay(id, reply);
  }

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The imports of the last seven days, the newest first' })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: ImportList })
  list(@Query() query: RawQuery): Promise<ImportList> {
    refuseUnknownParameters(query, paging);
    return this.imports.list(pageRequest(query));
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'How far an import has come' })
  @ApiOkResponse({ type: ImportView })
  @ApiNotFoundResponse({ type: Problem })
  find(@Param('id') id: string): Promise<ImportView> {
    return this.imports.one(id);
  }

  @Get(':id/errors')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What is wrong with the file, by line and column' })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: ImportErrorList })
  @ApiNotFoundResponse({ type: Problem })
  errors(@Param('id') id: string, @Query() query: RawQuery): Promise<ImportErrorList> {
    refuseUnknownParameters(query, paging);
    return this.imports.errors(id, pageRequest(query));
  }

  @Post(':id/application')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Apply a dry run, or go on with an import that has stopped',
    description: 'It is checked anew first.',
  })
  @ApiAcceptedResponse({ type: ImportView })
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({
    type: Problem,
    description: 'Rows are wrong, or it is under way, applied or cancelled.',
  })
  async apply(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    const importId = importIdOf(id);
    const mayChangeStock = principal.permissions.has('stock:manage');
    await this.requestApplication.execute({ importId, actor: principal.id, mayChangeStock });
    return this.underWay(importId, reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Cancel an import, or stop its application',
    description:
      'What is applied stays. An import that was being applied is `stopped` and can go on by asking for its application; cancelled once more, it is over.',
  })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({ type: Problem, description: 'It is applied, or is still coming in.' })
  cancel(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    return this.cancelImport.execute({ importId: importIdOf(id), actor: principal.id });
  }

  private underWay(id: ImportId, reply: FastifyReply): Promise<ImportView> {
    void reply.header('location', `/v1/admin/imports/${id}`);
    return this.imports.one(id);
  }
}

/** @throws UnsupportedMediaTypeException for a picture, or for a CSV that is packed */
function csvOf(request: FastifyRequest, maxBytes: number): AsyncIterable<Uint8Array> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!type.toLowerCase().startsWith('text/csv') || encoding !== 'identity')
    throw new UnsupportedMediaTypeException('Send the CSV file as it is, with Content-Type: text/csv.');
  return streamUpload(request, { maxBytes });
}

function importIdOf(text: string): ImportId {
  const id = parseId<ImportId>(text);
  if (id === undefined) throw new ImportNotFound();
  return id;
}
