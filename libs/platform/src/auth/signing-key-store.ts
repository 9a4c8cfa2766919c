import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { Database } from '../database/database.js';
import { bytesToId, idToBytes } from '../database/id-column.js';
import { NotUnsealed, Sealer } from '../security/sealer.js';
import { newKeyPair, publicKeyOf, signingAlgorithm, type PublicJwk, type SigningKey } from './signing-key.js';

const purpose = 'signing-key';

interface KeyRow {
  id: Buffer;
  public_jwk: string;
  private_sealed: Buffer;
  active_in: number;
  retired_in: number | null;
}

/** The keys as they stand in the database; the private parts sealed. */
@Injectable()
export class SigningKeyStore {
  private readonly logger = new Logger(SigningKeyStore.name);

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  async all(): Promise<SigningKey[]> {
    const asked = performance.now();
    const rows = await this.database.query<KeyRow>(
      `SELECT id, public_jwk, private_sealed,
              TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), active_from) / 1000 AS active_in,
              TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), retired_at) / 1000 AS retired_in
       FROM signing_keys
       WHERE algorithm = :signingAlgorithm`,
      { signingAlgorithm },
    );
    return rows.map((row) => {
      const jwk = JSON.parse(row.public_jwk) as PublicJwk;
      const id = bytesToId(row.id);
      return {
        id,
        jwk,
        publicKey: publicKeyOf(jwk),
        privateKey: this.opened(id, row.private_sealed),
        activeAt: asked + row.active_in,
        retiredAt: row.retired_in === null ? undefined : asked + row.retired_in,
      };
    });
  }

  /** Needs a unit of work. @returns the new key's id */
  async add({ activeInSeconds }: { activeInSeconds: number }): Promise<string> {
    const id = newId();
    const { jwk, pkcs8 } = newKeyPair(id);
    await this.database.write(
      `INSERT INTO signing_keys (id, algorithm, public_jwk, private_sealed, created_at, active_from)
       VALUES (:id, :signingAlgorithm, :jwk, :sealed, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :activeInSeconds SECOND)`,
      {
        id: idToBytes(id),
        signingAlgorithm,
        jwk: JSON.stringify(jwk),
        sealed: this.sealer.seal(purpose, id, pkcs8),
        activeInSeconds,
      },
    );
    return id;
  }

  /** The others sign until the new one does. Needs a unit of work. */
  async retireAllBut(id: string): Promise<void> {
    await this.database.write(
      `UPDATE signing_keys k
       JOIN signing_keys n ON n.id = :id
       SET k.retired_at = n.active_from
       WHERE k.id <> :id AND (k.retired_at IS NULL OR k.retired_at > n.active_from)`,
      { id: idToBytes(id) },
    );
  }

  /** What they have signed is worth nothing any more. Needs a unit of work. */
  async deleteAllBut(id: string): Promise<void> {
    await this.database.write('DELETE FROM signing_keys WHERE id <> :id', { id: idToBytes(id) });
  }

  /** Those whose last tokens have run out long ago. @returns how many */
  async deleteRetired({ forSeconds }: { forSeconds: number }): Promise<number> {
    const { affectedRows } = await this.database.writeAlone(
      'DELETE FROM signing_keys WHERE retired_at < UTC_TIMESTAMP(3) - INTERVAL :forSeconds SECOND',
      { forSeconds },
    );
    return affectedRows;
  }

  /** @param days since the newest key was made; also true if there is none */
  async isDue({ days }: { days: number }): Promise<boolean> {
    const row = await this.database.queryOne<{ young: number }>(
      `SELECT COUNT(*) AS young
       FROM signing_keys
       WHERE retired_at IS NULL AND created_at > UTC_TIMESTAMP(3) - INTERVAL :days DAY`,
      { days },
    );
    return (row?.young ?? 0) === 0;
  }

  private opened(id: string, sealed: Buffer): KeyObject | undefined {
    try {
      return createPrivateKey({ format: 'der', type: 'pkcs8', key: this.sealer.open(purpose, id, sealed) });
    } catch (error) {
      if (!(error instanceof NotUnsealed)) throw error;
      this.logger.warn(`The signing key ${id} verifies only: ${error.message}`);
      return undefined;
    }
  }
}
