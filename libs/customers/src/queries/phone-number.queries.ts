import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { PhoneNumberNotFound } from '../domain/phone-book.errors.js';

export interface PhoneNumberEntry {
  id: string;
  number: string;
  label: string | null;
  isDefault: boolean;
}

interface PhoneNumberRow {
  id: Buffer;
  number: string;
  label: string | null;
  is_default: number;
}

/** Every statement asks for the owner as well as for the thing. */
@Injectable()
export class PhoneNumberQueries {
  constructor(private readonly database: Database) {}

  /** All of them: there are ten at most. The default one first, then the oldest. */
  async all(customerId: string): Promise<PhoneNumberEntry[]> {
    const rows = await this.database.query<PhoneNumberRow>(
      `SELECT id, number, label, is_default
       FROM phone_numbers
       WHERE customer_id = :customerId
       ORDER BY is_default DESC, created_at, id`,
      { customerId: idToBytes(customerId) },
    );
    return rows.map(entry);
  }

  /** @throws PhoneNumberNotFound */
  async one(customerId: string, id: string): Promise<PhoneNumberEntry> {
    const row = await this.database.queryOne<PhoneNumberRow>(
      `SELECT id, number, label, is_default
       FROM phone_numbers
       WHERE id = :id AND customer_id = :customerId`,
      { id: idToBytes(id), customerId: idToBytes(customerId) },
    );
    if (row === undefined) throw new PhoneNumberNotFound();
    return entry(row);
  }
}

function entry({ id, number, label, is_default }: PhoneNumberRow): PhoneNumberEntry {
  return { id: bytesToId(id), number, label, isDefault: is_default === 1 };
}
