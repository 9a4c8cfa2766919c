import { startStandIn } from './stand-in.js';

const { STAND_IN_PORT, STAND_IN_HOST, STAND_IN_STATE, STAND_IN_WEBHOOK_URL, STAND_IN_WEBHOOK_SECRET } =
  process.env;
const { STAND_IN_PUBLIC_URL, STAND_IN_RETRY_MS, STAND_IN_SETTLE_MS } = process.env;

if (STAND_IN_WEBHOOK_URL && !STAND_IN_WEBHOOK_SECRET)
  throw new Error('STAND_IN_WEBHOOK_URL needs STAND_IN_WEBHOOK_SECRET beside it');

const standIn = await startStandIn({
  port: Number(STAND_IN_PORT ?? 12111),
  host: STAND_IN_HOST,
  publicUrl: STAND_IN_PUBLIC_URL,
  statePath: STAND_IN_STATE,
  webhook:
    STAND_IN_WEBHOOK_URL && STAND_IN_WEBHOOK_SECRET
      ? { url: STAND_IN_WEBHOOK_URL, secret: STAND_IN_WEBHOOK_SECRET }
      : undefined,
  retryMs: STAND_IN_RETRY_MS ? Number(STAND_IN_RETRY_MS) : undefined,
  settleMs: STAND_IN_SETTLE_MS ? Number(STAND_IN_SETTLE_MS) : undefined,
});
process.stdout.write(`Stripe stand-in ready at ${standIn.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void standIn.close();
  });
