/** What an owner is told of by mail; as `events.ts` has it. */
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
