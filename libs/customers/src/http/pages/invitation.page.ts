import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';
import { maxPasswordLength, minPasswordLength } from '../../domain/password-policy.js';

export const acceptancePath = '/v1/auth/staff-invitations/confirmation';

export interface InvitationForm {
  token: string;
  role: string;
  email: string;
  /** Then its password is asked for, otherwise a new one. */
  hasAccount: boolean;
  problem?: string;
}

/** A form, because mail scanners and previews open links: only a person may use the token up. */
export function invitationPage({ token, role, email, hasAccount, problem }: InvitationForm): string {
  const field = hasAccount
    ? `<label for="password">The password of your account</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="${String(maxPasswordLength)}">`
    : `<label for="password">Choose a password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="${String(minPasswordLength)}" maxlength="${String(maxPasswordLength)}">`;
  return page({
    title: 'Join the staff',
    main: `${problemLine(problem)}
<p>You are asked to join the staff of the shop. Your role: ${escapeHtml(role)}.</p>
<form method="post" action="${acceptancePath}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="email">E-mail address</label>
<input id="email" type="email" autocomplete="username" readonly value="${escapeHtml(email)}">
${field}
<button type="submit">Join</button>
</form>`,
  });
}

export function joinedPage(): string {
  return page({
    title: 'Welcome to the staff',
    main: '<p>You can sign in now; this page may be closed.</p>',
  });
}

export function invalidInvitationPage(reason: string): string {
  return page({
    title: 'This invitation does not work any more',
    main: `${problemLine(reason)}
<p>If you have accepted it already, simply sign in. Otherwise ask whoever has invited you to send it again, and open the newest mail.</p>`,
  });
}
