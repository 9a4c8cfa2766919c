import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';

/** For who has signed in at a provider without a page of the shop that would ask for the code. */
export function secondFactorPage(form: { provider: string; challenge: string; problem?: string }): string {
  return page({
    title: 'One more step',
    main: `${problemLine(form.problem)}
<form method="post" action="/v1/auth/${escapeHtml(form.provider)}/second-factor">
<input type="hidden" name="challenge" value="${escapeHtml(form.challenge)}">
<label for="code">Code of your app, or a recovery code</label>
<input id="code" name="code" autocomplete="one-time-code" required maxlength="40">
<button type="submit">Sign in</button>
</form>`,
  });
}
