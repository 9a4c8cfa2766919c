import { escapeHtml, page, problemLine } from '#platform/http/html-page.js';

export const operatorSignInPath = '/operators/sign-in';
export const operatorSignOutPath = '/operators/sign-out';

export interface SignInForm {
  next: string;
  email?: string;
  problem?: string;
}

export function operatorSignInPage({ next, email = '', problem }: SignInForm): string {
  return page({
    title: 'Staff sign-in',
    main: `${problemLine(problem)}
<form method="post" action="${operatorSignInPath}">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128">
<label for="code">Code of your authenticator app, if you use one</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="40">
<button type="submit">Sign in</button>
</form>`,
  });
}

export function operatorSignedInPage({ email, next }: { email: string; next: string }): string {
  return page({
    title: 'Signed in',
    main: `<p>You are signed in as ${escapeHtml(email)}.</p>
<p><a href="${escapeHtml(next)}">Go on to the staff pages</a></p>
<form method="post" action="${operatorSignOutPath}">
<button type="submit">Sign out</button>
</form>`,
  });
}
