import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { SessionId } from '../domain/ids.js';
import { Sessions } from '../domain/sessions.js';

/** Ends a session. Its refresh tokens are worth nothing from now on; its last access token runs out within minutes. */
@Injectable()
export class SignOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
  ) {}

  async execute(sessionId: SessionId): Promise<void> {
    await this.unitOfWork.run(() => this.sessions.end(sessionId, 'signed-out'));
  }
}
