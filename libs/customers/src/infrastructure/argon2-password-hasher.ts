import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { parseOptions } from '@node-rs/argon2';
import { PasswordHasher, type HashingLane } from '../application/password-hasher.js';
import { normalisePassword } from '../domain/password-policy.js';
import { Argon2Clerks } from './argon2-clerks.js';
import { Turnstile } from './turnstile.js';

/** argon2id with OWASP's parameters (ASVS 5.0, appendix C): 19 MiB, two passes, one lane; 10 to 20 ms. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of a random password that nobody knows; stands in for the hash of an account that doesn't exist. */
const decoy =
  '$argon2id$v=19$m=19456,t=2,p=1$09A4trXz0GQVuX/Hf8ru9A$eZGnj1fxbljsm7CfhlboxAiNm0vY/ExKki+CXaiKor8';

/** One core stays free for everybody who is not signing in. */
const capacity = Math.max(1, Math.min(availableParallelism() - 1, 4));
/** One or two seconds of waiting on one core; whoever comes after that is told to come back. */
const maxWaiting = 100;
const maxWaitMs = 5_000;

@Injectable()
export class Argon2PasswordHasher extends PasswordHasher implements OnApplicationShutdown {
  private readonly turnstile = new Turnstile({ capacity, maxWaiting, maxWaitMs });
  private readonly clerks = new Argon2Clerks(capacity);

  override async hash(password: string): Promise<string> {
    const order = { kind: 'hash', password: normalisePassword(password), ...parameters } as const;
    return (await this.turnstile.pass(() => this.clerks.compute(order))) as string;
  }

  override async verify(
    passwordHash: string | undefined,
    password: string,
    lane?: HashingLane,
  ): Promise<boolean> {
    const order = {
      kind: 'verify',
      hash: passwordHash ?? decoy,
      password: normalisePassword(password),
    } as const;
    const isRight = await this.turnstile.pass(() => this.clerks.compute(order), lane);
    return isRight === true && passwordHash !== undefined;
  }

  override isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return (
      memoryCost !== parameters.memoryCost ||
      timeCost !== parameters.timeCost ||
      parallelism !== parameters.parallelism
    );
  }

  onApplicationShutdown(): void {
    this.clerks.close();
  }
}
