import { newId } from '#shared-kernel';
import type { EmailAddress } from './email-address.js';
import type { CustomerId, InvitationId } from './ids.js';
import type { StaffRole } from './roles.js';

export interface Invited {
  readonly email: EmailAddress;
  readonly name: string;
  readonly role: StaffRole;
  readonly invitedBy: CustomerId;
}

/** Somebody is asked to join the staff; whoever opens the mail in time has the role. */
export interface StaffInvitation {
  readonly id: InvitationId;
  readonly email: string;
  readonly emailKey: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly invitedBy: CustomerId;
}

export function inviteStaff({ email, name, role, invitedBy }: Invited): StaffInvitation {
  return {
    id: newId<InvitationId>(),
    email: email.address,
    emailKey: email.key,
    name,
    role,
    invitedBy,
  };
}
