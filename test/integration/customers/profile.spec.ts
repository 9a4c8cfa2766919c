import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { newId } from '#shared-kernel';
import type { HttpClient, Problem } from '../../support/http.js';
import { Accounts } from './accounts.js';

interface Address {
  id: string;
  isDefaultShipping: boolean;
  name: string;
  company: string | null;
}

let accounts: Accounts;
let ada: HttpClient;
let bob: HttpClient;

beforeAll(async () => {
  accounts = await Accounts.open();
  ada = accounts.client((await accounts.member('ada@example.test')).accessToken);
  bob = accounts.client((await accounts.member('bob@example.test')).accessToken);
});

afterAll(() => accounts.close());

const home = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'us',
  phone: '+14155550123',
};

describe('the profile', () => {
  it('shows what the account holds, and nothing secret', async () => {
    const answer = await ada.send<Record<string, unknown>>('GET', '/v1/me');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(answer.body).sort()).toEqual([
      'createdAt',
      'email',
      'emailVerified',
      'id',
      'locale',
      'name',
      'role',
    ]);
    expect(answer.body).toMatchObject({
      email: 'ada@example.test',
      role: 'customer',
      emailVerified: true,
      locale: 'en',
    });
  });

  it('changes by name and language, one at a time', async () => {
    await ada.ask('PATCH', '/v1/me', { name: '  Ada King ' });
    expect(await ada.ask('PATCH', '/v1/me', { locale: 'EN-gb' })).toMatchObject({
      name: 'Ada King',
      locale: 'en-GB',
    });
  });

  it.each([
    ['the role', { role: 'owner' }, 'validation.failed', 'role'],
    ['that it is verified', { emailVerified: true }, 'validation.failed', 'emailVerified'],
    ['when it was verified', { emailVerifiedAt: '2020-01-01' }, 'validation.failed', 'emailVerifiedAt'],
    ['the password', { passwordHash: 'x' }, 'validation.failed', 'passwordHash'],
    ['that it is disabled', { disabledAt: null }, 'validation.failed', 'disabledAt'],
    ['when it was made', { createdAt: '2020-01-01' }, 'validation.failed', 'createdAt'],
    ['the address', { email: 'grace@example.test' }, 'validation.failed', 'email'],
    ['the id', { id: newId() }, 'validation.failed', 'id'],
    ['the name to nothing', { name: null }, 'validation.failed', 'name'],
    ['the name to blanks', { name: '   ' }, 'customers.invalid-profile', 'name'],
    ['the name to a novel', { name: 'a'.repeat(101) }, 'customers.invalid-profile', 'name'],
    ['the language to a riddle', { locale: 'x' }, 'customers.invalid-profile', 'locale'],
  ])('refuses to change %s', async (_, body, code, field) => {
    const answer = await ada.send<Problem>('PATCH', '/v1/me', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, errors: [{ field }] });
  });

  it('needs a sign-in', async () => {
    expect((await accounts.send('GET', '/v1/me')).status).toBe(401);
    expect((await accounts.send('PATCH', '/v1/me', { name: 'Eve' })).status).toBe(401);
  });
});

