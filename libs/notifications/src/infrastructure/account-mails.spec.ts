import { describe, expect, it } from '@jest/globals';
import type { SecurityNoticeKind } from '#customers/events';
import type { AccountMail } from './account-mail-views.js';
import { MailTemplates, type RenderedMail } from './mail-templates.js';

const shop = { name: 'Corner & Co', publicUrl: 'https://shop.test' };
const templates = new MailTemplates();
const render = (mail: AccountMail): RenderedMail => templates.render(mail, shop);
const notice = (kind: SecurityNoticeKind, more: Record<string, string> = {}): AccountMail => ({
  kind: 'security-notice',
  content: { name: 'Ada', notice: kind, at: '2026-11-20T17:18:30.000Z', ...more },
});
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

// A record, so that a kind that is added without its words does not compile.
const notices: Record<SecurityNoticeKind, 'offers a new password' | 'sends to the shop'> = {
  'password-changed': 'offers a new password',
  'new-device': 'offers a new password',
  'second-factor-enabled': 'offers a new password',
  'second-factor-disabled': 'offers a new password',
  'second-factor-guessed': 'offers a new password',
  'recovery-code-used': 'offers a new password',
  'recovery-codes-renewed': 'offers a new password',
  'identity-linked': 'offers a new password',
  'identity-unlinked': 'offers a new password',
  'refresh-token-reused': 'offers a new password',
  'account-disabled': 'sends to the shop',
  'account-enabled': 'sends to the shop',
  'role-changed': 'sends to the shop',
  'api-key-created': 'offers a new password',
};

describe('a mail with a link', () => {
  it.each([
    [
      { kind: 'password-reset', content: { name: 'Ada', token: 'a+b/c=' } },
      '/v1/auth/password-resets?token=a%2Bb%2Fc%3D',
    ],
    [
      { kind: 'email-change', content: { name: 'Ada', token: 'a+b/c=' } },
      '/v1/auth/email-changes?token=a%2Bb%2Fc%3D',
    ],
    [
      {
        kind: 'staff-invitation',
        content: { name: 'Ada', token: 'a+b/c=', role: 'manager', invitedBy: 'Grace Hopper' },
      },
      '/v1/auth/staff-invitations?token=a%2Bb%2Fc%3D',
    ],
  ] as const)('carries it in both forms: %j', (mail, path) => {
    const { text, html } = render(mail);
    expect(text).toContain(`\nhttps://shop.test${path}\n`);
    expect(html).toContain(`href="https://shop.test${path.replace('=', '&#x3D;')}"`);
    expect(text).toContain('works once');
  });

  it('warns the old address without one that works on the account', () => {
    const content = { name: 'Ada', newEmail: 'm***@example.test' };
    const { text } = render({ kind: 'email-change-warning', content });
    expect(onOneLine(text)).toContain('use another e-mail address: m***@example.test.');
    expect(text).toContain('\nhttps://shop.test/v1/auth/password-resets\n');
    expect(text).not.toContain('token');
  });
});

describe('a changed e-mail address', () => {
  it('is told to both, each in its own words', () => {
    const toOld = render({ kind: 'email-changed', content: { name: 'Ada', newEmail: 'm***@example.test' } });
    const toNew = render({ kind: 'email-changed', content: { name: 'Ada' } });
    expect(onOneLine(toOld.text)).toContain('uses another e-mail address now: m***@example.test');
    expect(toOld.text).not.toContain('https://');
    expect(onOneLine(toNew.text)).toContain('From now on you sign in with it.');
  });
});

describe('a security notice', () => {
  it.each(Object.entries(notices))('of %s says what, when, from where, and %s', (kind, way) => {
    const { subject, text, html } = render(
      notice(kind as SecurityNoticeKind, {
        device: 'Firefox on Linux',
        address: '2001:db8::7',
        subject: 'google',
      }),
    );
    expect(subject).toMatch(/^[A-Z].+ \(Corner & Co\)$/);
    const from = way === 'sends to the shop' ? '' : 'From: Firefox on Linux, 2001:db8::7\n';
    expect(text).toContain(`When: Friday, November 20, 2026 at 17:18 UTC\n${from}\n`);
    expect(text.includes('https://shop.test/v1/auth/password-resets')).toBe(way === 'offers a new password');
    expect(text.includes('please ask the shop')).toBe(way === 'sends to the shop');
    expect(html).toContain('November 20, 2026 at 17:18 UTC');
    expect(html.includes('Firefox on Linux, 2001:db8::7')).toBe(from !== '');
  });

  it('does not promise of a new password what it does not do', () => {
    const after = (kind: SecurityNoticeKind): string => onOneLine(render(notice(kind)).text);
    expect(after('api-key-created')).toContain('A new password does not end the key: revoke it as well.');
    expect(after('second-factor-enabled')).toContain('The shop can turn off codes that you do not have.');
  });

  it('leaves out from where if nobody knows, as when the shop did it', () => {
    expect(render(notice('account-disabled')).text).not.toContain('From:');
  });

  it('names the provider, the role or the key that it is about', () => {
    expect(onOneLine(render(notice('identity-linked', { subject: 'google' })).text)).toContain(
      'An account at Google',
    );
    expect(onOneLine(render(notice('role-changed', { subject: 'support' })).text)).toContain(
      'the role “support”',
    );
  });

  it.each([
    'Firefox. Call +1 900 555 0100 or visit evil.example',
    'https://evil.example',
    'www.evil',
    '<b>Chrome</b>',
    'Chrome\r\n\r\nYour account will be closed',
    'Chrome\u2028Pay here',
    'x'.repeat(61),
  ])('repeats no words of a browser that is none: %j', (device) => {
    const { text, html } = render(notice('new-device', { device, address: 'evil.example/"><b>' }));
    expect(text).toContain('From: unknown device\n');
    expect(text + html).not.toContain('evil');
  });
});

describe('what people wrote', () => {
  const nasty = '"><img src=x onerror=alert(1)>';

  it.each([
    { kind: 'email-change-warning', content: { name: nasty, newEmail: nasty } },
    { kind: 'email-changed', content: { name: nasty, newEmail: nasty } },
    {
      kind: 'staff-invitation',
      content: { name: nasty, token: nasty, role: nasty, invitedBy: nasty },
    },
    notice('role-changed', { subject: nasty, device: nasty, address: nasty }),
  ] as const satisfies readonly AccountMail[])('is escaped in HTML: %j', (mail) => {
    expect(render(mail).html).not.toMatch(/<img|"><i/);
  });

  it('reaches no subject', () => {
    for (const kind of Object.keys(notices) as SecurityNoticeKind[]) {
      const { subject } = render(notice(kind, { subject: 'Intruder', device: 'Intruder' }));
      expect(subject).not.toContain('Intruder');
    }
  });
});

describe('the last mail', () => {
  it('says good-bye, and how things stand with the orders', () => {
    const { subject, text } = render({ kind: 'account-erased', content: { name: 'Ada' } });
    expect(subject).toBe('Your account at Corner & Co has been erased');
    expect(onOneLine(text)).toContain('only what the law wants us to keep');
    expect(text).not.toContain('https://');
  });
});
