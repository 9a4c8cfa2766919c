import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';

/**
 * The line of refresh tokens of a session. A successor is computed from the token that it follows and a secret, so that a repeated
 * refresh can be given the same one although only hashes are stored; without the secret, or without the token, it is as
 * good as random.
 */
@Injectable()
export class RefreshTokens {
  constructor(private readonly config: Config) {}

  successorOf(token: string): string {
    return createHmac('sha256', this.config.auth.signingSecret)
      .update(`refresh-token:${token}`)
      .digest('base64url');
  }
}
