import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Narrator } from '../../tools/demo/narrator.js';
import { Purchase } from '../../tools/demo/purchase.js';
import { Shop } from '../support/shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.close());

describe('npm run demo', () => {
  it('buys something, tells each step, and shows the confirmation and the history', async () => {
    const told: string[] = [];
    const { url: apiUrl, mailbox, stripe } = shop;

    await new Purchase(
      { apiUrl, mailboxUrl: mailbox.httpUrl, stripeUrl: stripe.url },
      new Narrator((line) => told.push(line)),
    ).run();

    const number = /Order (TP-\S+), pending/.exec(told.join('\n'))?.[1];
    expect(number).toBeDefined();
    expect(told.filter((line) => /\d+\. /.test(line))).toHaveLength(10);
    expect(told.join('\n')).toContain(`│ Order ${String(number)}, placed on`);
    expect(told.at(-1)).toMatch(new RegExp(`${String(number)}  paid  \\$`));
  });
});
