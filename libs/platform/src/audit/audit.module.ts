import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { SecurityTrail } from './security-trail.js';

@Global()
@Module({ providers: [AuditLog, SecurityTrail], exports: [AuditLog, SecurityTrail] })
export class AuditModule {}
