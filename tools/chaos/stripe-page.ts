import type { PatientClient } from './client.js';

interface Payable {
  readonly clientSecret?: string;
  readonly checkoutUrl?: string;
}

interface IntentBody {
  readonly status?: string;
}

/** `over`: it can't be paid any more. */
export type PayResult = 'done' | 'declined' | 'over';

const publishable = { authorization: 'Bearer pk_test_of_the_shoppers' };

/** Stripe's side of a payment, as the browser sees it: its library for an intent, its page for a session. */
export class StripePage {
  constructor(
    private readonly url: string,
    private readonly client: PatientClient,
  ) {}

  async pay({ clientSecret, checkoutUrl }: Payable, card: string): Promise<PayResult> {
    if (clientSecret !== undefined) return this.confirm(clientSecret, card);
    const session = /cs_\w+/.exec(checkoutUrl ?? '')?.[0] ?? '';
    const url = `${this.url}/_control/checkout_sessions/${session}/pay`;
    const answer = await this.client.insist({ method: 'POST', url, body: { card } });
    return verdict(answer?.status);
  }

  /** A lost answer is not a failure: the library looks how the payment stands before it confirms again. */
  private async confirm(secret: string, card: string): Promise<PayResult> {
    const intent = `${this.url}/v1/payment_intents/${secret.split('_secret')[0] ?? ''}`;
    const body = new URLSearchParams({
      client_secret: secret,
      payment_method: card,
      return_url: 'https://shop.test/back',
    });
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const answer = await this.client.once({
        method: 'POST',
        url: `${intent}/confirm`,
        body,
        headers: publishable,
      });
      if (answer !== undefined && answer.status < 500) return verdict(answer.status);
      const url = `${intent}?client_secret=${secret}`;
      const now = await this.client.insist<IntentBody>({ method: 'GET', url, headers: publishable });
      if (now?.body.status === 'succeeded' || now?.body.status === 'processing') return 'done';
      if (now?.body.status === 'canceled') return 'over';
    }
    return 'over';
  }
}

function verdict(status: number | undefined): PayResult {
  if (status === 200) return 'done';
  return status === 402 ? 'declined' : 'over';
}
