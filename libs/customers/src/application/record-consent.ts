import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { consentOf, consentPurposes, isRepeated, type ConsentPurpose } from '../domain/consent.js';
import { Consents } from '../domain/consents.js';
import type { CustomerId } from '../domain/ids.js';

/** What people agree to and take back. Nothing is overwritten: the shop must be able to show what was said when (GDPR, article 7). */
@Injectable()
export class RecordConsent {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly consents: Consents,
  ) {}

  /** By somebody who has signed in. @throws InvalidConsent, CustomerNotFound */
  async inProfile(
    customerId: CustomerId,
    { purpose, given, wording }: { purpose: ConsentPurpose; given: boolean; wording: string },
  ): Promise<void> {
    const consent = consentOf({ purpose, isGiven: given, wording, source: 'profile' });
    await this.unitOfWork.run(async () => {
      if (isRepeated(consent, await this.consents.latest(customerId, purpose))) return;
      await this.consents.append(customerId, consent);
    });
  }

  /** The mailed link was opened: what was said at the registration counts from now on. Part of the caller's unit of work. */
  async confirm(customerId: CustomerId): Promise<void> {
    for (const purpose of consentPurposes) {
      const latest = await this.consents.latest(customerId, purpose);
      if (latest?.source !== 'registration' || !latest.isGiven) continue;
      await this.consents.append(customerId, { ...latest, source: 'verification' });
    }
  }
}
