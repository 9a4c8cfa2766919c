// All of them name a person, so all are sensitive: the payload goes as soon as everybody has had it.

/** A link that verifies the address is to be mailed. The token opens the account until it is used or runs out. */
export interface VerificationRequested {
  type: 'customers.verification-requested';
  sensitive: true;
  payload: {
    customerId: string;
    email: string;
    name: string;
    /** For `<PUBLIC_URL>/v1/auth/email-verifications?token=…`; valid for one hour, once; a later one voids it. */
    token: string;
  };
}

/** Somebody registered with an address that has a verified account: its owner is told, the one who asked is not. */
export interface AlreadyRegistered {
  type: 'customers.already-registered';
  sensitive: true;
  payload: { email: string; name: string };
}

export interface EmailVerified {
  type: 'customers.email-verified';
  sensitive: true;
  payload: { customerId: string; email: string };
}

/** A link to choose a new password is to be mailed. Sensitive as above. */
export interface PasswordResetRequested {
  type: 'customers.password-reset-requested';
  sensitive: true;
  payload: { customerId: string; email: string; name: string; token: string };
}

/** The new address gets a link to confirm, the old one is told what is about to happen. Sensitive as above. */
export interface EmailChangeRequested {
  type: 'customers.email-change-requested';
  sensitive: true;
  payload: {
    customerId: string;
    email: string;
    newEmail: string;
    name: string;
    /** Left out if the new address has an account already: then there is nothing to confirm, and only the old address is warned. */
    token?: string;
  };
}

export interface EmailChanged {
  type: 'customers.email-changed';
  sensitive: true;
  payload: { customerId: string; oldEmail: string; newEmail: string; name: string };
}

/** What an owner must hear of, since it may have been somebody else. */
export type SecurityNoticeKind =
  | 'password-changed'
  | 'new-device'
  | 'second-factor-enabled'
  | 'second-factor-disabled'
  | 'second-factor-guessed'
  | 'recovery-code-used'
  | 'recovery-codes-renewed'
  | 'identity-linked'
  | 'identity-unlinked'
  | 'refresh-token-reused'
  | 'account-disabled'
  | 'account-enabled'
  | 'role-changed'
  | 'api-key-created';

/** Told by mail. One per event: the event's id is the reference. */
export interface SecurityNotice {
  type: 'customers.security-notice';
  sensitive: true;
  payload: {
    customerId: string;
    email: string;
    name: string;
    notice: SecurityNoticeKind;
    /** ISO 8601, UTC. */
    at: string;
    /** The client's IP address, if it was asked for by a client. */
    address?: string;
    /** Browser and system, such as `Firefox on Linux`. */
    device?: string;
    /** What it is about: the provider that was linked, the new role, the name of the key. */
    subject?: string;
  };
}

/** Somebody is asked by mail to join the staff. Sensitive: the token makes an account with the role. */
export interface StaffInvited {
  type: 'customers.staff-invited';
  sensitive: true;
  payload: {
    invitationId: string;
    email: string;
    name: string;
    role: string;
    invitedBy: string;
    token: string;
  };
}

/** A person is to be forgotten: every context forgets what it holds, or keeps it without a name where the law wants it kept. */
export interface CustomerErased {
  type: 'customers.customer-erased';
  sensitive: true;
  payload: { customerId: string; email: string; name: string };
}
