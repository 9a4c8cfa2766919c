import { Injectable } from '@nestjs/common';
import { Devices } from '../domain/devices.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { Sessions } from '../domain/sessions.js';
import { SignInChallenges } from '../domain/sign-in-challenges.js';
import { SignInCodes } from '../domain/sign-in-codes.js';
import { StaffInvitations } from '../domain/staff-invitations.js';

const batchSize = 500;

/** Deletes mailed tokens, invitations, sessions and unfinished sign-ins that have run out, and devices that nobody uses, in small batches, so that no lock is long. */
@Injectable()
export class DeleteExpiredCredentials {
  constructor(
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly challenges: SignInChallenges,
    private readonly devices: Devices,
    private readonly invitations: StaffInvitations,
    private readonly codes: SignInCodes,
  ) {}

  /** @returns how many were deleted */
  async execute(): Promise<number> {
    let deleted = 0;
    const { emailTokens, sessions, challenges, devices, invitations, codes } = this;
    for (const each of [emailTokens, sessions, challenges, devices, invitations, codes])
      deleted += await untilDone(() => each.deleteExpired(batchSize));
    return deleted;
  }
}

async function untilDone(deleteBatch: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const deleted = await deleteBatch();
    total += deleted;
    if (deleted < batchSize) return total;
  }
}