describe('addresses', () => {
  it('are added, changed and removed by their owner', async () => {
    const added = await ada.send<Address>('POST', '/v1/me/addresses', home);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      ...home,
      country: 'US',
      company: null,
      line2: null,
      isDefaultShipping: true,
    });
    const path = `/v1/me/addresses/${added.body.id}`;
    const changed = await ada.ask<Address>('PATCH', path, { company: 'Engines Ltd', phone: null });
    expect(changed).toMatchObject({ name: 'Ada Lovelace', company: 'Engines Ltd', phone: null });
    expect(await ada.get(path)).toEqual(changed);
    expect((await ada.send('DELETE', path)).status).toBe(204);
    expect((await ada.send('GET', path)).status).toBe(404);
  });

  it('have one default among them, always', async () => {
    const first = await bob.post<Address>('/v1/me/addresses', home);
    const second = await bob.post<Address>('/v1/me/addresses', { ...home, name: 'Work' });
    const third = await bob.post<Address>('/v1/me/addresses', {
      ...home,
      name: 'Mother',
      isDefaultShipping: true,
    });
    const defaults = async (): Promise<string[]> => {
      const { items } = await bob.get<{ items: Address[] }>('/v1/me/addresses');
      return items.filter((item) => item.isDefaultShipping).map(({ id }) => id);
    };
    expect(await defaults()).toEqual([third.id]);
    await bob.ask('PATCH', `/v1/me/addresses/${second.id}`, { isDefaultShipping: true });
    expect(await defaults()).toEqual([second.id]);
    await bob.ask('DELETE', `/v1/me/addresses/${second.id}`);
    expect(await defaults()).toEqual([first.id]);
  });

  it('have a default for billing besides', async () => {
    const fred = accounts.client((await accounts.member('fred@example.test')).accessToken);
    const first = await fred.post<Address>('/v1/me/addresses', home);
    expect(first).toMatchObject({ isDefaultShipping: true, isDefaultBilling: true });
    const office = {
      ...home,
      name: 'Office',
      region: 'new york',
      postalCode: '10001',
      phone: '(212) 555-0199',
    };
    const second = await fred.post<Address>('/v1/me/addresses', { ...office, isDefaultBilling: true });
    expect(second).toMatchObject({
      isDefaultShipping: false,
      isDefaultBilling: true,
      region: 'NY',
      phone: '+12125550199',
    });
    expect(await fred.get(`/v1/me/addresses/${first.id}`)).toMatchObject({
      isDefaultShipping: true,
      isDefaultBilling: false,
    });
    await fred.ask('DELETE', `/v1/me/addresses/${second.id}`);
    expect(await fred.get(`/v1/me/addresses/${first.id}`)).toMatchObject({ isDefaultBilling: true });
  });

  it('are listed in pages, the default one first', async () => {
    const cleo = accounts.client((await accounts.member('cleo@example.test')).accessToken);
    for (const name of ['one', 'two', 'three']) await cleo.post('/v1/me/addresses', { ...home, name });
    const page = await cleo.get<{ items: Address[]; page: number; limit: number; total: number }>(
      '/v1/me/addresses?page=1&limit=2',
    );
    expect(page).toMatchObject({ page: 1, limit: 2, total: 3 });
    expect(page.items.map(({ name }) => name)).toEqual(['one', 'three']);
    expect((await cleo.send('GET', '/v1/me/addresses?limit=101')).status).toBe(400);
    expect((await cleo.send('GET', '/v1/me/addresses?customerId=1')).status).toBe(400);
  });

  it('of somebody else do not exist, whatever is tried', async () => {
    const { id } = await ada.post<Address>('/v1/me/addresses', home);
    for (const foreign of [id, newId(), 'not-an-id', '..%2F']) {
      for (const [method, body] of [['GET'], ['PATCH', { name: 'Bob' }], ['DELETE']] as const) {
        const answer = await bob.send<Problem>(method, `/v1/me/addresses/${foreign}`, body);
        expect(answer.status).toBe(404);
        expect(answer.body.code).toBe('customers.address-not-found');
      }
    }
    expect(await ada.get(`/v1/me/addresses/${id}`)).toMatchObject({ name: 'Ada Lovelace' });
  });

  it('are at most fifty, even when they are added at the same moment', async () => {
    const dora = accounts.client((await accounts.member('dora@example.test')).accessToken);
    for (let n = 0; n < 48; n += 1) await dora.post('/v1/me/addresses', { ...home, name: `Place ${n}` });
    // Held up at the account's row until all four have come.
    const other = await mysql.createConnection(accounts.database.url);
    await other.beginTransaction();
    await other.query("SELECT id FROM customers WHERE email = 'dora@example.test' FOR UPDATE");
    const pending = Array.from({ length: 4 }, () => dora.send<Problem>('POST', '/v1/me/addresses', home));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await other.commit();
    await other.end();
    const answers = await Promise.all(pending);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('customers.too-many-addresses');
  });

  it('are added once by a repeated request with the same key', async () => {
    const eve = accounts.client((await accounts.member('eve@example.test')).accessToken);
    const key = { 'idempotency-key': randomUUID() };
    const first = await eve.post<Address>('/v1/me/addresses', home, key);
    expect(await eve.post<Address>('/v1/me/addresses', home, key)).toEqual(first);
    expect(await eve.get('/v1/me/addresses')).toMatchObject({ total: 1 });
  });

  it.each([
    ['an empty line', { line1: ' ' }, 'customers.invalid-address', 'line1'],
    ['an unknown country', { country: 'XX' }, 'customers.invalid-address', 'country'],
    ['a novel as city', { city: 'a'.repeat(101) }, 'customers.invalid-address', 'city'],
    ['a line break', { name: 'Ada\nLovelace' }, 'customers.invalid-address', 'name'],
    ['words as telephone number', { phone: 'call me maybe' }, 'customers.invalid-address', 'phone'],
    ['a number as post code', { postalCode: 94103 }, 'validation.failed', 'postalCode'],
    ['nothing as name', { name: null }, 'validation.failed', 'name'],
    ['an owner', { customerId: newId() }, 'validation.failed', 'customerId'],
    ['no default at all', { isDefaultShipping: false }, 'validation.failed', 'isDefaultShipping'],
    ['a region that is not there', { region: 'Ontario' }, 'customers.invalid-address', 'region'],
    ['no region where one is needed', { region: null }, 'customers.invalid-address', 'region'],
    ['a post code of elsewhere', { postalCode: 'K1A 0B1' }, 'customers.invalid-address', 'postalCode'],
  ])('refuse %s and name the field', async (_, wrong, code, field) => {
    const { items } = await bob.get<{ items: Address[] }>('/v1/me/addresses');
    const added = await bob.send<Problem>('POST', '/v1/me/addresses', { ...home, ...wrong });
    const changed = await bob.send<Problem>('PATCH', `/v1/me/addresses/${items[0]!.id}`, wrong);
    for (const answer of [added, changed]) {
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code, errors: [{ field }] });
    }
  });

  it('name every field that is missing', async () => {
    const { body } = await bob.send<Problem>('POST', '/v1/me/addresses', {
      name: '',
      line1: '',
      city: '',
      postalCode: '',
      country: '',
    });
    expect(body.errors?.map(({ field }) => field)).toEqual([
      'name',
      'line1',
      'city',
      'country',
      'postalCode',
    ]);
  });
});
