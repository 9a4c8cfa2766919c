import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionCookies } from '#platform/auth/session-cookies.js';
import type { Answer, Problem } from '../../support/http.js';
import { Accounts, passphrase, type Tokens } from './accounts.js';

const shopOrigin = 'https://shop.test';
const windowOrigin = 'https://window.test';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({ PUBLIC_URL: shopOrigin, CORS_ORIGINS: windowOrigin });
  await accounts.member('ada@example.test');
});

afterAll(() => accounts.close());

interface CookieSession {
  csrfToken: string;
  expiresIn: number;
}

/** Keeps cookies as a browser does, and sends what pages of one origin make it send. */
class Browser {
  readonly jar = new Map<string, { value: string; attributes: string }>();
  csrfToken: string | undefined;

  constructor(private readonly origin = shopOrigin) {}

  async asks<Body = Problem & CookieSession>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const answer = await accounts.client().send<Body>(method, path, body, {
      ...this.cookies(path),
      ...(method === 'GET' ? {} : { origin: this.origin }),
      ...(this.csrfToken === undefined ? {} : { 'x-csrf-token': this.csrfToken }),
      ...headers,
    });
    for (const line of answer.headers.getSetCookie()) this.take(line);
    return answer;
  }

  async signsIn(): Promise<Answer<CookieSession & Problem>> {
    const credentials = { email: 'ada@example.test', password: passphrase, transport: 'cookie' };
    const answer = await this.asks('POST', '/v1/auth/sessions', credentials);
    this.csrfToken = answer.body.csrfToken;
    return answer;
  }

  cookie(end: string): string | undefined {
    return [...this.jar].find(([name]) => name.endsWith(end))?.[1].value;
  }

  cookies(path: string): Record<string, string> {
    const sent = [...this.jar].filter(([, { attributes }]) =>
      path.startsWith(/Path=([^;]+)/.exec(attributes)?.[1] ?? ''),
    );
    return sent.length === 0
      ? {}
      : { cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') };
  }

  private take(line: string): void {
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    const attributes = line.slice(pair.length);
    if (attributes.includes('Max-Age=0')) this.jar.delete(name);
    else this.jar.set(name, { value, attributes });
  }
}

async function signedIn(origin?: string): Promise<Browser> {
  const browser = new Browser(origin);
  expect((await browser.signsIn()).status).toBe(201);
  return browser;
}

describe('a browser that signs in', () => {
  it('keeps the tokens in cookies that no script and no other site can use', async () => {
    const browser = new Browser();
    const { body, status, headers } = await browser.signsIn();
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ csrfToken: expect.stringMatching(/^[\w-]{36}\.[\w-]{43}$/), expiresIn: 900 });
    expect(browser.jar.get('__Host-tradepost-access')?.attributes).toBe(
      '; Path=/; Max-Age=900; HttpOnly; SameSite=Lax; Secure',
    );
    expect(browser.jar.get('__Host-tradepost-refresh')?.attributes).toBe(
      '; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('has cookies without prefixes where the shop has no encrypted connection', async () => {
    const plain = await Accounts.open();
    try {
      const cookies = plain.app
        .get(SessionCookies)
        .holding({ token: 'a', seconds: 1 }, { token: 'b', seconds: 2 });
      expect(cookies).toEqual([
        'tradepost-access=a; Path=/; Max-Age=1; HttpOnly; SameSite=Lax',
        'tradepost-refresh=b; Path=/; Max-Age=2; HttpOnly; SameSite=Lax',
      ]);
    } finally {
      await plain.close();
    }
  });

  it('is known by its cookie, and by nothing else that is called so', async () => {
    const browser = await signedIn();
    expect((await browser.asks('GET', '/v1/me')).body).toMatchObject({ email: 'ada@example.test' });
    const access = browser.cookie('access')!;
    for (const cookie of [
      `tradepost-access=${access}`,
      `x__Host-tradepost-access=${access}`,
      '__Host-tradepost-access=',
    ])
      expect((await accounts.client().send('GET', '/v1/me', undefined, { cookie })).status).toBe(401);
  });

  it('is whom its header says, if it sends one', async () => {
    const browser = await signedIn();
    const { accessToken } = await accounts.member('bob@example.test');
    const asBob = { authorization: `Bearer ${accessToken}` };
    expect((await browser.asks('GET', '/v1/me', undefined, asBob)).body).toMatchObject({
      email: 'bob@example.test',
    });
    const broken = { authorization: 'Bearer broken' };
    expect((await browser.asks('GET', '/v1/me', undefined, broken)).status).toBe(401);
  });
});

