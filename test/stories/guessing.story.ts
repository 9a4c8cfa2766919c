import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Problem } from '../support/http.js';
import { HttpClient } from '../support/http.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

const password = 'a long enough passphrase';
let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2, variables: { TRUSTED_PROXIES: '1' } });
}, 60_000);

afterAll(() => shop.close());

/** Somebody's computer, somewhere, which keeps its cookies as a browser does. */
class Computer {
  private cookie: string | undefined;

  constructor(
    readonly address: string,
    private readonly url = shop.url,
  ) {}

  signsIn(email: string, typed = password): Promise<Answer<Problem>> {
    return this.sends('/v1/auth/sessions', { email, password: typed });
  }

  async sends(path: string, body: unknown): Promise<Answer<Problem>> {
    const headers = {
      'x-forwarded-for': this.address,
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
    };
    const answer = await new HttpClient(this.url).send<Problem>('POST', path, body, headers);
    const [cookie] = answer.headers.getSetCookie().filter((each) => each.startsWith('tradepost-device='));
    this.cookie = cookie?.split(';')[0] ?? this.cookie;
    return answer;
  }
}

/** A network of computers that somebody has taken over. */
function botnet(count: number): Computer[] {
  return Array.from(
    { length: count },
    (_, n) => new Computer(`198.51.100.${String(n + 1)}`, shop.urls[n % shop.urls.length]),
  );
}

async function member(name: string): Promise<Shopper> {
  const shopper = shop.shopper(name);
  await shopper.registers();
  await shopper.verifiesByMail();
  return shopper;
}

describe('Mallory guesses at the password of Ada', () => {
  it('gets ten tries from a computer, and thirty from a network of them', async () => {
    const ada = await member('Ada');
    const computer = new Computer('203.0.113.1');
    for (let n = 0; n < 10; n += 1)
      expect((await computer.signsIn(ada.email, `guess ${String(n)}`)).status).toBe(401);
    const refused = await computer.signsIn(ada.email, password);
    expect(refused.status).toBe(429);
    expect(refused.body.code).toBe('auth.too-many-attempts');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    const outcomes = await Promise.all(botnet(60).map((each) => each.signsIn(ada.email, 'a guess')));
    expect(outcomes.filter(({ status }) => status === 401)).toHaveLength(20);
  });

  it('while Ada goes on shopping from her own computer', async () => {
    const ada = await member('Adele');
    const hers = new Computer('192.0.2.44');
    expect((await hers.signsIn(ada.email)).status).toBe(201);
    await Promise.all(botnet(40).map((each) => each.signsIn(ada.email, 'a guess')));
    expect((await hers.signsIn(ada.email)).status).toBe(201);
    // Mistyped, as it happens.
    expect((await hers.signsIn(ada.email, 'a long enough pasphrase')).status).toBe(401);
    expect((await hers.signsIn(ada.email)).status).toBe(201);
  });

  it('and on a new one she comes in by her mail box', async () => {
    const ada = await member('Adriana');
    await Promise.all(botnet(40).map((each) => each.signsIn(ada.email, 'a guess')));
    const phone = new Computer('192.0.2.45');
    expect((await phone.signsIn(ada.email)).status).toBe(429);
    await phone.sends('/v1/auth/password-resets', { email: ada.email });
    const mail = await ada.receives(/password/i);
    const token = /[?&]token=([\w.-]+)/.exec(mail.text)?.[1];
    const chosen = 'another passphrase that is long';
    const done = await phone.sends('/v1/auth/password-resets/confirmation', { token, password: chosen });
    expect(done.status).toBe(204);
    expect((await phone.signsIn(ada.email, chosen)).status).toBe(201);
  });

  it('and is found out when a guess was right', async () => {
    const ada = await member('Adelina');
    await new Computer('192.0.2.46').signsIn(ada.email);
    expect((await new Computer('203.0.113.9').signsIn(ada.email)).status).toBe(201);
    const mail = await ada.receives(/new device|new sign-in|signed in/i);
    expect(mail.text).toContain('203.0.113.9');
  });

  it('and learns nothing about who has an account', async () => {
    const ada = await member('Adina');
    const answers = async (email: string, address: string): Promise<unknown[]> => {
      const computer = new Computer(address);
      const all = [];
      for (let n = 0; n < 12; n += 1) {
        const { status, body } = await computer.signsIn(email, 'a guess');
        all.push({ ...body, status, requestId: '' });
      }
      return all;
    };
    expect(await answers(ada.email, '203.0.113.20')).toEqual(
      await answers('nobody@example.test', '203.0.113.21'),
    );
  });
});
