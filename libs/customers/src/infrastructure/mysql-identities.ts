import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { AnotherIdentityLinked, IdentityTaken } from '../domain/identities.errors.js';
import { Identities, type ProviderIdentity } from '../domain/identities.js';
import type { CustomerId } from '../domain/ids.js';

/** What opens an account besides its password; `dropPlanted` says why all of it goes. */
const planted = [
  'identities',
  'second_factors',
  'recovery_codes',
  'sign_in_challenges',
  'sign_in_codes',
  'known_devices',
  // A change of the address may wait for a click in somebody else's mail box.
  'email_tokens',
];

@Injectable()
export class MysqlIdentities extends Identities {
  constructor(private readonly database: Database) {
    super();
  }

  override async ownerOf({ provider, subject }: ProviderIdentity): Promise<CustomerId | undefined> {
    const row = await this.database.queryOne<{ customer_id: Buffer }>(
      `SELECT customer_id
       FROM identities
       WHERE provider = :provider AND subject = :subject`,
      { provider, subject },
    );
    return row === undefined ? undefined : bytesToId<CustomerId>(row.customer_id);
  }

  override async providersOf(customerId: CustomerId): Promise<readonly string[]> {
    const rows = await this.database.query<{ provider: string }>(
      'SELECT provider FROM identities WHERE customer_id = :customerId ORDER BY provider',
      { customerId: idToBytes(customerId) },
    );
    return rows.map(({ provider }) => provider);
  }

  override async link(customerId: CustomerId, identity: ProviderIdentity, email: string): Promise<void> {
    // IGNORE, because an error would end the unit of work, and with it the question which of the two keys it was.
    const { affectedRows } = await this.database.write(
      `INSERT IGNORE INTO identities (provider, subject, customer_id, email, linked_at, last_used_at)
       VALUES (:provider, :subject, :customerId, :email, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      { ...identity, customerId: idToBytes(customerId), email },
    );
    if (affectedRows === 1) return;
    const owner = await this.ownerOf(identity);
    throw owner === undefined || owner === customerId ? new AnotherIdentityLinked() : new IdentityTaken();
  }

  override async use(customerId: CustomerId, identity: ProviderIdentity, email: string): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `UPDATE identities
       SET last_used_at = UTC_TIMESTAMP(3), email = :email
       WHERE provider = :provider AND subject = :subject AND customer_id = :customerId`,
      { ...identity, customerId: idToBytes(customerId), email },
    );
    return affectedRows === 1;
  }

  override async unlink(customerId: CustomerId, provider: string): Promise<boolean> {
    // Whoever has come that way a moment ago must not get in by what they hold.
    for (const table of ['sign_in_challenges', 'sign_in_codes'])
      await this.database.writeLater(`DELETE FROM ${table} WHERE customer_id = :id AND method = :provider`, {
        id: idToBytes(customerId),
        provider,
      });
    const { affectedRows } = await this.database.write(
      'DELETE FROM identities WHERE customer_id = :customerId AND provider = :provider',
      { customerId: idToBytes(customerId), provider },
    );
    return affectedRows === 1;
  }

  override async dropPlanted(customerId: CustomerId): Promise<void> {
    for (const table of planted)
      await this.database.write(`DELETE FROM ${table} WHERE customer_id = :customerId`, {
        customerId: idToBytes(customerId),
      });
  }

  override async unlinkOthers(customerId: CustomerId, emailKey: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ provider: string; email: string }>(
      'SELECT provider, email FROM identities WHERE customer_id = :customerId ORDER BY provider',
      { customerId: idToBytes(customerId) },
    );
    const others = rows
      .filter(({ email }) => email.toLowerCase() !== emailKey)
      .map(({ provider }) => provider);
    for (const provider of others) await this.unlink(customerId, provider);
    return others;
  }
}