describe('a change that a cookie vouches for', () => {
  const change = { name: 'Ada King' };

  it.each([shopOrigin, windowOrigin])(
    'is made for a page of %s that shows the session’s token',
    async (origin) => {
      const browser = await signedIn(origin);
      expect((await browser.asks('PATCH', '/v1/me', change)).status).toBe(200);
    },
  );

  it('is refused without the token, with one of another session, and with a made-up one', async () => {
    const [browser, other] = [await signedIn(), await signedIn()];
    const forged = `${browser.csrfToken!.split('.')[0]}.${other.csrfToken!.split('.')[1]}`;
    for (const token of [undefined, other.csrfToken, forged, 'x', '']) {
      browser.csrfToken = token;
      const answer = await browser.asks('PATCH', '/v1/me', change);
      expect(answer).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
    }
  });

  it.each(['https://evil.test', 'https://shop.test.evil.test', 'http://shop.test', 'null'])(
    'is refused from %s even with the token',
    async (origin) => {
      const browser = await signedIn();
      const answer = await browser.asks('PATCH', '/v1/me', change, { origin });
      expect(answer).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
    },
  );

  it('is refused as a form of another site', async () => {
    const browser = await signedIn();
    const answer = await fetch(`${accounts.url}/v1/auth/sessions/current`, {
      method: 'DELETE',
      headers: { ...browser.cookies('/v1/auth/sessions/current'), 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect((await browser.asks('GET', '/v1/me')).status).toBe(200);
  });

  it('needs none of this with a bearer token', async () => {
    const { body } = await accounts.signIn('ada@example.test');
    const answer = await accounts
      .client(body.accessToken)
      .send('PATCH', '/v1/me', change, { origin: 'https://evil.test' });
    expect(answer.status).toBe(200);
  });
});

describe('signing in by cookie', () => {
  it('can’t be done by another site’s form, which would have its visitor be somebody else', async () => {
    for (const path of ['/v1/auth/sessions', '/v1/auth/sessions/refresh']) {
      const answer = await accounts.form(
        path,
        { email: 'ada@example.test', password: passphrase, transport: 'cookie' },
        { origin: 'https://evil.test' },
      );
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.json()).toMatchObject({ status: expect.any(Number) });
      expect(answer.ok).toBe(false);
    }
  });

  it('is possible with whatever is left of a session before', async () => {
    const browser = await signedIn();
    browser.csrfToken = undefined;
    expect((await browser.signsIn()).status).toBe(201);
    await accounts.database.query('UPDATE sessions SET ended_at = UTC_TIMESTAMP(3)');
    expect((await browser.signsIn()).status).toBe(201);
  });

  it('stands in nobody’s way to the staff pages', async () => {
    const browser = await signedIn();
    const fields = { email: 'ada@example.test', password: passphrase };
    const form = await accounts.form('/operators/sign-in', fields, browser.cookies('/operators/sign-in'));
    expect([form.status, form.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
  });

  it.each(['JSON', 'cookies', null, ['cookie']])('knows no transport %j', async (transport) => {
    const credentials = { email: 'ada@example.test', password: passphrase, transport };
    expect((await accounts.send('POST', '/v1/auth/sessions', credentials)).status).toBe(400);
  });
});

describe('refreshing by cookie', () => {
  it('brings new cookies, and the token for changes once more', async () => {
    const browser = await signedIn();
    const before = browser.cookie('refresh');
    const token = browser.csrfToken;
    browser.csrfToken = undefined; // the page was loaded anew
    const { status, body } = await browser.asks('POST', '/v1/auth/sessions/refresh', {});
    expect(status).toBe(200);
    expect(body).toEqual({ csrfToken: token, expiresIn: 900 });
    expect(browser.cookie('refresh')).not.toBe(before);
    expect((await browser.asks('GET', '/v1/me')).status).toBe(200);
  });

  it('works without a body, and when the access token has gone', async () => {
    const browser = await signedIn();
    browser.jar.delete('__Host-tradepost-access');
    expect((await browser.asks('POST', '/v1/auth/sessions/refresh')).status).toBe(200);
    expect((await browser.asks('GET', '/v1/me')).status).toBe(200);
  });

  it('never turns a cookie into JSON', async () => {
    const browser = await signedIn();
    const answer = await browser.asks('POST', '/v1/auth/sessions/refresh', { transport: 'json' });
    expect(answer.body).toEqual({ csrfToken: browser.csrfToken, expiresIn: 900 });
  });

  it('turns a token that a page kept itself into cookies', async () => {
    const { body } = await accounts.signIn('ada@example.test');
    const browser = new Browser();
    const { refreshToken } = body as Tokens;
    await browser.asks('POST', '/v1/auth/sessions/refresh', { refreshToken, transport: 'cookie' });
    expect((await browser.asks('GET', '/v1/me')).status).toBe(200);
  });

  it('takes the cookies away when the session is over', async () => {
    const browser = await signedIn();
    await accounts.database.query('UPDATE sessions SET ended_at = UTC_TIMESTAMP(3)');
    const answer = await browser.asks('POST', '/v1/auth/sessions/refresh', {});
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.refresh-token-invalid' } });
    expect([...browser.jar.keys()].filter((name) => !name.includes('device'))).toEqual([]);
  });

  it('is refused for another site', async () => {
    const browser = await signedIn();
    const answer = await browser.asks(
      'POST',
      '/v1/auth/sessions/refresh',
      {},
      { origin: 'https://evil.test' },
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
    expect((await browser.asks('POST', '/v1/auth/sessions/refresh', {})).status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookies away', async () => {
    const browser = await signedIn();
    const kept = browser.cookies('/v1/auth/sessions');
    const answer = await browser.asks('DELETE', '/v1/auth/sessions/current');
    expect(answer.status).toBe(204);
    expect([...browser.jar.keys()].filter((name) => !name.includes('device'))).toEqual([]);
    expect((await accounts.client().send('GET', '/v1/me', undefined, kept)).status).toBe(401);
    expect((await accounts.client().send('POST', '/v1/auth/sessions/refresh', {}, kept)).status).toBe(401);
  });
});
