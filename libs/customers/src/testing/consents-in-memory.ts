import type { Consent, ConsentPurpose } from '../domain/consent.js';
import { Consents } from '../domain/consents.js';
import type { CustomerId } from '../domain/ids.js';

export class ConsentsInMemory extends Consents {
  readonly history: (Consent & { customerId: CustomerId })[] = [];

  latest(customerId: CustomerId, purpose: ConsentPurpose): Promise<Consent | undefined> {
    const isMeant = (each: { customerId: string; purpose: string }): boolean =>
      each.customerId === customerId && each.purpose === purpose;
    const found = this.history.findLast(isMeant);
    if (found === undefined) return Promise.resolve(undefined);
    const { isGiven, wording, source } = found;
    return Promise.resolve({ purpose, isGiven, wording, source });
  }

  append(customerId: CustomerId, consent: Consent): Promise<void> {
    this.history.push({ ...consent, customerId });
    return Promise.resolve();
  }

  forget(customerId: CustomerId): Promise<void> {
    const others = this.history.filter((each) => each.customerId !== customerId);
    this.history.splice(0, Infinity, ...others);
    return Promise.resolve();
  }
}
