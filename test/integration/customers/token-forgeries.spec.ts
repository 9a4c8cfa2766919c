import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignedTokens } from '#platform/auth/signed-tokens.js';
import { SigningKeys } from '#platform/auth/signing-keys.js';
import { accessToken, operatorToken } from '#platform/auth/token-kinds.js';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { issueToken, runningSession } from '../../support/tokens.js';
import { Accounts } from './accounts.js';

let accounts: Accounts;
let sid: string;

beforeAll(async () => {
  accounts = await Accounts.open();
  sid = await runningSession(accounts.database);
});

afterAll(() => accounts.close());

const keys = (): SigningKeys => accounts.app.get(SigningKeys);
const now = (): number => Math.floor(Date.now() / 1_000);

type Part = Record<string, unknown>;

const header = (changes: Part = {}): Part => ({
  alg: 'ES256',
  typ: 'at+jwt',
  kid: keys().signing.id,
  ...changes,
});
const claims = (changes: Part = {}): Part => ({
  ...{ sub: newId(), sid, role: 'owner', scope: 'profile:read staff:read' },
  ...{ iss: 'tradepost', aud: 'tradepost-api', iat: now(), nbf: now() - 5, exp: now() + 600 },
  ...changes,
});
const encoded = (part: Part): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** As the shop would, or as a forger with this key would. */
function signed(head: Part, body: Part, key: KeyObject = keys().signing.privateKey): string {
  const text = `${encoded(head)}.${encoded(body)}`;
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function hmac(head: Part, body: Part, secret: string | Buffer): string {
  const text = `${encoded(head)}.${encoded(body)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const statusWith = async (token: string): Promise<number> =>
  (await accounts.client(token).send('GET', '/v1/me/sessions')).status;

async function isRefused(token: string): Promise<void> {
  const answer = await accounts.client(token).send('GET', '/v1/me/sessions');
  expect(answer).toMatchObject({ status: 401, body: { code: 'auth.unauthenticated' } });
}

const publicPem = (): string => keys().signing.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const publicJwk = (): string => JSON.stringify(keys().signing.jwk);
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('a token that is made by hand', () => {
  it('is taken if it is made as ours are: what follows is refused for what it says, not for how it was made', async () => {
    expect(await statusWith(signed(header(), claims()))).toBe(200);
    expect(await statusWith(issueToken(accounts.app, { sid, scope: 'profile:read' }))).toBe(200);
  });

  it.each<[string, () => string]>([
    ['by nobody', () => `${encoded(header({ alg: 'none' }))}.${encoded(claims())}.`],
    ['by nobody, in capitals', () => `${encoded(header({ alg: 'NONE' }))}.${encoded(claims())}.`],
    ['by nobody, under our algorithm', () => `${encoded(header())}.${encoded(claims())}.`],
    ['by two parts alone', () => `${encoded(header())}.${encoded(claims())}`],
    ['by HMAC with our public key as PEM', () => hmac(header({ alg: 'HS256' }), claims(), publicPem())],
    ['by HMAC with our public key as JWK', () => hmac(header({ alg: 'HS256' }), claims(), publicJwk())],
    ['by HMAC under our algorithm', () => hmac(header(), claims(), publicPem())],
    ['by HMAC with an empty secret', () => hmac(header({ alg: 'HS256' }), claims(), '')],
    ['by another key under our kid', () => signed(header(), claims(), stranger.privateKey)],
    [
      'by a key that it brings along',
      () =>
        signed(header({ jwk: stranger.publicKey.export({ format: 'jwk' }) }), claims(), stranger.privateKey),
    ],
    ['by us, but naming a place for keys', () => signed(header({ jku: 'https://evil.test/keys' }), claims())],
    ['by us, but with something critical', () => signed(header({ crit: ['b64'], b64: false }), claims())],
    ['by us, with a changed signature', () => changed(signed(header(), claims()))],
    ['by us, for other claims', () => recombined(signed(header(), claims({ role: 'customer' })), claims())],
    ['by zeros (CVE-2022-21449)', () => `${encoded(header())}.${encoded(claims())}.${'A'.repeat(86)}`],
    ['in another form (DER)', () => der(header(), claims())],
  ])('is refused when signed %s', async (_, forge) => {
    await isRefused(forge());
  });

  it.each<[string, unknown]>([
    ['none', undefined],
    ['nothing', ''],
    ['unknown', newId()],
    ['a path', '../../../../dev/null'],
    ['a file', '/etc/passwd'],
    ['SQL', "' UNION SELECT '{}' -- "],
    ['SQL behind an id', `${newId()}' OR '1'='1`],
    ['a number', 0],
    ['an object', { $ne: null }],
    ['a list', [newId()]],
    ['a prototype', '__proto__'],
    ['a constructor', 'constructor'],
    ['long', 'k'.repeat(4_000)],
    ['a line break', 'a\r\nb'],
  ])('is refused when its kid is %s', async (_, kid) => {
    await isRefused(signed(header({ kid }), claims()));
    await isRefused(hmac(header({ kid, alg: 'HS256' }), claims(), ''));
  });

  it.each<[string, Part]>([
    ['JWT', { typ: 'JWT' }],
    ['none', { typ: undefined }],
    ['operator+jwt', { typ: 'operator+jwt' }],
    ['AT+JWT', { typ: 'AT+JWT' }],
    ['application/at+jwt', { typ: 'application/at+jwt' }],
  ])('is refused when its type is %s', async (_, change) => {
    await isRefused(signed(header(change), claims()));
  });

  it.each<[string, () => Part]>([
    ['for the staff pages', () => ({ aud: 'tradepost-operators' })],
    ['for nobody', () => ({ aud: undefined })],
    ['for somebody else', () => ({ aud: ['elsewhere'] })],
    ['of another issuer', () => ({ iss: 'somebody' })],
    ['of no issuer', () => ({ iss: undefined })],
    ['that has run out this second', () => ({ exp: now() })],
    ['that ran out a second ago', () => ({ exp: now() - 1 })],
    ['that never runs out', () => ({ exp: undefined })],
    ['that runs out some day', () => ({ exp: 'tomorrow' })],
    ['that is good from in two seconds', () => ({ nbf: now() + 2 })],
    ['without an account', () => ({ sub: undefined })],
    ['of an account that is no id', () => ({ sub: '1 OR 1=1' })],
    ['without a session', () => ({ sid: undefined })],
    ['of an unknown shape', () => ({ scope: ['profile:read'] })],
    ['without a role', () => ({ role: 1 })],
  ])('is refused when it is one %s', async (_, change) => {
    await isRefused(signed(header(), claims(change())));
  });

  it('is taken until the second in which it runs out, and no longer', async () => {
    const token = signed(header(), claims({ exp: now() + 2 }));
    expect(await statusWith(token)).toBe(200);
    // It is known by now; that it was good once helps nobody.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await isRefused(token);
  });

  it.each(['', 'a.b.c', '...', 'null', `${'x'.repeat(3_000)}.y.z`, 'e30.e30.e30', 'W10.W10.', '%00.%00.%00'])(
    'is refused when it is %j',
    async (token) => {
      await isRefused(token);
    },
  );

  it('may do what its scope says and no more', async () => {
    const token = signed(header(), claims({ scope: 'profile:read' }));
    expect((await accounts.client(token).send('PATCH', '/v1/me', { name: 'Ada' })).status).toBe(403);
  });
});

describe('tokens of other kinds', () => {
  it('are no access tokens: of the staff pages, and to refresh', async () => {
    await isRefused(issueToken(accounts.app, { sid }, { kind: operatorToken }));
    const { refreshToken } = await accounts.member('mixer@example.test');
    await isRefused(refreshToken);
    expect((await accounts.refresh(issueToken(accounts.app, { sid }))).status).toBe(400);
  });

  it('are not taken for the staff pages, either', () => {
    const tokens = accounts.app.get(SignedTokens);
    const operator = issueToken(accounts.app, { sid }, { kind: operatorToken });
    expect(tokens.verify(operatorToken, operator)).toMatchObject({ sid });
    expect(() => tokens.verify(operatorToken, issueToken(accounts.app, { sid }))).toThrow();
    const mixed = { ...operatorToken, type: accessToken.type };
    expect(() => tokens.verify(operatorToken, issueToken(accounts.app, { sid }, { kind: mixed }))).toThrow();
  });
});

describe('a key that was retired', () => {
  it('verifies until its tokens have run out, and signs nothing after that, whoever has it', async () => {
    const { id, privateKey } = keys().signing;
    const head = header();
    const forge = (): string => signed(head, claims(), privateKey);
    expect(await statusWith(forge())).toBe(200);
    await retiredMinutesAgo(id, 10);
    expect(await statusWith(forge())).toBe(200);
    await retiredMinutesAgo(id, 17);
    await isRefused(forge());
    await accounts.database.query('UPDATE signing_keys SET retired_at = NULL');
    await keys().load();
    expect(await statusWith(forge())).toBe(200);
  });
});

async function retiredMinutesAgo(id: string, minutes: number): Promise<void> {
  await accounts.database.query(
    'UPDATE signing_keys SET retired_at = UTC_TIMESTAMP(3) - INTERVAL ? MINUTE WHERE id = ?',
    [minutes, idToBytes(id)],
  );
  await keys().load();
}

function changed(token: string): string {
  const at = token.length - 10;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

function recombined(token: string, other: Part): string {
  const [head = '', , signature = ''] = token.split('.');
  return `${head}.${encoded(other)}.${signature}`;
}

function der(head: Part, body: Part): string {
  const text = `${encoded(head)}.${encoded(body)}`;
  return `${text}.${sign('sha256', Buffer.from(text), keys().signing.privateKey).toString('base64url')}`;
}
