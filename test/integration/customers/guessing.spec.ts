import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { Doors, newAddress, passphrase, type Reply } from './guessing-support.js';

let doors: Doors;

beforeAll(async () => {
  doors = await Doors.open({}, 2);
}, 60_000);

afterAll(() => doors.close());

const wrong = (email: string, address = newAddress(), api = 0): Promise<Reply> =>
  doors.signIn(email, 'not the passphrase', { address, api });

describe('failures', () => {
  it('from one address close an account to it, on both processes together', async () => {
    await doors.member('ada@example.test');
    const address = newAddress();
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await wrong('ada@example.test', address, n % 2)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    for (const api of [0, 1]) {
      const refused = await doors.signIn('ada@example.test', passphrase, { address, api });
      expect(refused.status).toBe(429);
      expect(refused.body['code']).toBe('auth.too-many-attempts');
      const seconds = Number(refused.headers['retry-after']);
      expect(seconds).toBeGreaterThan(880);
      expect(seconds).toBeLessThanOrEqual(900);
    }
    expect((await doors.signIn('ada@example.test', passphrase, { address: newAddress() })).status).toBe(201);
  });

  it('that come at once on two processes get no further', async () => {
    const address = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => wrong('at-once@example.test', address, n % 2)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
  });

  it('are counted and answered alike without an account', async () => {
    await doors.member('real@example.test');
    const series = async (email: string): Promise<unknown[]> => {
      const address = newAddress();
      const answers = [];
      for (let n = 0; n < 12; n += 1) {
        const { status, headers, body } = await wrong(email, address);
        answers.push([status, { ...body, requestId: '' }, Object.keys(headers).sort()]);
      }
      return answers;
    };
    expect(await series('real@example.test')).toEqual(await series('unreal@example.test'));
  });

  it('stand in the trail, with where they came from and without what was typed', async () => {
    await doors.member('watched@example.test');
    const address = newAddress();
    await doors.signIn('watched@example.test', 'a secret that was mistyped', { address });
    await doors.signIn('nobody-there@example.test', 'a secret that was mistyped', { address });
    await doors.signIn('watched@example.test', passphrase, { address });
    await eventually(async () => {
      const failed = (await doors.trail('customers.sign-in-failed')).filter((row) => row.address === address);
      expect(failed).toHaveLength(2);
    }, 5_000);
    const rows = await doors.database.query("SELECT * FROM audit_log WHERE action LIKE 'customers.sign-in%'");
    expect(JSON.stringify(rows)).not.toMatch(/mistyped|tangled|nobody-there/);
    expect((await doors.trail('customers.sign-in')).at(-1)).toMatchObject({
      address,
      after_state: '{"method":"password","newDevice":true}',
    });
  });
});

