import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '#launcher/console.mjs';
import type { Checkout } from './checkout.js';
import { Encounters, PatientClient, type Answer } from './client.js';
import type { Dose } from './dose.js';
import { planFor } from './plan.js';
import type { Shelf } from './shelf.js';
import { Shopper, type Identity, type Shop } from './shopper.js';
import type { World } from './world.js';

/** Lanes whose shopper is signed in; the others are guests. */
const customerLanes = 3;
/** Of each lane, once there were enough checkouts and only the fault goes on. */
const overtimePauseMs = 700;
const password = 'a long enough passphrase';

/** Many shoppers at a time, until there were enough checkouts and the fault has struck often enough. */
export class Load {
  readonly checkouts: Checkout[] = [];
  readonly encounters = new Encounters();
  private finished = 0;
  private readonly client: PatientClient;
  private readonly deadline: number;

  constructor(
    private readonly world: World,
    private readonly dose: Dose,
    private readonly fault: number,
    private readonly shelf: Shelf,
  ) {
    this.client = new PatientClient(this.encounters, dose.clientPatienceMs);
    this.deadline = Date.now() + dose.loadWithinMs;
  }

  async run(hasStruckEnough: () => boolean): Promise<void> {
    const shop = await this.openShop();
    const identities = await Promise.all(
      Array.from({ length: this.dose.lanes }, (_, lane) => this.identity(lane < customerLanes)),
    );
    await Promise.all(
      identities.map(async (identity) => {
        while (this.goesOn(hasStruckEnough())) {
          await this.checkOut(shop, identity);
          this.finished += 1;
          if (this.checkouts.length >= this.dose.checkouts) await sleep(overtimePauseMs);
        }
      }),
    );
  }

  /** Resolves when there are orders in every state, so that the fault has something to hit. */
  async underWay(isOver: () => boolean): Promise<void> {
    while (this.finished < this.dose.lanes && !isOver()) await sleep(50);
  }

  private goesOn(isStruck: boolean): boolean {
    if (Date.now() > this.deadline) return false;
    return this.checkouts.length < this.dose.checkouts || !isStruck;
  }

  private async checkOut(shop: Shop, identity: Identity): Promise<void> {
    const index = this.checkouts.length;
    const checkout: Checkout = {
      fault: this.fault,
      key: `f${this.fault}.${index}.${randomUUID().slice(0, 8)}`,
      plan: planFor(index),
      outcome: 'under way',
      otherOrders: [],
    };
    this.checkouts.push(checkout);
    if (index > 0 && index % this.dose.checkouts === 0) await this.shelf.deliver();
    await new Shopper(shop, this.client, checkout, identity).shops();
  }

  private async openShop(): Promise<Shop> {
    const { apiUrl, stripe } = this.world;
    const url = `${apiUrl}/v1/shipping-methods?country=US&region=CA`;
    const methods = await this.client.insist<{ items: { id: string }[] }>({ method: 'GET', url });
    const first = methods?.body.items[0];
    if (first === undefined) throw new Failure('Nothing ships to the shoppers.');
    return { apiUrl, stripeUrl: stripe.url, shippingMethodId: first.id, variantIds: this.shelf.variantIds };
  }

  private async identity(isCustomer: boolean): Promise<Identity> {
    if (!isCustomer) return {};
    const email = `f${this.fault}.${randomUUID()}@example.test`;
    // If the answer is lost, the account is there all the same: hence the sign-in.
    await this.post('/v1/auth/registrations', { name: 'Ada Byron', email, password });
    const session = await this.post<{ accessToken?: string }>('/v1/auth/sessions', { email, password });
    const token = session?.body.accessToken;
    if (token === undefined) throw new Failure(`No customer could register: ${JSON.stringify(session)}`);
    return { authorization: `Bearer ${token}` };
  }

  private post<Body>(path: string, body: unknown): Promise<Answer<Body> | undefined> {
    return this.client.insist<Body>({ method: 'POST', url: `${this.world.apiUrl}${path}`, body });
  }
}
