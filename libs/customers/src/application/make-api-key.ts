import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { ApiKey } from '../domain/api-key.js';
import { ApiKeys } from '../domain/api-keys.js';
import { Customers } from '../domain/customers.js';
import type { ApiKeyId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';
import { OwnersOnly } from '../domain/staff.errors.js';
import { ConfirmIdentity, type Confirmation } from './confirm-identity.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

export interface MakeApiKeyInput {
  maker: Confirmation;
  name: string;
  scopes: readonly string[];
  expiresAt: Date | null;
}

export interface MadeApiKey {
  readonly id: ApiKeyId;
  /** Told once. */
  readonly secret: string;
}

/** `tp_` lets programs that look for leaked secrets find ours. */
const prefix = 'tp_';
const hintLength = 4;

@Injectable()
export class MakeApiKey {
  constructor(
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly apiKeys: ApiKeys,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidApiKey, UnknownScopes, OwnersOnly, and what ConfirmIdentity throws */
  async execute({ maker, name, scopes, expiresAt }: MakeApiKeyInput): Promise<MadeApiKey> {
    const now = this.clock.now();
    const key = new ApiKey({ name, scopes, expiresAt, madeBy: maker.customerId }, now);
    await this.confirmIdentity.execute(maker);
    const secret = `${prefix}${newOpaqueToken()}`;
    await this.unitOfWork.run(async () => {
      // A key of one who is just losing the role would outlive it.
      if (!(await this.owners.lock()).has(key.madeBy)) throw new OwnersOnly();
      await this.confirmIdentity.mustStillHold(maker);
      await this.apiKeys.add(key, hashOfToken(secret), secret.slice(-hintLength));
      const owner = await this.customers.get(key.madeBy);
      owner.notice('api-key-created', { at: now, subject: key.name });
      await this.customers.save(owner);
      await this.auditLog.append({
        actor: key.madeBy,
        action: 'customers.make-api-key',
        subjectType: 'api-key',
        subjectId: key.id,
        after: { name: key.name, scopes: key.scopes, expiresAt: key.expiresAt?.toISOString() ?? null },
      });
    });
    return { id: key.id, secret };
  }
}
