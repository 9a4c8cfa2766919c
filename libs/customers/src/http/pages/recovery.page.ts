import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';

export const resetPagePath = '/v1/auth/password-resets';
export const resetRequestPath = `${resetPagePath}/form`;
export const resetConfirmationPath = `${resetPagePath}/confirmation/form`;
export const emailChangeConfirmationPath = '/v1/auth/email-changes/confirmation/form';

/** Where the mails that hold no token lead to. */
export function askForResetPage(problem?: string): string {
  return page({
    title: 'Choose a new password',
    main: `${problemLine(problem)}
<p>We send you a mail with a link to choose a new password.</p>
<form method="post" action="${resetRequestPath}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254">
<button type="submit">Send me the link</button>
</form>`,
  });
}

/** Says the same whether or not there is an account. */
export function resetMailPage(): string {
  return page({
    title: 'Look into your mail box',
    main: '<p>If this address has an account, a mail with a link is on its way to it. The link works for one hour.</p>',
  });
}

export function newPasswordPage(token: string, problem?: string): string {
  return page({
    title: 'Choose a new password',
    main: `${problemLine(problem)}
<p>At least 8 characters, the longer the better. You will be signed out everywhere else.</p>
<form method="post" action="${resetConfirmationPath}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="128">
<button type="submit">Save the new password</button>
</form>`,
  });
}

export function passwordChosenPage(): string {
  return page({
    title: 'You have a new password',
    main: '<p>Sign in with it now; this page may be closed.</p>',
  });
}

export function invalidResetLinkPage(reason: string): string {
  return page({
    title: 'This link does not work any more',
    main: `${problemLine(reason)}
<p><a href="${resetPagePath}">Ask for another mail</a>, and open the newest one.</p>`,
  });
}

/** A button, because mail scanners and previews open links: only the click may use the token up. */
export function emailChangePage(token: string, problem?: string): string {
  return page({
    title: 'Use this e-mail address',
    main: `${problemLine(problem)}
<p>Your account will use the address that this link was sent to. Afterwards you sign in again, with it.</p>
<form method="post" action="${emailChangeConfirmationPath}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<label for="currentPassword">Your password (leave it empty if your account has none)</label>
<input id="currentPassword" name="currentPassword" type="password" autocomplete="current-password" maxlength="128">
<button type="submit">Use this address</button>
</form>`,
  });
}

export function emailChangedPage(): string {
  return page({
    title: 'Your e-mail address is changed',
    main: '<p>Sign in with the new address now; this page may be closed.</p>',
  });
}

/** @param mayBeDone whether the link may have done its work before */
export function emailNotChangedPage(reason: string, mayBeDone: boolean): string {
  const hint =
    '<p>If you have opened this link before, it is changed already: simply sign in with the new address.</p>';
  return page({
    title: 'Your e-mail address is not changed',
    main: `${problemLine(reason)}${mayBeDone ? hint : ''}`,
  });
}
