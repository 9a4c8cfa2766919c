import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { CustomerId, InvitationId } from '../domain/ids.js';
import type { StaffRole } from '../domain/roles.js';
import type { StaffInvitation } from '../domain/staff-invitation.js';
import { StaffInvitations } from '../domain/staff-invitations.js';

interface InvitationRow {
  id: Buffer;
  email: string;
  email_key: string;
  name: string;
  role: StaffRole;
  invited_by: Buffer;
}

const columns = 'id, email, email_key, name, role, invited_by';
const keptDays = 30;

@Injectable()
export class MysqlStaffInvitations extends StaffInvitations {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(invitation: StaffInvitation, tokenHash: Buffer, lifetimeSeconds: number): Promise<void> {
    const { id, email, emailKey, name, role, invitedBy } = invitation;
    await this.database.write(
      `UPDATE staff_invitations
       SET revoked_at = UTC_TIMESTAMP(3)
       WHERE email_key = :emailKey AND accepted_at IS NULL AND revoked_at IS NULL`,
      { emailKey },
    );
    await this.database.write(
      `INSERT INTO staff_invitations (id, email, email_key, name, role, token_hash, invited_by, created_at, expires_at)
       VALUES (:id, :email, :emailKey, :name, :role, :tokenHash, :invitedBy,
               UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)`,
      {
        ...{ email, emailKey, name, role, tokenHash, lifetimeSeconds },
        id: idToBytes(id),
        invitedBy: idToBytes(invitedBy),
      },
    );
  }

  override async open(tokenHash: Buffer): Promise<StaffInvitation | undefined> {
    const row = await this.database.queryOne<InvitationRow>(
      `SELECT ${columns}
       FROM staff_invitations
       WHERE token_hash = :tokenHash AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash },
    );
    return row && invitationOf(row);
  }

  override async pending(id: InvitationId): Promise<StaffInvitation | undefined> {
    const row = await this.database.queryOne<InvitationRow>(
      `SELECT ${columns}
       FROM staff_invitations
       WHERE id = :id AND accepted_at IS NULL AND revoked_at IS NULL
       FOR UPDATE`,
      { id: idToBytes(id) },
    );
    return row && invitationOf(row);
  }

  override async renew(id: InvitationId, tokenHash: Buffer, lifetimeSeconds: number): Promise<void> {
    await this.database.write(
      `UPDATE staff_invitations
       SET token_hash = :tokenHash, expires_at = UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND
       WHERE id = :id`,
      { id: idToBytes(id), tokenHash, lifetimeSeconds },
    );
  }

  override async accept(tokenHash: Buffer): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `UPDATE staff_invitations
       SET accepted_at = UTC_TIMESTAMP(3)
       WHERE token_hash = :tokenHash AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash },
    );
    return affectedRows === 1;
  }

  override async revoke(id: InvitationId): Promise<void> {
    await this.database.write('UPDATE staff_invitations SET revoked_at = UTC_TIMESTAMP(3) WHERE id = :id', {
      id: idToBytes(id),
    });
  }

  override async revokeAllOf(inviter: CustomerId): Promise<void> {
    await this.database.write(
      `UPDATE staff_invitations
       SET revoked_at = UTC_TIMESTAMP(3)
       WHERE invited_by = :inviter AND accepted_at IS NULL AND revoked_at IS NULL`,
      { inviter: idToBytes(inviter) },
    );
  }

  override async deleteExpired(limit: number): Promise<number> {
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM staff_invitations
       WHERE expires_at < UTC_TIMESTAMP(3) - INTERVAL ${String(keptDays)} DAY
       ORDER BY expires_at
       LIMIT ${String(limit)}`,
    );
    return affectedRows;
  }
}

function invitationOf({ id, email, email_key, name, role, invited_by }: InvitationRow): StaffInvitation {
  return {
    id: bytesToId<InvitationId>(id),
    email,
    emailKey: email_key,
    name,
    role,
    invitedBy: bytesToId<CustomerId>(invited_by),
  };
}
