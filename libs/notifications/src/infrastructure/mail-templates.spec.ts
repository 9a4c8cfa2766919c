import { describe, expect, it } from '@jest/globals';
import { anOrderConfirmation } from '../testing/order-confirmation.builder.js';
import type { OrderConfirmation } from '../application/order-confirmation.js';
import { MailTemplates, type RenderedMail } from './mail-templates.js';

const shop = { name: 'Corner & Co', publicUrl: 'https://shop.test' };
const templates = new MailTemplates();

describe('the order confirmation', () => {
  it('names the order, every line, every charge, the address and the way to the order', () => {
    const { subject, text } = confirmation();

    expect(subject).toBe('Your order TP-10042-7 at Corner & Co');
    expect(text).toContain('Order TP-10042-7, placed on November 20, 2026');
    expect(text).toContain(
      'Linen shirt (Sand, M)\n  2 x $49.00 = $98.00\nEnamel mug\n  1 x $14.50 = $14.50\n',
    );
    expect(text).toContain('Subtotal: $112.50\nShipping: $6.95\nTax: $9.28\nTotal: $128.73\n');
    expect(text).toContain(
      '  Ada Lovelace\n  12 St James’s Square\n  Flat 3\n  Sacramento, CA 94203\n  United States\n',
    );
    expect(text).toContain('Your order: https://shop.test/orders/id.mac\n');
  });

  it('says the same in HTML', () => {
    const { html } = confirmation();

    for (const part of [
      'TP-10042-7',
      'Linen shirt',
      'Sand, M',
      '2 &times; $49.00',
      '$128.73',
      'Flat 3',
      'Standard (3 to 5 days)',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain('href="https://shop.test/orders/id.mac"');
  });

  it('shows a discount only if there is one, and free shipping as free', () => {
    expect(confirmation().text).not.toContain('Discount');
    const totals = { subtotal: 10_000, discount: 1_000, shipping: 0, tax: 0, total: 9_000 };
    expect(confirmation({ totals }).text).toContain('Discount: -$10.00\nShipping: Free\n');
  });

  it('writes money the way of the customer and the currency', () => {
    const lines = [{ name: 'Teapot', variantName: '', quantity: 1, unitPrice: 4_800, lineTotal: 4_800 }];
    expect(confirmation({ lines, currency: 'JPY', locale: 'ja-JP' }).text).toContain('1 x ￥4,800');
    expect(confirmation({ lines, currency: 'EUR', locale: 'de-DE' }).text).toContain('1 x 48,00\u00a0€');
  });

  it('links to the page of the order', () => {
    expect(confirmation({ pageToken: 'id.mac+/=' }).html).toContain('/orders/id.mac%2B%2F%3D"');
  });

  it('escapes what people wrote', () => {
    const lines = [
      { name: '<img src=x onerror=alert(1)>', variantName: '"><b>', quantity: 1, unitPrice: 1, lineTotal: 1 },
    ];
    const { html, text } = confirmation({ lines, addressLines: ['<script>alert(1)</script>'] });

    expect(html).not.toMatch(/<img|<b>|<script/);
    expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });

  function confirmation(changes: Partial<OrderConfirmation> = {}): RenderedMail {
    return templates.render({ kind: 'order-confirmation', content: anOrderConfirmation(changes) }, shop);
  }
});

describe('the verification mail', () => {
  it('carries the link in both forms', () => {
    const { subject, html, text } = verification('Ada', 'a+b/c=');

    expect(subject).toBe('Confirm your e-mail address at Corner & Co');
    expect(text).toContain('\nhttps://shop.test/v1/auth/email-verifications?token=a%2Bb%2Fc%3D\n');
    expect(html).toContain('href="https://shop.test/v1/auth/email-verifications?token&#x3D;a%2Bb%2Fc%3D"');
  });

  it.each([
    ['Ada', 'Hello Ada,'],
    ['  José María O’Neill-Pérez ', 'Hello José María O’Neill-Pérez,'],
    ['J. R. R. Tolkien', 'Hello J. R. R. Tolkien,'],
    ['Win at evil.example', 'Hello,'],
    ['www example com', 'Hello,'],
    ['http://x', 'Hello,'],
    ['1,000 free coins!', 'Hello,'],
    ['', 'Hello,'],
  ])('greets %j with "%s", so that nobody advertises in our name', (name, greeting) => {
    expect(verification(name).text.split('\n')[0]).toBe(greeting);
  });

  function verification(name: string, token = 'token'): RenderedMail {
    return templates.render({ kind: 'email-verification', content: { name, token } }, shop);
  }
});

describe('the mail to somebody who has an account already', () => {
  it('tells so, and points to the page for a new password, which asks for a mail of its own', () => {
    const { subject, html, text } = templates.render(
      { kind: 'already-registered', content: { name: 'Ada' } },
      shop,
    );

    expect(subject).toBe('You already have an account at Corner & Co');
    expect(text).toContain('There is one with it already');
    expect(html).toContain('Corner &amp; Co');
    expect(html).toContain('href="https://shop.test/v1/auth/password-resets"');
    expect(html).not.toContain('token');
  });
});
