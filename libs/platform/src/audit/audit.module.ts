import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditLogQueries } from './audit-log.queries.js';
import { PersonalTrail } from './personal-trail.js';
import { SecurityTrail } from './security-trail.js';

@Global()
@Module({
  providers: [AuditLog, AuditLogQueries, PersonalTrail, SecurityTrail],
  exports: [AuditLog, AuditLogQueries, PersonalTrail, SecurityTrail],
})
export class AuditModule {}
