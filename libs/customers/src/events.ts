/** A link that verifies the address is to be mailed. Sensitive: the token opens the account until it is used or runs out. */
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
  payload: { email: string; name: string };
}

export interface EmailVerified {
  type: 'customers.email-verified';
  payload: { customerId: string; email: string };
}
