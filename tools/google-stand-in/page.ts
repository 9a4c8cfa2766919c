import { offeredAccounts, type GoogleAccount } from './accounts.js';

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

const style = `
  :root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
  body { margin: 0; display: grid; place-items: center; min-height: 100vh; }
  main { box-sizing: border-box; width: 100%; max-width: 28rem; padding: 1.5rem; }
  h1 { font-size: 1.5rem; margin: 0; }
  .hint { color: #6b6b6b; margin: .25rem 0 1.5rem; }
  button, input[type=email] { box-sizing: border-box; width: 100%; font: inherit; padding: .625rem .75rem; border-radius: .375rem; border: 1px solid #767676; }
  .account { display: block; text-align: left; background: none; color: inherit; margin: 0 0 .5rem; cursor: pointer; }
  .account:hover { background: #7676761f; }
  .account small { display: block; color: #6b6b6b; }
  form.typed { border-top: 1px solid #76767640; margin: 1.5rem 0 0; padding: 1rem 0 0; }
  .typed label { display: block; margin: 0 0 .25rem; font-weight: 600; }
  .typed .check { font-weight: 400; margin: .75rem 0; }
  .typed button { background: #0b5394; color: #fff; border: 0; font-weight: 600; cursor: pointer; }
  .deny { margin: 1rem 0 0; background: none; color: inherit; cursor: pointer; }
  :focus-visible { outline: 3px solid #e69138; outline-offset: 2px; }
`;

/** What a customer sees instead of Google: who would you like to be? `query` is what the shop has asked with. */
export function choosingPage(query: URLSearchParams): string {
  const shop = new URL(query.get('redirect_uri') ?? 'http://unknown').host;
  return document(
    'Choose an account',
    `<h1>Choose an account</h1>
<p class="hint">to go on to ${escapeHtml(shop)}. This is a stand-in for Google: nobody needs a password here.</p>
${offeredAccounts.map((account) => form('/choose', query, account, choice(account))).join('\n')}
<form class="typed" method="get" action="/choose">
${hidden(query)}
<label for="email">Another address</label>
<input id="email" name="as_email" type="email" required maxlength="254" placeholder="somebody@example.test">
<label class="check"><input type="checkbox" name="as_verified" value="true" checked> Google has verified it</label>
<button type="submit">Next</button>
</form>
<form method="get" action="/deny">
${hidden(query)}
<button class="deny" type="submit">Deny</button>
</form>`,
  );
}

export function refusalPage(why: string): string {
  return document('Access blocked', `<h1>Access blocked</h1><p class="hint">${escapeHtml(why)}</p>`);
}

export function frontPage(): string {
  return document(
    'Google stand-in',
    `<h1>Google stand-in</h1>
<p class="hint">Signs people in to the shop while there is no GOOGLE_CLIENT_ID. Begin at the shop: /v1/auth/google</p>`,
  );
}

function choice({ name, email, note }: (typeof offeredAccounts)[number]): string {
  return `<button class="account" type="submit"><strong>${escapeHtml(name)}</strong><br>${escapeHtml(email)}<small>${escapeHtml(note)}</small></button>`;
}

function form(action: string, query: URLSearchParams, account: GoogleAccount, button: string): string {
  const chosen = new URLSearchParams(query);
  chosen.set('as_email', account.email);
  chosen.set('as_name', account.name);
  chosen.set('as_verified', String(account.emailVerified));
  return `<form method="get" action="${action}">\n${hidden(chosen)}\n${button}\n</form>`;
}

function hidden(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('\n');
}

function document(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${main}
</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
