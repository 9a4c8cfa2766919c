import { Injectable } from '@nestjs/common';
import { Devices } from '../domain/devices.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { Sessions } from '../domain/sessions.js';
import { SignInChallenges } from '../domain/sign-in-challenges.js';

const batchSize = 500;

/** Deletes mailed tokens, sessions and unfinished sign-ins that have run out, and devices that nobody uses, in small batches, so that no lock is long. */
@Injectable()
export class DeleteExpiredCredentials {
  constructor(
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly challenges: SignInChallenges,
    private readonly devices: Devices,
  ) {}

  /** @returns how many were deleted */
  async execute(): Promise<number> {
    let deleted = 0;
    for (const each of [this.emailTokens, this.sessions, this.challenges, this.devices])
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
