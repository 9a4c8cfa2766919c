import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Doors, newAddress, passphrase } from './guessing-support.js';

let doors: Doors;

/** The limits as they are when nobody sets any. */
beforeAll(async () => {
  doors = await Doors.open({ RATE_LIMIT_PER_MINUTE: '60' });
}, 60_000);

afterAll(() => doors.close());

const visit = (address: string, deviceToken: string): Promise<number> =>
  doors
    .send('POST', '/v1/auth/sessions', {
      body: { email: 'nobody' },
      address,
      headers: { 'device-token': deviceToken },
    })
    .then(({ status }) => status);

async function newDevice(email: string): Promise<string> {
  const { body } = await doors.signIn(email, passphrase, { address: newAddress() });
  return String(body['deviceToken']);
}

describe('whoever has signed in once', () => {
  it('gets no further by writing the token of the device in other ways', async () => {
    await doors.member('ada@example.test');
    const token = await newDevice('ada@example.test');
    const address = newAddress();
    const answers = [];
    for (let n = 1; n <= 10; n += 1) answers.push(await visit(address, token + '!'.repeat(n)));
    expect(answers.filter((status) => status === 429)).toHaveLength(7);
  });

  it('gets no further by collecting devices: those behind one address have a limit together', async () => {
    await doors.member('eve@example.test');
    const devices = [];
    for (let n = 0; n < 30; n += 1) devices.push(await newDevice('eve@example.test'));
    const address = newAddress();
    const answers = await Promise.all(
      devices.flatMap((token) => [visit(address, token), visit(address, token), visit(address, token)]),
    );
    expect(answers.filter((status) => status !== 429)).toHaveLength(60);
    // Whoever comes from elsewhere is not concerned.
    expect(await visit(newAddress(), await newDevice('eve@example.test'))).toBe(400);
  });
});

describe('a browser', () => {
  const cookies = async (headers: Record<string, string>): Promise<unknown> => {
    const body = { email: 'mallory@example.test', password: passphrase };
    const answer = await doors.send('POST', '/v1/auth/sessions', { body, headers, address: newAddress() });
    expect(answer.status).toBe(201);
    return answer.headers['set-cookie'];
  };

  it('keeps the token of its device when another site makes it sign in to some account', async () => {
    await doors.member('mallory@example.test');
    const given = [expect.stringContaining('tradepost-device=')];
    expect(await cookies({ origin: doors.config.http.publicUrl })).toEqual(given);
    expect(await cookies({})).toEqual(given);
    expect(await cookies({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toEqual(given);
    expect(await cookies({ origin: 'https://evil.example' })).toBeUndefined();
    expect(await cookies({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBeUndefined();
    expect(await cookies({ 'sec-fetch-site': 'cross-site' })).toBeUndefined();
  });
});
