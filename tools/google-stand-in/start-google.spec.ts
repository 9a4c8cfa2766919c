import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { offeredAccounts, subjectOf } from './accounts.js';
import { startGoogle, type Google } from './start-google.js';

const redirectUri = 'http://localhost:3000/v1/auth/google/callback';
const verifier = 'v'.repeat(43);
let google: Google;

beforeAll(async () => {
  google = await startGoogle({ redirectUri });
});
afterAll(() => google.close());

const authorizeUrl = (changes: Record<string, string> = {}): string => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'shop',
    redirect_uri: redirectUri,
    state: 'the state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${google.url}/authorize?${query.toString()}`;
};

async function codeFor(email: string): Promise<string> {
  const callback = await google.choose(authorizeUrl(), { email });
  return callback.searchParams.get('code') ?? '';
}

function exchange(code: string, changes: Record<string, string | undefined> = {}): Promise<Response> {
  const form: Record<string, string | undefined> = {
    grant_type: 'authorization_code',
    client_id: 'shop',
    client_secret: 'secret',
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
    ...changes,
  };
  const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return fetch(`${google.url}/token`, { method: 'POST', body: new URLSearchParams(given) });
}

describe('the stand-in for Google', () => {
  it('offers people to be, and a way to say no', async () => {
    const page = await (await fetch(authorizeUrl())).text();
    for (const { name, email } of offeredAccounts) {
      expect(page).toContain(name);
      expect(page).toContain(email);
    }
    expect(page).toContain('Deny');
  });

  it('writes nothing into its page that it was asked with', async () => {
    const page = await (await fetch(authorizeUrl({ state: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain('<script>');
  });

  it('sends back with state and code, or with state and access_denied', async () => {
    const chosen = await google.choose(authorizeUrl(), { email: 'ada@example.test' });
    expect(chosen.origin + chosen.pathname).toBe(redirectUri);
    expect(chosen.searchParams.get('state')).toBe('the state');
    const denied = await google.deny(authorizeUrl());
    expect(denied.search).toBe('?error=access_denied&state=the+state');
  });

  it('sends nobody anywhere else', async () => {
    const answer = await fetch(authorizeUrl({ redirect_uri: 'http://localhost:3000/elsewhere' }));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('redirect_uri_mismatch');
  });

  it('says who it is to who has the code, the verifier and a token', async () => {
    const token = (await (await exchange(await codeFor('Ada@example.test'))).json()) as {
      access_token: string;
    };
    const answer = await fetch(`${google.url}/userinfo`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    expect(await answer.json()).toEqual({
      sub: subjectOf('ada@example.test'),
      email: 'Ada@example.test',
      email_verified: true,
      name: 'Somebody',
    });
    expect((await fetch(`${google.url}/userinfo`)).status).toBe(401);
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
    ['no verifier', { code_verifier: undefined }],
    ['another redirect URI', { redirect_uri: 'http://localhost:3000/elsewhere' }],
    ['another client', { client_id: 'another' }],
    ['no secret', { client_secret: undefined }],
    ['another kind of grant', { grant_type: 'password' }],
  ])('gives no token for %s', async (_, changes) => {
    expect((await exchange(await codeFor('ada@example.test'), changes)).status).toBe(400);
  });

  it('takes a code once', async () => {
    const code = await codeFor('ada@example.test');
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).status).toBe(400);
  });

  it('calls an address always the same, and each its own', () => {
    const subjects = offeredAccounts.map(({ email }) => subjectOf(email));
    expect(new Set(subjects).size).toBe(offeredAccounts.length);
    for (const subject of subjects) expect(subject).toMatch(/^1\d{20}$/);
  });
});
