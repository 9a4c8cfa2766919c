import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Requires } from '../auth/permissions.js';
import { pageRequest, refuseUnknownParameters, textParameter, type RawQuery } from '../http/paging.js';
import { ValidationFailed } from '../http/validation.js';
import { AuditLogQueries, type AuditLogFilter } from './audit-log.queries.js';
import { AuditLogPage } from './audit-log.views.js';

const texts = ['actor', 'action', 'subjectType', 'subjectId'] as const;
const times = ['from', 'to'] as const;
const parameters = new Set<string>([...texts, ...times, 'cursor', 'limit']);

@ApiTags('Administration: audit log')
@Requires('audit:read')
@Controller('admin/audit-log')
export class AuditLogController {
  constructor(private readonly auditLog: AuditLogQueries) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Who did what, when and from where, and what was refused',
    description: 'Newest first. Nothing here can be changed or deleted.',
  })
  @ApiQuery({
    name: 'actor',
    required: false,
    description: 'Exactly.',
    schema: { type: 'string', maxLength: 64 },
  })
  @ApiQuery({
    name: 'action',
    required: false,
    description: 'Exactly, such as customers.sign-in-failed.',
    schema: { type: 'string', maxLength: 64 },
  })
  @ApiQuery({ name: 'subjectType', required: false, schema: { type: 'string', maxLength: 32 } })
  @ApiQuery({
    name: 'subjectId',
    required: false,
    description: 'Goes with subjectType.',
    schema: { type: 'string', maxLength: 64 },
  })
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({
    name: 'to',
    required: false,
    description: 'Excluded.',
    schema: { type: 'string', format: 'date-time' },
  })
  @ApiQuery({ name: 'cursor', required: false, schema: { type: 'string', maxLength: 200 } })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: AuditLogPage })
  list(@Query() query: RawQuery): Promise<AuditLogPage> {
    refuseUnknownParameters(query, parameters);
    const cursor = textParameter(query, 'cursor', 200);
    return this.auditLog.page(filterOf(query), { cursor, limit: pageRequest(query).limit });
  }
}

function filterOf(query: RawQuery): AuditLogFilter {
  const [actor, action, subjectType, subjectId] = texts.map((name) => textParameter(query, name, 64));
  const [from, to] = times.map((name) => timeParameter(query, name));
  // The index begins with the type; an id alone would read the whole log.
  if (subjectId !== undefined && subjectType === undefined)
    throw ValidationFailed.of('subjectType', 'isNotEmpty', 'subjectType must be given with subjectId');
  return { actor, action, subjectType, subjectId, from, to };
}

function timeParameter(query: RawQuery, name: string): Date | undefined {
  const text = textParameter(query, name, 40);
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(time.getTime()))
    throw ValidationFailed.of(name, 'isTime', `${name} must be a time such as 2026-11-20T10:00:00Z`);
  return time;
}
