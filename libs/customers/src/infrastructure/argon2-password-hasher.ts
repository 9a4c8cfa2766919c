import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { PasswordHasher } from '../application/password-hasher.js';
import { normalisePassword } from '../domain/password-policy.js';
import { Turnstile } from './turnstile.js';

/** argon2id with OWASP's parameters (ASVS 5.0, appendix C): 19 MiB, two passes, one lane; about 10 ms. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of a random password that nobody knows; stands in for the hash of an account that doesn't exist. */
const decoy =
  '$argon2id$v=19$m=19456,t=2,p=1$09A4trXz0GQVuX/Hf8ru9A$eZGnj1fxbljsm7CfhlboxAiNm0vY/ExKki+CXaiKor8';

/** One core stays free for everybody who is not signing in. */
const capacity = Math.max(1, Math.min(availableParallelism() - 1, 4));
/** About a second of waiting on one core; whoever comes after that is told to come back. */
const maxWaiting = 100;

@Injectable()
export class Argon2PasswordHasher extends PasswordHasher {
  private readonly turnstile = new Turnstile(capacity, maxWaiting);

  override hash(password: string): Promise<string> {
    return this.turnstile.pass(() => hash(normalisePassword(password), parameters));
  }

  override async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const isRight = await this.turnstile.pass(() =>
      verify(passwordHash ?? decoy, normalisePassword(password)),
    );
    return isRight && passwordHash !== undefined;
  }

  override isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return (
      memoryCost !== parameters.memoryCost ||
      timeCost !== parameters.timeCost ||
      parallelism !== parameters.parallelism
    );
  }
}
