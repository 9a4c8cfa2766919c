import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MailerModule, MailerService } from '@nestjs-modules/mailer';
import { Test, type TestingModule } from '@nestjs/testing';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { ClaimedMail, MailId } from '../../../libs/notifications/src/application/mail.js';
import { MailDelayed, MailRefused } from '../../../libs/notifications/src/application/mail-transport.js';
import { MailTemplates } from '../../../libs/notifications/src/infrastructure/mail-templates.js';
import { NestMailTransport } from '../../../libs/notifications/src/infrastructure/nest-mail-transport.js';
import { mailerOptions } from '../../../libs/notifications/src/infrastructure/smtp-options.js';
import { anOrderConfirmation } from '../../../libs/notifications/src/testing/order-confirmation.builder.js';
import { startMailbox, type Mailbox } from '../../../tools/mailbox/start-mailbox.js';
import { testConfig } from '../../support/config.js';

const MESSAGE_ID = '<order-confirmation.1@example.test>';

describe('handing a mail to the mail server', () => {
  let mailbox: Mailbox;
  let modules: TestingModule[];

  beforeEach(async () => {
    modules = [];
    mailbox = await startMailbox();
  });

  afterEach(async () => {
    await Promise.all(modules.map((each) => each.close()));
    await mailbox.close();
  });

  it('sends both forms to the one recipient, under the given Message-ID, marked as automatic', async () => {
    await (await transport()).send(confirmation());

    const [message] = await mailbox.messages();
    expect(message).toMatchObject({
      to: ['ada@example.com'],
      from: '"Tradepost" <shop@example.test>',
      subject: 'Your order TP-10042-7 at Tradepost',
      messageId: MESSAGE_ID,
    });
    expect(message?.text).toContain('Total: $128.73');
    expect(message?.html).toContain('<strong>$128.73</strong>');
    expect(message?.headers['auto-submitted']).toBe('auto-generated');
  });

  it('uses one connection for many mails', async () => {
    const sender = await transport();
    for (let count = 0; count < 5; count += 1) await sender.send(confirmation());

    expect(await mailbox.messages()).toHaveLength(5);
    expect(mailbox.connections()).toBe(1);
  });

  it('keeps line ends out of the headers', async () => {
    const number = 'TP-1\r\nBcc: eve@example.com\r\n\r\nBuy';
    await (
      await transport({ SHOP_NAME: 'Corner\u2028Shop' })
    ).send(confirmation({ content: anOrderConfirmation({ number }) }));

    const [message] = await mailbox.messages();
    expect(message?.to).toEqual(['ada@example.com']);
    expect(message?.headers).not.toHaveProperty('bcc');
    expect(message?.subject).toBe('Your order TP-1 Bcc: eve@example.com Buy at Corner Shop');
  });

  it('keeps what people wrote about their accounts out of the headers altogether', async () => {
    const text = 'x\r\nBcc: eve@example.com\u2028\u2029\u0085Bcc: eve@example.com\0';
    const sender = await transport({ SHOP_NAME: 'Corner Shop' });
    for (const [kind, content] of Object.entries({
      'password-reset': { name: text, token: text },
      'email-change-warning': { name: text, newEmail: text },
      'security-notice': {
        name: text,
        notice: 'role-changed',
        at: '2026-11-20',
        subject: text,
        device: text,
      },
      'staff-invitation': { name: text, token: text, role: text, invitedBy: text },
    }))
      await sender.send({ ...confirmation(), kind, content } as unknown as ClaimedMail);

    for (const message of await mailbox.messages()) {
      expect(message.to).toEqual(['ada@example.com']);
      expect(message.subject).toMatch(/ (at|of) Corner Shop|\(Corner Shop\)$/);
      expect(message.subject).not.toMatch(/eve@|x /);
      expect(JSON.stringify(message.headers)).not.toContain('eve@');
    }
    expect(await mailbox.messages()).toHaveLength(4);
  });

  it.each([
    'ada@example.com, eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    '<ada@example.com>',
    'nobody',
  ])('refuses %j as a recipient', async (recipient) => {
    await expect((await transport()).send(confirmation({ recipient }))).rejects.toThrow(MailRefused);
    expect(await mailbox.messages()).toEqual([]);
  });

  it('gives up a recipient whom the server does not know', async () => {
    mailbox.fault({ mode: '550' });

    await expect((await transport()).send(confirmation())).rejects.toThrow(MailRefused);
  });

  it.each(['451', 'down', 'lose-answer'] as const)(
    'tries again later when the server is in the state %s',
    async (mode) => {
      mailbox.fault({ mode });

      await expect((await transport()).send(confirmation())).rejects.toThrow(MailDelayed);
    },
  );

  it('does not wait for ever for a server that hangs', async () => {
    mailbox.fault({ mode: 'hang' });

    // Without the time-out it would wait until this test is given up.
    await expect((await transport({ SMTP_TIMEOUT_MS: '300' })).send(confirmation())).rejects.toThrow(
      MailDelayed,
    );
  });

  it('does not wait for ever for a server that drips', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined); // the client gives up, as it should
      socket.resume();
      socket.write('220 slow\r\n');
      const drip = setInterval(() => socket.write('250-more\r\n'), 50);
      socket.once('close', () => {
        clearInterval(drip);
      });
    });
    const port = await listen(server);
    const sender = await transport({ SMTP_URL: `smtp://127.0.0.1:${String(port)}`, SMTP_TIMEOUT_MS: '300' });

    // Each drop begins the socket's own time-out anew: it would never end.
    await expect(sender.send(confirmation())).rejects.toThrow(MailDelayed);
    server.close();
  });

  it('tries again later when nobody listens', async () => {
    const { smtpUrl } = mailbox;
    await mailbox.close();

    await expect((await transport({ SMTP_URL: smtpUrl })).send(confirmation())).rejects.toThrow(
      /ECONNREFUSED/,
    );
    mailbox = await startMailbox();
  });

  it('keeps the mail when the server refuses the shop and not the mail', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      logger: false,
      onAuth: (_auth, _session, done) => {
        done(new Error('wrong password'));
      },
    });
    const port = await listen(server.server);

    const sending = (await transport({ SMTP_URL: `smtp://shop:wrong@127.0.0.1:${String(port)}` })).send(
      confirmation(),
    );

    await expect(sending).rejects.toThrow(MailDelayed);
    await expect(sending).rejects.toThrow(/EAUTH.*535/);
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  });

  async function transport(variables: Record<string, string> = {}): Promise<NestMailTransport> {
    const config = testConfig({
      DATABASE_URL: 'mysql://nobody@127.0.0.1/none',
      SMTP_URL: mailbox.smtpUrl,
      ...variables,
    });
    const imports = [MailerModule.forRoot(mailerOptions(config))];
    const started = await Test.createTestingModule({ imports }).compile();
    modules.push(started);
    return new NestMailTransport(started.get(MailerService), new MailTemplates(), config);
  }

  function confirmation(
    changes: Partial<{ recipient: string; content: ReturnType<typeof anOrderConfirmation> }> = {},
  ): ClaimedMail {
    return {
      kind: 'order-confirmation',
      id: 'mail' as MailId,
      recipient: 'ada@example.com',
      messageId: MESSAGE_ID,
      content: anOrderConfirmation(),
      ...changes,
    };
  }
});

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
