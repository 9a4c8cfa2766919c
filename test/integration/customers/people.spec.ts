import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsentsFacade } from '#customers';
import { newId } from '#shared-kernel';
import type { HttpClient, Problem } from '../../support/http.js';
import { Accounts } from './accounts.js';

interface PhoneNumber {
  id: string;
  number: string;
  label: string | null;
  isDefault: boolean;
}

interface Consents {
  items: { given: boolean; confirmed: boolean; wording: string | null }[];
}

const phones = '/v1/me/phone-numbers';
const marketing = '/v1/me/consents/marketing-email';
const wording = 'Send me news and offers by e-mail.';

let accounts: Accounts;
let ada: HttpClient;
let bob: HttpClient;

beforeAll(async () => {
  accounts = await Accounts.open();
  ada = accounts.client((await accounts.member('ada@example.test')).accessToken);
  bob = accounts.client((await accounts.member('bob@example.test')).accessToken);
});

afterAll(() => accounts.close());

async function idOf(client: HttpClient): Promise<string> {
  return (await client.get<{ id: string }>('/v1/me')).id;
}

const mayWriteTo = async (client: HttpClient): Promise<boolean> =>
  accounts.app.get(ConsentsFacade, { strict: false }).has(await idOf(client), 'marketing-email');

describe('telephone numbers', () => {
  it('are added, changed and removed by their owner', async () => {
    const added = await ada.send<PhoneNumber>('POST', phones, { number: '(415) 555-0123', country: 'us' });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ number: '+14155550123', label: null, isDefault: true });
    const second = await ada.post<PhoneNumber>(phones, { number: '+44 20 7946 0958', label: 'Work' });
    expect(second.isDefault).toBe(false);
    const path = `${phones}/${second.id}`;
    expect(await ada.ask('PATCH', path, { isDefault: true, label: null })).toMatchObject({
      label: null,
      isDefault: true,
      number: '+442079460958',
    });
    const { items } = await ada.get<{ items: PhoneNumber[] }>(phones);
    expect(items.map(({ number, isDefault }) => [number, isDefault])).toEqual([
      ['+442079460958', true],
      ['+14155550123', false],
    ]);
    expect((await ada.send('DELETE', path)).status).toBe(204);
    expect(await ada.get(phones)).toMatchObject({ items: [{ number: '+14155550123', isDefault: true }] });
    expect((await ada.send('GET', path)).status).toBe(404);
  });

  it('are there once, and at most ten', async () => {
    const again = await ada.send<Problem>('POST', phones, { number: '+1 415 555 0123' });
    expect([again.status, again.body.code]).toEqual([409, 'customers.phone-number-known']);
    for (let n = 0; n < 10; n += 1) await bob.post(phones, { number: `+1 415 555 01${String(n + 10)}` });
    const eleventh = await bob.send<Problem>('POST', phones, { number: '+1 415 555 0199' });
    expect([eleventh.status, eleventh.body.code]).toEqual([409, 'customers.too-many-phone-numbers']);
  });

  it('of somebody else do not exist, whatever is tried', async () => {
    const { items } = await ada.get<{ items: PhoneNumber[] }>(phones);
    for (const foreign of [items[0]!.id, newId(), 'not-an-id']) {
      for (const [method, body] of [['GET'], ['PATCH', { label: 'Mine' }], ['DELETE']] as const) {
        const answer = await bob.send<Problem>(method, `${phones}/${foreign}`, body);
        expect([answer.status, answer.body.code]).toEqual([404, 'customers.phone-number-not-found']);
      }
    }
    expect(await ada.get(phones)).toEqual({ items });
  });

  it.each([
    ['words', { number: 'call me maybe' }, 'customers.invalid-phone-number', 'number'],
    [
      'a national number without country',
      { number: '020 7946 0958' },
      'customers.invalid-phone-number',
      'number',
    ],
    ['a country that is none', { number: '12', country: 'XX' }, 'customers.invalid-phone-number', 'country'],
    ['an owner', { number: '+442079460111', customerId: newId() }, 'validation.failed', 'customerId'],
    ['no default at all', { number: '+442079460111', isDefault: false }, 'validation.failed', 'isDefault'],
  ])('refuse %s and name the field', async (_, body, code, field) => {
    const answer = await ada.send<Problem>('POST', phones, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, errors: [{ field }] });
  });
});

describe('consents', () => {
  it('are given and taken back, and nothing of it is forgotten', async () => {
    expect(await ada.get('/v1/me/consents')).toMatchObject({
      items: [{ purpose: 'marketing-email', given: false, confirmed: false, wording: null }],
    });
    expect(await mayWriteTo(ada)).toBe(false);
    await ada.ask('PUT', marketing, { given: true, wording });
    await ada.ask('PUT', marketing, { given: true, wording }); // said again
    expect(await mayWriteTo(ada)).toBe(true);
    const { items } = await ada.ask<Consents>('PUT', marketing, { given: false, wording });
    expect(items).toMatchObject([{ given: false, confirmed: false }]);
    expect(await mayWriteTo(ada)).toBe(false);
    const history = await ada.get<{ items: { given: boolean; source: string }[]; total: number }>(
      '/v1/me/consents/history?limit=1',
    );
    expect(history).toMatchObject({ total: 2, items: [{ given: false, source: 'profile' }] });
  });

  it('are written down with the address that they came from', async () => {
    const rows = await accounts.database.query<{ address: string }>('SELECT address FROM consents');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ address }) => /^[\d.:a-f]+$/.test(address))).toBe(true);
  });

  it('of a registration count once the mailed link was opened', async () => {
    await accounts.register('cleo@example.test', { marketingConsent: { wording } });
    const stored = await accounts.database.query('SELECT source FROM consents WHERE source = ?', [
      'registration',
    ]);
    expect(stored).toHaveLength(1);
    const cleo = accounts.client(await verifiedAndSignedIn('cleo@example.test'));
    expect(await mayWriteTo(cleo)).toBe(true);
    expect(await cleo.get('/v1/me/consents')).toMatchObject({
      items: [{ given: true, confirmed: true, wording }],
    });
  });

  it('of somebody who registered with a foreign address are not theirs to give', async () => {
    await accounts.register('dora@example.test', { marketingConsent: { wording: 'planted' } });
    await accounts.register('dora@example.test');
    const dora = accounts.client(await verifiedAndSignedIn('dora@example.test'));
    expect(await mayWriteTo(dora)).toBe(false);
    expect(await dora.get('/v1/me/consents/history')).toMatchObject({ total: 0 });
  });

  it.each([
    ['no words', { given: true, wording: ' ' }, 'wording'],
    ['a novel', { given: true, wording: 'a'.repeat(501) }, 'wording'],
    ['a maybe', { given: 'yes', wording }, 'given'],
    ['somebody else', { given: true, wording, customerId: newId() }, 'customerId'],
    ['a source', { given: true, wording, source: 'verification' }, 'source'],
  ])('refuse %s', async (_, body, field) => {
    const answer = await ada.send<Problem>('PUT', marketing, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });
});

async function verifiedAndSignedIn(email: string): Promise<string> {
  await accounts.send('POST', '/v1/auth/email-verifications', { token: await accounts.mailedToken(email) });
  return (await accounts.signIn(email)).body.accessToken;
}
