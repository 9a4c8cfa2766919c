import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditLogQueries } from './audit-log.queries.js';
import { SecurityTrail } from './security-trail.js';

@Global()
@Module({
  providers: [AuditLog, AuditLogQueries, SecurityTrail],
  exports: [AuditLog, AuditLogQueries, SecurityTrail],
})
export class AuditModule {}
