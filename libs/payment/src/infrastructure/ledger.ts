import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import { newId } from '#shared-kernel';
import type { PaymentId } from '../domain/ids.js';
import type { LedgerEntry } from '../domain/ledger.js';

/** The table of the ledger: rows are added, never changed. */
@Injectable()
export class Ledger {
  constructor(private readonly database: Database) {}

  /** In the caller's unit of work. An effect that is recorded already is left as it is: the unique key is the last guard. */
  async append(paymentId: PaymentId, entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const parameters: Record<string, SqlValue> = { paymentId: idToBytes(paymentId) };
    const rows = entries.map(({ effect, account, amount }, index) => {
      const n = String(index);
      parameters[`id${n}`] = idToBytes(newId());
      parameters[`effect${n}`] = effect;
      parameters[`account${n}`] = account;
      parameters[`amount${n}`] = amount.amount;
      parameters[`currency${n}`] = amount.currency;
      return `(:id${n}, :paymentId, :effect${n}, :account${n}, :amount${n}, :currency${n}, UTC_TIMESTAMP(3))`;
    });
    await this.database.writeLater(
      `INSERT IGNORE INTO ledger_entries (id, payment_id, effect_key, account, amount, currency, recorded_at)
       VALUES ${rows.join(', ')}`,
      parameters,
    );
  }
}
