import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customer } from '../domain/customer.js';
import { AccountDisabled, PasswordNeeded, WrongPassword } from '../domain/customers.errors.js';
import { Customers, type Credentials } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { Identities } from '../domain/identities.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { isStaff, type Role } from '../domain/roles.js';
import { Sessions } from '../domain/sessions.js';
import type { StaffInvitation } from '../domain/staff-invitation.js';
import { StaffInvitations } from '../domain/staff-invitations.js';
import { AlreadyStaff, InvalidInvitation } from '../domain/staff.errors.js';
import { CompleteSignIn, type SignInOutcome } from './complete-sign-in.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';
import { PasswordHasher } from './password-hasher.js';

export interface AcceptInvitationInput {
  token: string;
  /** Of the account, if this address has one whose owner has shown that it is theirs; otherwise a new one. */
  password: string | undefined;
}

/** Whether the account keeps the password that it has, which was shown, or gets this one. */
type Proof = { keeps: string } | { gets: string };

/** Makes somebody who has opened the mailed link a member of the staff. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly invitations: StaffInvitations,
    private readonly customers: Customers,
    private readonly sessions: Sessions,
    private readonly identities: Identities,
    private readonly emailTokens: EmailTokens,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly hasher: PasswordHasher,
    private readonly completeSignIn: CompleteSignIn,
    private readonly unitOfWork: UnitOfWork,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Whether the one who opens the link must show the password of an account, or choose one. @throws InvalidInvitation */
  async ask(token: string): Promise<{ invitation: StaffInvitation; hasAccount: boolean }> {
    const invitation = await this.open(token);
    return { invitation, hasAccount: (await this.ownPassword(invitation)) !== undefined };
  }

  /** And signs in. @throws InvalidInvitation, PasswordNeeded, WrongPassword, WeakPassword, AccountDisabled, AlreadyStaff, SignInBusy */
  execute(input: AcceptInvitationInput): Promise<SignInOutcome> {
    return this.admit(input, (customer) => this.completeSignIn.execute(customer, 'invitation'));
  }

  /** Without signing in. @throws as above */
  accept(input: AcceptInvitationInput): Promise<void> {
    return this.admit(input, () => Promise.resolve());
  }

  private async admit<Result>(
    input: AcceptInvitationInput,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const invitation = await this.open(input.token);
    const proof = await this.proofOf(invitation, input.password);
    return this.unitOfWork.run(async () => {
      const known = await this.customers.withEmail(invitation.emailKey);
      const customer = known ?? this.newcomer(invitation, proof);
      if (customer.isDisabled) throw new AccountDisabled();
      if (known !== undefined) await this.raise(known, invitation, proof);
      // After the account: locks in one order.
      if (!(await this.invitations.accept(hashOfToken(input.token)))) throw new InvalidInvitation();
      if (known === undefined) await this.customers.add(customer);
      else {
        await this.customers.save(known);
        await this.sessions.endAllOf(known.id, 'role-changed');
      }
      await this.note(customer, known === undefined ? undefined : 'customer', invitation);
      return work(customer);
    });
  }

  private async open(token: string): Promise<StaffInvitation> {
    const invitation = isOpaqueToken(token) ? await this.invitations.open(hashOfToken(token)) : undefined;
    if (invitation === undefined) throw new InvalidInvitation();
    return invitation;
  }

  private async proofOf(invitation: StaffInvitation, password: string | undefined): Promise<Proof> {
    if (password === undefined) throw new PasswordNeeded();
    const own = await this.ownPassword(invitation);
    if (own !== undefined) {
      await this.confirmIdentity.execute({ customerId: own.customerId, sessionId: undefined, password });
      return { keeps: own.passwordHash };
    }
    const { emailKey, name } = invitation;
    mustBeGoodPassword(password, { email: emailKey, name, shopName: this.config.shop.name });
    return { gets: await this.hasher.hash(password) };
  }

  /** Of an account whose owner has shown that it is theirs, and has a password. */
  private async ownPassword({ emailKey }: StaffInvitation): Promise<Credentials | undefined> {
    const known = await this.unitOfWork.run(() => this.customers.withEmail(emailKey));
    if (known?.isVerified !== true || known.needsPassword) return undefined;
    return { customerId: known.id, passwordHash: known.passwordHash };
  }

  /** @throws InvalidInvitation if the account that was there a moment ago is gone */
  private newcomer({ email, name, role }: StaffInvitation, proof: Proof): Customer {
    if ('keeps' in proof) throw new InvalidInvitation();
    const registration = { email: EmailAddress.of(email), name, passwordHash: proof.gets };
    return Customer.appoint(registration, role, this.clock.now());
  }

  /** @throws AlreadyStaff, WrongPassword if the account has another password than a moment ago */
  private async raise(customer: Customer, { role, name }: StaffInvitation, proof: Proof): Promise<void> {
    if (isStaff(customer.role)) throw new AlreadyStaff();
    const now = this.clock.now();
    const hasOwn = customer.isVerified && !customer.needsPassword;
    if (hasOwn && !('keeps' in proof && proof.keeps === customer.passwordHash)) throw new WrongPassword();
    // Nobody has shown that the account is theirs until now: what somebody has put there who waited for its owner goes.
    if (!customer.isVerified) {
      await this.identities.dropPlanted(customer.id);
      customer.changeProfile({ name });
      customer.verifyEmail(now);
    }
    if ('gets' in proof) customer.changePassword(proof.gets, now);
    await this.emailTokens.voidAllOf(customer.id, ['reset-password', 'change-email']);
    customer.changeRole(role);
    customer.notice('role-changed', { at: now, subject: role });
  }

  private note(
    { id, role }: Customer,
    before: Role | undefined,
    { id: invitation, invitedBy }: StaffInvitation,
  ): Promise<void> {
    return this.auditLog.append({
      actor: id,
      action: 'customers.accept-invitation',
      subjectType: 'customer',
      subjectId: id,
      ...(before === undefined ? {} : { before: { role: before } }),
      after: { role, invitation, invitedBy },
    });
  }
}
