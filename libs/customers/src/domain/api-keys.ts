import type { ApiKey } from './api-key.js';
import type { ApiKeyId, CustomerId } from './ids.js';

/** All API keys, as hashes. Works only inside a unit of work; every process hears of a revocation within a second. */
export abstract class ApiKeys {
  /** @param hint the secret's last characters, to tell keys apart */
  abstract add(key: ApiKey, secretHash: Buffer, hint: string): Promise<void>;

  /** What is revoked stays so. @returns its name; undefined if there is no such key, or it was revoked before */
  abstract revoke(id: ApiKeyId): Promise<string | undefined>;

  /** Of one who may make none any more. @returns which */
  abstract revokeAllOf(maker: CustomerId): Promise<readonly ApiKeyId[]>;
}
