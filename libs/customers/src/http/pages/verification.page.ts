import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';

export const confirmationPath = '/v1/auth/email-verifications/confirmation';

/** A button, because mail scanners and previews open links: only the click may use the token up. */
export function confirmationPage(token: string): string {
  return page({
    title: 'Confirm your e-mail address',
    main: `<p>One click, and your account is ready.</p>
<form method="post" action="${confirmationPath}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<button type="submit">Confirm my address</button>
</form>`,
  });
}

export function confirmedPage(): string {
  return page({
    title: 'Your address is confirmed',
    main: '<p>Thank you. You can sign in now; this page may be closed.</p>',
  });
}

export function invalidLinkPage(reason: string): string {
  return page({
    title: 'This link does not work any more',
    main: `${problemLine(reason)}
<p>If you have confirmed your address already, simply sign in. Otherwise ask for another mail, and open the newest one.</p>`,
  });
}
