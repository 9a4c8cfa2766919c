import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { nameOf } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import type { CustomerId, InvitationId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';
import { isStaff, type StaffRole } from '../domain/roles.js';
import { inviteStaff, type StaffInvitation } from '../domain/staff-invitation.js';
import { StaffInvitations } from '../domain/staff-invitations.js';
import { AlreadyStaff, InvitationNotFound, OwnersOnly } from '../domain/staff.errors.js';
import { ConfirmIdentity, type Confirmation } from './confirm-identity.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

export interface InviteStaffInput {
  owner: Confirmation;
  email: string;
  name: string;
  role: StaffRole;
}

interface OfOwner {
  id: InvitationId;
  actor: CustomerId;
}

const lifetimeSeconds = 48 * 3_600;

/** Asks somebody by mail to join the staff, and takes it back. What an owner has asked ends when they are owner no more. */
@Injectable()
export class InviteStaff {
  constructor(
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly invitations: StaffInvitations,
    private readonly outbox: Outbox,
    private readonly auditLog: AuditLog,
  ) {}

  /** Voids earlier invitations to the address. @throws InvalidEmail, InvalidProfile, AlreadyStaff, OwnersOnly, and what ConfirmIdentity throws */
  async execute({ owner, role, ...person }: InviteStaffInput): Promise<InvitationId> {
    const email = EmailAddress.of(person.email);
    const actor = owner.customerId;
    const invitation = inviteStaff({ email, name: nameOf(person.name), role, invitedBy: actor });
    await this.confirmIdentity.execute(owner);
    await this.asOwner(actor, async () => {
      await this.confirmIdentity.mustStillHold(owner);
      if (isStaff((await this.customers.withEmail(email.key))?.role ?? 'customer')) throw new AlreadyStaff();
      const token = newOpaqueToken();
      await this.invitations.add(invitation, hashOfToken(token), lifetimeSeconds);
      await this.mail(invitation, actor, token);
      await this.note('customers.invite-staff', invitation, actor, { after: { role } });
    });
    return invitation.id;
  }

  /** Once more, with a new link and from now on; the earlier link is void. @throws InvitationNotFound, OwnersOnly */
  resend({ id, actor }: OfOwner): Promise<void> {
    return this.asOwner(actor, async () => {
      const invitation = await this.pending(id);
      const token = newOpaqueToken();
      await this.invitations.renew(id, hashOfToken(token), lifetimeSeconds);
      await this.mail(invitation, actor, token);
      await this.note('customers.resend-invitation', invitation, actor);
    });
  }

  /** @throws InvitationNotFound, OwnersOnly */
  revoke({ id, actor }: OfOwner): Promise<void> {
    return this.asOwner(actor, async () => {
      const invitation = await this.pending(id);
      await this.invitations.revoke(id);
      await this.note('customers.revoke-invitation', invitation, actor, {
        before: { role: invitation.role },
      });
    });
  }

  private asOwner(actor: CustomerId, work: () => Promise<void>): Promise<void> {
    return this.unitOfWork.run(async () => {
      if (!(await this.owners.lock()).has(actor)) throw new OwnersOnly();
      await work();
    });
  }

  private async pending(id: InvitationId): Promise<StaffInvitation> {
    const invitation = await this.invitations.pending(id);
    if (invitation === undefined) throw new InvitationNotFound();
    return invitation;
  }

  private async mail(
    { id, email, name, role }: StaffInvitation,
    actor: CustomerId,
    token: string,
  ): Promise<void> {
    const invitedBy = (await this.customers.get(actor)).name;
    await this.outbox.append([
      {
        type: 'customers.staff-invited',
        sensitive: true,
        payload: { invitationId: id, email, name, role, invitedBy, token },
      },
    ]);
  }

  /** The log is kept for good: who it was for stands with the invitation, which is not. */
  private note(
    action: string,
    { id }: StaffInvitation,
    actor: CustomerId,
    states: Pick<AuditEntry, 'before' | 'after'> = {},
  ): Promise<void> {
    return this.auditLog.append({
      actor,
      action,
      subjectType: 'staff-invitation',
      subjectId: id,
      ...states,
    });
  }
}
