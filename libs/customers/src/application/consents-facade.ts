import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '../domain/consent.js';
import { ConsentQueries } from '../queries/consent.queries.js';

/** What other contexts ask before they write to people. */
@Injectable()
export class ConsentsFacade {
  constructor(private readonly consents: ConsentQueries) {}

  /** Whether the shop may do this to this person now: agreed to, confirmed, not taken back, and the account is theirs and in use. */
  has(customerId: string, purpose: ConsentPurpose): Promise<boolean> {
    return this.consents.has(customerId, purpose);
  }
}
