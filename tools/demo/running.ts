import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** What `npm start` tells of itself. */
export interface RunningShop {
  readonly apiUrl: string;
  /** Undefined if the shop's mail goes to the user's own SMTP_URL. */
  readonly mailboxUrl?: string;
  /** Undefined if the shop uses Stripe's test mode. */
  readonly stripeUrl?: string;
}

/** The demo can't go on, for a reason that its user can do something about. */
export class CannotShow extends Error {}

export async function findRunningShop(): Promise<RunningShop> {
  const file = process.env['TRADEPOST_RUNNING'] ?? '.tradepost/running.json';
  const notRunning = new CannotShow(
    'The demo buys something in the running shop: start it with "npm start" in another terminal first.',
  );
  if (!existsSync(file)) throw notRunning;
  const shop = JSON.parse(readFileSync(file, 'utf8')) as RunningShop;
  try {
    await fetch(`${shop.apiUrl}/health/live`, { signal: AbortSignal.timeout(5_000) });
  } catch {
    throw notRunning; // left over from a shop that was killed
  }
  return shop;
}

export interface StripeAccess {
  readonly key: string;
  /** Where the SDK goes instead of api.stripe.com. */
  readonly url: string | undefined;
}

/** A shopper's browser has only the publishable key. The stand-in takes any; for the real test mode it must be given. */
export function stripeAccess({ stripeUrl }: RunningShop): StripeAccess {
  if (stripeUrl !== undefined) return { key: 'pk_test_tradepost_demo', url: stripeUrl };
  const settings = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const key = process.env['STRIPE_SECRET_KEY'] ?? settings['STRIPE_SECRET_KEY'];
  if (key === undefined) {
    throw new CannotShow(
      'The shop uses Stripe itself: put its STRIPE_SECRET_KEY (test mode) into .env, so that the demo can confirm the payment.',
    );
  }
  return { key, url: undefined };
}
