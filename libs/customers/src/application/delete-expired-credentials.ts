import { Injectable } from '@nestjs/common';
import { EmailTokens } from '../domain/email-tokens.js';
import { Sessions } from '../domain/sessions.js';

const batchSize = 500;

/** Deletes mailed tokens and sessions that have run out, in small batches, so that no lock is long. */
@Injectable()
export class DeleteExpiredCredentials {
  constructor(
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
  ) {}

  /** @returns how many were deleted */
  async execute(): Promise<number> {
    const tokens = await untilDone(() => this.emailTokens.deleteExpired(batchSize));
    return tokens + (await untilDone(() => this.sessions.deleteExpired(batchSize)));
  }
}

async function untilDone(deleteBatch: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const deleted = await deleteBatch();
    total += deleted;
    if (deleted < batchSize) return total;
  }
}
