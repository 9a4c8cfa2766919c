import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { Sealer } from '#platform/security/sealer.js';
import type { CustomerId } from '../domain/ids.js';
import { SecondFactors, type SecondFactor } from '../domain/second-factors.js';

const purpose = 'second-factor';

interface FactorRow {
  secret_sealed: Buffer;
  enabled_at: Date | null;
}

/** Plain SQL: what may happen once is decided by the condition of an UPDATE. */
@Injectable()
export class MysqlSecondFactors extends SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {
    super();
  }

  override async isEnabled(customerId: CustomerId): Promise<boolean> {
    const row = await this.database.queryOne(
      'SELECT 1 FROM second_factors WHERE customer_id = :customerId AND enabled_at IS NOT NULL',
      { customerId: idToBytes(customerId) },
    );
    return row !== undefined;
  }

  override async of(customerId: CustomerId): Promise<SecondFactor | undefined> {
    const row = await this.database.queryOne<FactorRow>(
      'SELECT secret_sealed, enabled_at FROM second_factors WHERE customer_id = :customerId',
      { customerId: idToBytes(customerId) },
    );
    return row === undefined ? undefined : this.opened(customerId, row);
  }

  override async begin(customerId: CustomerId, secret: Buffer): Promise<void> {
    const sealed = this.sealer.seal(purpose, customerId, secret);
    await this.database.write(
      'DELETE FROM second_factors WHERE customer_id = :customerId AND enabled_at IS NULL',
      {
        customerId: idToBytes(customerId),
      },
    );
    await this.database.write(
      `INSERT INTO second_factors (customer_id, secret_sealed, created_at)
       VALUES (:customerId, :sealed, UTC_TIMESTAMP(3))`,
      { customerId: idToBytes(customerId), sealed },
    );
  }

  override async unfinished(
    customerId: CustomerId,
    maxAgeSeconds: number,
  ): Promise<SecondFactor | undefined> {
    const row = await this.database.queryOne<FactorRow>(
      `SELECT secret_sealed, enabled_at
       FROM second_factors
       WHERE customer_id = :customerId AND enabled_at IS NULL
         AND created_at > UTC_TIMESTAMP(3) - INTERVAL :maxAgeSeconds SECOND`,
      { customerId: idToBytes(customerId), maxAgeSeconds },
    );
    return row === undefined ? undefined : this.opened(customerId, row);
  }

  override async enable(customerId: CustomerId, step: number): Promise<void> {
    await this.database.write(
      `UPDATE second_factors
       SET enabled_at = UTC_TIMESTAMP(3), last_step = :step
       WHERE customer_id = :customerId AND enabled_at IS NULL`,
      { customerId: idToBytes(customerId), step },
    );
  }

  override async takeStep(
    customerId: CustomerId,
    { secret, step }: { secret: Buffer; step: number },
  ): Promise<boolean> {
    // Sealed anew on the way, so that an old ENCRYPTION_SECRET is needed by those alone who have not been here since.
    const sealed = this.sealer.seal(purpose, customerId, secret);
    const { affectedRows } = await this.database.write(
      `UPDATE second_factors
       SET last_step = :step, secret_sealed = :sealed
       WHERE customer_id = :customerId AND enabled_at IS NOT NULL AND (last_step IS NULL OR last_step < :step)`,
      { customerId: idToBytes(customerId), step, sealed },
    );
    return affectedRows === 1;
  }

  override async remove(customerId: CustomerId): Promise<void> {
    for (const table of ['sign_in_challenges', 'recovery_codes', 'second_factors'])
      await this.database.writeLater(`DELETE FROM ${table} WHERE customer_id = :customerId`, {
        customerId: idToBytes(customerId),
      });
  }

  override async replaceRecoveryCodes(customerId: CustomerId, hashes: readonly Buffer[]): Promise<void> {
    const owner = idToBytes(customerId);
    await this.database.writeLater('DELETE FROM recovery_codes WHERE customer_id = :owner', { owner });
    await this.database.writeLater('INSERT INTO recovery_codes (customer_id, code_hash) VALUES :rows', {
      rows: hashes.map((hash) => [owner, hash]),
    });
  }

  override async takeRecoveryCode(customerId: CustomerId, hash: Buffer): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `UPDATE recovery_codes
       SET used_at = UTC_TIMESTAMP(3)
       WHERE customer_id = :customerId AND code_hash = :hash AND used_at IS NULL`,
      { customerId: idToBytes(customerId), hash },
    );
    return affectedRows === 1;
  }

  override async noteWrongCode(customerId: CustomerId, passwordMark: Buffer): Promise<number> {
    // Assigned from left to right: the count looks at the mark of before.
    await this.database.write(
      `UPDATE second_factors
       SET wrong_codes = IF(wrong_password = :passwordMark, wrong_codes, 0) + 1,
           wrong_at = UTC_TIMESTAMP(3),
           wrong_password = :passwordMark
       WHERE customer_id = :customerId`,
      { customerId: idToBytes(customerId), passwordMark },
    );
    return (await this.wrongCodes(customerId, passwordMark)).inARow;
  }

  override async forgetWrongCodes(customerId: CustomerId): Promise<void> {
    await this.database.writeLater(
      'UPDATE second_factors SET wrong_codes = 0, wrong_at = NULL, wrong_password = NULL WHERE customer_id = :customerId',
      { customerId: idToBytes(customerId) },
    );
  }

  override async wrongCodes(
    customerId: CustomerId,
    passwordMark: Buffer,
  ): Promise<{ inARow: number; lastSecondsAgo: number }> {
    const row = await this.database.queryOne<{ wrong_codes: number; seconds_ago: number }>(
      `SELECT wrong_codes, TIMESTAMPDIFF(MICROSECOND, wrong_at, UTC_TIMESTAMP(3)) / 1000000 AS seconds_ago
       FROM second_factors
       WHERE customer_id = :customerId AND wrong_password = :passwordMark`,
      { customerId: idToBytes(customerId), passwordMark },
    );
    return { inARow: row?.wrong_codes ?? 0, lastSecondsAgo: row?.seconds_ago ?? 0 };
  }

  private opened(customerId: CustomerId, { secret_sealed, enabled_at }: FactorRow): SecondFactor {
    return {
      secret: this.sealer.open(purpose, customerId, secret_sealed),
      enabledAt: enabled_at ?? undefined,
    };
  }
}
