import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';

export interface SecondFactorStatus {
  enabled: boolean;
  since: string | null;
  recoveryCodesLeft: number;
}

@Injectable()
export class SecondFactorQueries {
  constructor(private readonly database: Database) {}

  async status(customerId: string): Promise<SecondFactorStatus> {
    const row = await this.database.queryOne<{ enabled_at: Date; codes_left: number }>(
      `SELECT f.enabled_at,
              (SELECT COUNT(*) FROM recovery_codes r WHERE r.customer_id = f.customer_id AND r.used_at IS NULL) AS codes_left
       FROM second_factors f
       WHERE f.customer_id = :customerId AND f.enabled_at IS NOT NULL`,
      { customerId: idToBytes(customerId) },
    );
    return {
      enabled: row !== undefined,
      since: row?.enabled_at.toISOString() ?? null,
      recoveryCodesLeft: row?.codes_left ?? 0,
    };
  }
}
