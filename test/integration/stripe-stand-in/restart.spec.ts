import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import Stripe from 'stripe';
import { startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { Listener, clientOf, noRedirects, oneShirt, payment, until } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
const paid = { amount: 1999, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, ...noRedirects };

const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill('SIGKILL'); // One that a failed test has left behind.
  rmSync(folder, { recursive: true });
});

describe('a state file', () => {
  it('brings back objects, kept answers, open sessions and webhooks that were not accepted', async () => {
    const statePath = join(folder, 'orderly.jsonl');
    const listener = await new Listener().open();
    listener.status = 500;
    const options = { statePath, webhook: { url: listener.url, secret: 'whsec_x' }, retryMs: 60_000 };
    const before = await startStandIn(options);
    const intent = await clientOf(before).paymentIntents.create(paid, { idempotencyKey: 'k' });
    const session = await clientOf(before).checkout.sessions.create(oneShirt());
    await until(() => listener.told.length === 3);
    await before.close();

    listener.status = 200;
    const after = await startStandIn({ ...options, port: before.port });
    const stripe = clientOf(after);
    const again = await stripe.paymentIntents.create(paid, { idempotencyKey: 'k' });
    expect([again.id, again.lastResponse.headers['idempotent-replayed']]).toEqual([intent.id, 'true']);
    await after.control.webhooksDelivered();
    expect(listener.told).toHaveLength(6);
    expect((await after.control.pay(session.id)).status).toBe('succeeded');
    expect(after.control.statistics().currencies).toMatchObject({
      usd: { charged: 1999 + 1500, charges: 2 },
    });
    await after.close();
    await listener.close();
  });

  it('decides after the restart what was still processing', async () => {
    const statePath = join(folder, 'processing.jsonl');
    const before = await startStandIn({ statePath, settleMs: 60_000 });
    const { id } = await payment(clientOf(before), 'pm_card_async');
    const refund = await clientOf(before).refunds.create({
      payment_intent: (await payment(clientOf(before), 'pm_card_pendingRefund')).id,
    });
    await before.close();
    const after = await startStandIn({ statePath, settleMs: 20 });
    await until(async () => (await clientOf(after).paymentIntents.retrieve(id)).status === 'succeeded');
    await until(async () => (await clientOf(after).refunds.retrieve(refund.id)).status === 'succeeded');
    await after.close();
  });

  it('may end in a line that was cut short', async () => {
    const statePath = join(folder, 'torn.jsonl');
    const before = await startStandIn({ statePath });
    await clientOf(before).paymentIntents.create(paid);
    await before.close();
    appendFileSync(statePath, '[{"id":"ch_half","object":"charge","amo');
    const after = await startStandIn({ statePath });
    expect(after.control.statistics().currencies).toMatchObject({ usd: { charged: 1999 } });
    await clientOf(after).paymentIntents.create(paid);
    await after.close();
    const last = await startStandIn({ statePath });
    expect(last.control.statistics().currencies).toMatchObject({ usd: { charged: 2 * 1999 } });
    await last.close();
  });
});

describe('kill -9 of the process', () => {
  const program = join(folder, 'program');

  beforeAll(() => {
    compile(fileURLToPath(new URL('../../../tools/stripe-stand-in/', import.meta.url)), program);
  });

  it('forgets no charge that was acknowledged', async () => {
    const acknowledged: string[] = [];
    const first = await start(program);
    const killed = once(first.process, 'exit');
    const buyers = Array.from({ length: 4 }, async () => {
      for (;;) acknowledged.push((await first.stripe.paymentIntents.create(paid)).id);
    });
    await until(() => acknowledged.length > 40);
    first.process.kill('SIGKILL');
    await Promise.allSettled(buyers);
    await killed;

    const second = await start(program);
    const figures = (await (await fetch(`${second.url}/_control/statistics`)).json()) as {
      paymentIntents: { id: string; status: string }[];
    };
    const succeeded = new Set(
      figures.paymentIntents.filter(({ status }) => status === 'succeeded').map(({ id }) => id),
    );
    expect(acknowledged.filter((id) => !succeeded.has(id))).toEqual([]);
    second.process.kill('SIGTERM');
    expect(await once(second.process, 'exit')).toEqual([0, null]);
  });
});

function compile(from: string, to: string): void {
  mkdirSync(to);
  writeFileSync(join(to, 'package.json'), '{"type":"module"}');
  for (const file of readdirSync(from).filter((name) => name.endsWith('.ts')))
    writeFileSync(join(to, file.replace(/\.ts$/, '.js')), transformFileSync(join(from, file)).code);
}

async function start(program: string): Promise<{ process: ChildProcess; url: string; stripe: Stripe }> {
  const env = { ...process.env, STAND_IN_PORT: '0', STAND_IN_STATE: join(folder, 'killed.jsonl') };
  const child = spawn(process.execPath, [join(program, 'main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /http:\S+/.exec(line.toString())?.[0] ?? '';
  const stripe = new Stripe('sk_test_kill', {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries: 0,
  });
  return { process: child, url, stripe };
}