describe('the owner of an account that is guessed at', () => {
  it('comes in from a device that has signed in before; from another by a password reset', async () => {
    await doors.member('owner@example.test');
    const signedIn = await doors.signIn('owner@example.test', passphrase, { address: newAddress() });
    const deviceToken = String(signedIn.body['deviceToken']);
    const [cookie] = [signedIn.headers['set-cookie']].flat().map((each) => each!.split(';')[0]!);
    expect(cookie).toBe(`tradepost-device=${deviceToken}`);
    for (let n = 0; n < 30; n += 1) await wrong('owner@example.test');
    const stranger = await doors.signIn('owner@example.test', passphrase, { address: newAddress() });
    expect(stranger.status).toBe(429);
    expect(Number(stranger.headers['retry-after'])).toBeGreaterThan(3_500);
    for (const headers of [{ 'device-token': deviceToken }, { cookie: `a=b; ${cookie!}` }] as Record<
      string,
      string
    >[]) {
      const answer = await doors.signIn('owner@example.test', passphrase, { address: newAddress(), headers });
      expect(answer.status).toBe(201);
      expect(answer.body['deviceToken']).toBe(deviceToken);
    }
  });

  it('is told by mail of a sign-in from a new device, though not of the first one', async () => {
    await doors.member('told@example.test');
    const notices = async (): Promise<unknown[]> =>
      (
        await doors.database.query<{ payload: string }>(
          "SELECT payload FROM outbox WHERE type = 'customers.security-notice' AND payload LIKE '%told@example.test%' ORDER BY id",
        )
      ).map(({ payload }) => JSON.parse(payload) as unknown);
    const first = await doors.signIn('told@example.test', passphrase, { address: newAddress() });
    const headers = { 'device-token': String(first.body['deviceToken']) };
    await doors.signIn('told@example.test', passphrase, { address: newAddress(), headers });
    expect(await notices()).toEqual([]);
    const address = newAddress();
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
    await doors.signIn('told@example.test', passphrase, { address, headers: { 'user-agent': firefox } });
    expect(await notices()).toEqual([
      expect.objectContaining({ notice: 'new-device', address, device: 'Firefox on Linux' }),
    ]);
  });

  it('shares a device with somebody else, and both stay known there', async () => {
    await doors.member('he@example.test');
    await doors.member('she@example.test');
    let deviceToken = '';
    const signIn = async (email: string): Promise<boolean> => {
      const before = deviceToken;
      const { body } = await doors.signIn(email, passphrase, {
        address: newAddress(),
        ...(deviceToken === '' ? {} : { headers: { 'device-token': deviceToken } }),
      });
      deviceToken = String(body['deviceToken']);
      return deviceToken === before;
    };
    expect([await signIn('he@example.test'), await signIn('she@example.test')]).toEqual([false, false]);
    expect([await signIn('he@example.test'), await signIn('she@example.test')]).toEqual([true, true]);
  });

  it('has twenty devices at most, which are stored as hashes', async () => {
    await doors.member('devices@example.test');
    const tokens = [];
    for (let n = 0; n < 23; n += 1)
      tokens.push(
        String(
          (await doors.signIn('devices@example.test', passphrase, { address: newAddress() })).body[
            'deviceToken'
          ],
        ),
      );
    const rows = await doors.database.query<{ token_hash: Buffer }>(
      "SELECT d.token_hash FROM known_devices d JOIN customers c ON c.id = d.customer_id WHERE c.email = 'devices@example.test'",
    );
    expect(rows).toHaveLength(20);
    expect(JSON.stringify(rows)).not.toContain(tokens.at(-1));
  });
});

describe('behind an address that many share', () => {
  let crowded: Doors;
  beforeAll(async () => {
    // Three sign-ins a minute from each address.
    crowded = await Doors.open({ RATE_LIMIT_PER_MINUTE: '60' });
  }, 60_000);
  afterAll(() => crowded.close());

  it('a device that has signed in before has a limit of requests of its own', async () => {
    await crowded.member('neighbour@example.test');
    const address = newAddress();
    const { body } = await crowded.signIn('neighbour@example.test', passphrase, { address });
    const statuses = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await crowded.signIn(`${String(n)}@example.test`, 'a guess', { address })).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    const headers = { 'device-token': String(body['deviceToken']) };
    const owner = await crowded.signIn('neighbour@example.test', passphrase, { address, headers });
    expect(owner.status).toBe(201);
    const forged = { 'device-token': `${String(body['deviceToken']).slice(0, -2)}xx` };
    const other = await crowded.signIn('neighbour@example.test', passphrase, { address, headers: forged });
    expect(other.status).toBe(429);
    expect(Number(other.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('a thousand sign-ins at once', () => {
  it('are all answered, most with when to come back, and the catalogue goes on', async () => {
    const attack = Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        doors.signIn(`${String(n)}@example.test`, 'a guess', { address: newAddress() }),
      ),
    );
    const shoppers = Array.from({ length: 20 }, () =>
      doors.send('GET', '/v1/departments', { address: newAddress() }),
    );
    for (const { status } of await Promise.all(shoppers)) expect(status).toBe(200);
    const answers = await attack;
    const refused = answers.filter(({ status }) => status !== 401);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(50);
    expect(refused.length).toBeGreaterThan(500);
    for (const { status, headers } of refused) {
      expect(status).toBe(503);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
  });
});
