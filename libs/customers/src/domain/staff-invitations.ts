import type { CustomerId, InvitationId } from './ids.js';
import type { StaffInvitation } from './staff-invitation.js';

/** Invitations with their tokens as hashes. Expiry is computed by the database's clock. Except for `open`, works only inside a unit of work. */
export abstract class StaffInvitations {
  /** Voids the earlier ones to this address. */
  abstract add(invitation: StaffInvitation, tokenHash: Buffer, lifetimeSeconds: number): Promise<void>;

  /** The invitation that this token accepts; locks nothing. */
  abstract open(tokenHash: Buffer): Promise<StaffInvitation | undefined>;

  /** One that was neither accepted nor revoked, though it may have run out; locked until the unit of work ends. */
  abstract pending(id: InvitationId): Promise<StaffInvitation | undefined>;

  /** Another token in place of the earlier one, of a pending one. */
  abstract renew(id: InvitationId, tokenHash: Buffer, lifetimeSeconds: number): Promise<void>;

  /** @returns false if somebody else was faster, or it has just run out */
  abstract accept(tokenHash: Buffer): Promise<boolean>;

  /** A pending one. */
  abstract revoke(id: InvitationId): Promise<void>;

  /** Of one who may invite nobody any more. */
  abstract revokeAllOf(inviter: CustomerId): Promise<void>;

  /** Those that ran out more than a month ago. @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
