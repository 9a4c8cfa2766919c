import { createHmac } from 'node:crypto';
import type { Endpoint, Stored, StripeEvent } from './objects.js';
import type { State } from './state.js';

export type WebhookBehaviour = {
  /** How many more times each webhook is sent. */
  duplicates: number;
  /** Webhooks of the last moments are sent in another order. */
  shuffle: boolean;
  delayMs: number;
  /** Events are made, but nobody is told. */
  off: boolean;
};

export type Delivery = Stored & { object: 'delivery'; event: string; endpoint: string; attempts: number };

const ORDERLY: WebhookBehaviour = { duplicates: 0, shuffle: false, delayMs: 0, off: false };
const SHUFFLE_WINDOW_MS = 150;
const ANSWER_WITHIN_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
const MOST_ATTEMPTS = 25;

/** Tells the endpoints of events, with signatures; what is not answered by 2xx is sent again, after a restart too. */
export class Webhooks {
  readonly counters = {
    sent: 0,
    accepted: 0,
    failed: 0,
    duplicates: 0,
    reordered: 0,
    withheld: 0,
    givenUp: 0,
  };
  private behaviour: WebhookBehaviour = ORDERLY;
  private readonly closing = new AbortController();
  private readonly timers = new Set<NodeJS.Timeout>();
  private announced: Delivery[] = [];
  private shuffling: Delivery[] = [];
  private sequence = 0;

  constructor(
    private readonly state: State,
    private readonly retryMs: number,
  ) {}

  behave(change: Partial<WebhookBehaviour>): WebhookBehaviour {
    this.behaviour = { ...ORDERLY, ...change };
    return this.behaviour;
  }

  /** Notes who has to be told; they are told by `dispatch`, once the event is kept. */
  announce(event: StripeEvent): void {
    const endpoints = this.state
      .all<Endpoint>('webhook_endpoint')
      .filter((endpoint) => wants(endpoint, event.type));
    event.pending_webhooks = endpoints.length;
    if (this.behaviour.off) {
      this.counters.withheld += endpoints.length;
      return;
    }
    for (const endpoint of endpoints) this.address(event, endpoint, 1 + this.behaviour.duplicates);
  }

  /** What was announced since the last time; the caller makes sure that it is kept, then dispatches it. */
  takeAnnounced(): Delivery[] {
    const deliveries = this.announced;
    this.announced = [];
    return deliveries;
  }

  dispatch(deliveries: Delivery[]): void {
    if (this.behaviour.shuffle) this.holdBack(deliveries);
    else for (const delivery of deliveries) this.after(this.behaviour.delayMs, () => this.attempt(delivery));
  }

  /** Sends events once more, each `times` times, whatever became of them before. */
  redeliver(events: StripeEvent[], times: number): void {
    const endpoints = this.state.all<Endpoint>('webhook_endpoint');
    for (const event of events)
      for (const endpoint of endpoints) if (wants(endpoint, event.type)) this.address(event, endpoint, times);
  }

  /** What was not accepted when this process ended. */
  resume(): void {
    for (const delivery of this.state.all<Delivery>('delivery')) this.after(0, () => this.attempt(delivery));
  }

  waiting(): number {
    return this.state.all<Delivery>('delivery').length;
  }

  stop(): void {
    this.closing.abort();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private address(event: StripeEvent, endpoint: Endpoint, copies: number): void {
    this.counters.duplicates += copies - 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const id = `wd_${event.id}_${String((this.sequence += 1))}_${String(Date.now())}`;
      const delivery: Delivery = {
        id,
        object: 'delivery',
        created: event.created,
        event: event.id,
        endpoint: endpoint.id,
        attempts: 0,
      };
      this.state.save(delivery);
      this.announced.push(delivery);
    }
  }

  private holdBack(deliveries: Delivery[]): void {
    if (deliveries.length === 0) return;
    if (this.shuffling.length === 0)
      this.after(SHUFFLE_WINDOW_MS + this.behaviour.delayMs, () => this.sendShuffled());
    this.shuffling.push(...deliveries);
  }

  private sendShuffled(): Promise<void> {
    const before = this.shuffling;
    this.shuffling = [];
    const after = shuffled(before);
    this.counters.reordered += after.filter((delivery, index) => delivery !== before[index]).length;
    // A millisecond apart, so that they arrive in the order chosen here.
    after.forEach((delivery, index) => {
      this.after(index, () => this.attempt(delivery));
    });
    return Promise.resolve();
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const event = this.state.find<StripeEvent>('event', delivery.event);
    const endpoint = this.state.find<Endpoint>('webhook_endpoint', delivery.endpoint);
    if (!event || !endpoint) {
      this.state.remove(delivery);
      return;
    }
    const accepted = await this.send(event, endpoint);
    if (this.closing.signal.aborted) return;
    if (accepted) this.accepted(delivery, event);
    else this.tryAgain(delivery);
    this.state.flushSoon(); // Lost by a kill, it is sent once more: nobody may count on once.
  }

  private accepted(delivery: Delivery, event: StripeEvent): void {
    this.counters.accepted += 1;
    event.pending_webhooks = Math.max(0, event.pending_webhooks - 1);
    this.state.save(event);
    this.state.remove(delivery);
  }

  private tryAgain(delivery: Delivery): void {
    this.counters.failed += 1;
    delivery.attempts += 1;
    if (delivery.attempts >= MOST_ATTEMPTS) {
      this.counters.givenUp += 1;
      this.state.remove(delivery);
      return;
    }
    this.state.save(delivery);
    const pause = Math.min(this.retryMs * 2 ** (delivery.attempts - 1), LONGEST_PAUSE_MS);
    this.after(pause, () => this.attempt(delivery));
  }

  private async send(event: StripeEvent, endpoint: Endpoint): Promise<boolean> {
    this.counters.sent += 1;
    const body = JSON.stringify(event, null, 2);
    try {
      const answer = await fetch(endpoint.url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(body, endpoint.secret),
        },
        body,
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false; // Nobody there, or no answer in time: counted, and sent again.
    }
  }

  private after(ms: number, action: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void action();
    }, ms);
    this.timers.add(timer);
  }
}

/** `t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, as https://docs.stripe.com/webhooks/signature describes it. */
export function signature(body: string, secret: string): string {
  const time = String(Math.floor(Date.now() / 1000));
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

function wants(endpoint: Endpoint, type: string): boolean {
  return endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type);
}

function shuffled<T>(list: T[]): T[] {
  const keyed = list.map((item) => ({ item, key: Math.random() })).sort((one, other) => one.key - other.key);
  const result = keyed.map(({ item }) => item);
  const isUnchanged = result.every((item, index) => item === list[index]);
  return isUnchanged ? result.reverse() : result;
}
