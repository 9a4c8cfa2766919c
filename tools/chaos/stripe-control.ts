import type { FaultKind } from '../stripe-stand-in/faults.js';
import type { Statistics } from '../stripe-stand-in/statistics.js';
import type { WebhookBehaviour } from '../stripe-stand-in/webhooks.js';

export interface StripeFault {
  readonly kind: FaultKind;
  readonly operation: string;
  readonly times: number;
}

/** The levers of the Stripe stand-in; it runs as a process of its own. */
export class StripeControl {
  constructor(readonly url: string) {}

  statistics(): Promise<Statistics> {
    return this.ask('GET', 'statistics');
  }

  webhooks(behaviour: Partial<WebhookBehaviour>): Promise<WebhookBehaviour> {
    return this.ask('POST', 'webhooks', behaviour);
  }

  /** Sends every event since then once more, so many times. Seconds since 1970. */
  redeliver(order: { since: number; times: number }): Promise<{ events: number }> {
    return this.ask('POST', 'redeliver', order);
  }

  fault(fault: StripeFault): Promise<unknown> {
    return this.ask('POST', 'faults', fault);
  }

  async faultsWaiting(): Promise<number> {
    return (await this.ask<unknown[]>('GET', 'faults')).length;
  }

  clearFaults(): Promise<unknown> {
    return this.ask('DELETE', 'faults');
  }

  private async ask<Result>(method: string, what: string, body?: unknown): Promise<Result> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.url}/_control/${what}`, {
      method,
      ...sent,
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`The stand-in refused ${what}: ${await response.text()}`);
    return (await response.json()) as Result;
  }
}
