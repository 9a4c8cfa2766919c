import { mkdtemp, appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Fault } from './faults.js';
import { startMailbox, type Mailbox } from './start-mailbox.js';

interface Sending {
  to?: string;
  subject?: string;
  html?: string;
  text?: string;
}

describe('the local mail box', () => {
  let mailbox: Mailbox;

  beforeEach(async () => {
    mailbox = await startMailbox();
  });

  afterEach(() => mailbox.close());

  it('takes a mail for anybody and shows both of its forms', async () => {
    await send({
      to: 'Ada <ada@example.com>',
      subject: 'Grüße',
      html: '<p>Hello <a href="https://shop.test/a?b=1&amp;c=2">you</a></p>',
      text: 'Hello',
    });

    const [message] = await mailbox.messages();

    expect(message).toMatchObject({
      to: ['ada@example.com'],
      subject: 'Grüße',
      text: 'Hello',
      links: ['https://shop.test/a?b=1&c=2'],
    });
    expect(message?.html).toContain('<p>Hello');
    expect(message?.headers.subject).toBe('=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=');
  });

  it('lists the newest first and finds by recipient and subject', async () => {
    await send({ to: 'ada@example.com', subject: 'First' });
    await send({ to: 'bob@example.com', subject: 'Second' });
    await send({ to: 'ada@example.com', subject: 'Third' });

    expect(await subjects('')).toEqual(['Third', 'Second', 'First']);
    expect(await subjects('?to=ADA@')).toEqual(['Third', 'First']);
    expect(await subjects('?to=ada@example.com&subject=first')).toEqual(['First']);
  });

  it('shows one mail, its HTML without scripts, its source, and 404 for another id', async () => {
    await send({ subject: 'One', html: '<p>Hi</p><script>alert(1)</script>' });
    const [message] = await mailbox.messages();
    const address = `${mailbox.httpUrl}/api/messages/${message?.id ?? ''}`;

    expect(await (await fetch(address)).json()).toEqual(message);
    const html = await fetch(`${address}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups.*default-src 'none'/);
    expect(await html.text()).toMatch(/^<base target="_blank"><p>Hi/);
    expect(await (await fetch(`${address}/source`)).text()).toContain('Subject: One\r\n');
    expect((await fetch(`${mailbox.httpUrl}/api/messages/unknown`)).status).toBe(404);
  });

  it('serves its page and its health, and deletes all', async () => {
    await send({});

    const page = await fetch(mailbox.httpUrl);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<h1>Mail box</h1>');
    expect(await (await fetch(`${mailbox.httpUrl}/health`)).json()).toEqual({ status: 'ok', mails: 1 });
    expect((await fetch(`${mailbox.httpUrl}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await mailbox.messages()).toEqual([]);
  });

  it('waits for a mail that comes later, and says what came instead', async () => {
    const waiting = mailbox.waitFor(({ subject }) => subject === 'Later', 5_000);
    await send({ subject: 'Other' });
    await send({ subject: 'Later' });

    await expect(waiting).resolves.toMatchObject({ subject: 'Later' });
    await expect(mailbox.waitFor(({ subject }) => subject === 'Never', 20)).rejects.toThrow(
      '"Other" to ada@example.com',
    );
  });

  describe('asked to misbehave', () => {
    it.each(['451', '550'] as const)('refuses with %s as often as told, then accepts', async (mode) => {
      await control({ mode, times: 2 });

      await expect(send({})).rejects.toMatchObject({ responseCode: Number(mode) });
      await expect(send({})).rejects.toMatchObject({ responseCode: Number(mode) });
      await send({});

      expect(await mailbox.messages()).toHaveLength(1);
      expect(mailbox.faultState()).toEqual({ mode: 'accept', times: null, hits: { [mode]: 2 } });
    });

    it('keeps the mail but loses the answer', async () => {
      mailbox.fault({ mode: 'lose-answer', times: 1 });

      await expect(send({})).rejects.toThrow(/closed/i);

      expect(await mailbox.messages()).toHaveLength(1);
    });

    it('hangs after the mail without keeping it', async () => {
      mailbox.fault({ mode: 'hang', times: 1 });

      await expect(send({})).rejects.toMatchObject({ code: 'ETIMEDOUT' });

      expect(await mailbox.messages()).toEqual([]);
    });

    it('is down until told otherwise', async () => {
      mailbox.fault({ mode: 'down' });
      await expect(send({})).rejects.toThrow(/closed/i);
      await expect(send({})).rejects.toThrow(/closed/i);

      mailbox.fault({ mode: 'accept' });
      await send({});

      expect(await mailbox.messages()).toHaveLength(1);
    });

    it('cuts the connections that are open when it goes down', async () => {
      const transport = createTransport({ url: mailbox.smtpUrl, pool: true, maxRequeues: 0 });
      const mail = { from: 'shop@example.com', to: 'ada@example.com', subject: 'Hello', text: 'Hello' };
      await transport.sendMail(mail);

      mailbox.fault({ mode: 'down' });

      await expect(transport.sendMail(mail)).rejects.toThrow();
      transport.close();
    });

    it.each([{ mode: 'explode' }, { mode: '451', times: 0 }, 'accept'])(
      'refuses the fault %j',
      async (fault) => {
        expect((await control(fault)).status).toBe(400);
        expect(mailbox.faultState().mode).toBe('accept');
      },
    );
  });

  it('answers only under its own name, so that no page on the internet can read it', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request(`${mailbox.httpUrl}/api/messages`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

    expect(status).toBe(403);
  });

  async function send({
    to = 'ada@example.com',
    subject = 'Hello',
    html,
    text = 'Hello',
  }: Sending): Promise<void> {
    const transport = createTransport({ url: mailbox.smtpUrl, socketTimeout: 300 });
    try {
      await transport.sendMail({ from: 'shop@example.com', to, subject, text, ...(html ? { html } : {}) });
    } finally {
      transport.close();
    }
  }

  async function subjects(query: string): Promise<string[]> {
    const answer = await fetch(`${mailbox.httpUrl}/api/messages${query}`);
    const { items } = (await answer.json()) as { items: { subject: string }[] };
    return items.map(({ subject }) => subject);
  }

  function control(fault: Fault | object | string): Promise<Response> {
    return fetch(`${mailbox.httpUrl}/_control/fault`, { method: 'POST', body: JSON.stringify(fault) });
  }
});

describe('a mail box with a state folder', () => {
  let state: string;

  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), 'mailbox-'));
  });

  afterEach(() => rm(state, { recursive: true }));

  it('shows its mails again after a restart, even when it was killed in the middle of a line', async () => {
    await deliver('Before');
    await appendFile(join(state, 'mails.jsonl'), '{"id":"half');
    await deliver('After');

    expect(await restartAndList()).toEqual(['After', 'Before']);
  });

  it('does not bring back deleted mails', async () => {
    await deliver('Gone');
    const mailbox = await startMailbox({ state });
    await mailbox.clear();
    await mailbox.close();

    expect(await restartAndList()).toEqual([]);
  });

  async function deliver(subject: string): Promise<void> {
    const mailbox = await startMailbox({ state });
    const transport = createTransport(mailbox.smtpUrl);
    await transport.sendMail({ from: 'shop@example.com', to: 'ada@example.com', subject, text: subject });
    transport.close();
    await mailbox.close();
  }

  async function restartAndList(): Promise<string[]> {
    const mailbox = await startMailbox({ state });
    const messages = await mailbox.messages();
    await mailbox.close();
    return messages.map(({ subject }) => subject);
  }
});
