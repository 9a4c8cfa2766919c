import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Change } from '../changes/change.js';
import { ChangeFollower } from '../changes/change-follower.js';
import type { ChangeSubscription } from '../changes/change-subscription.js';
import { RotateSigningKeys } from './rotate-signing-keys.js';
import { SigningKeys } from './signing-keys.js';

/** A key that the feed did not tell of is known long before it signs. */
const everyMs = 20_000;

/** Keeps the keys that a process knows up to date, from the moment that it takes requests. */
@Injectable()
export class SigningKeysKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SigningKeysKeeper.name);
  private subscription: ChangeSubscription | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keys: SigningKeys,
    private readonly rotate: RotateSigningKeys,
    private readonly follower: ChangeFollower,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.subscription = this.follower.subscribe({
      name: 'signing keys',
      changed: (changes) => this.changed(changes),
      reset: () => this.keys.load(),
    });
    await this.ensure();
    this.timer = setInterval(() => void this.ensure(), everyMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.subscription?.stop();
  }

  private async changed(changes: readonly Change[]): Promise<void> {
    if (changes.some(({ topic }) => topic === 'signing-key')) await this.keys.load();
  }

  /** A database that is away, or not migrated yet, keeps nobody from starting: it is tried again. */
  private async ensure(): Promise<void> {
    try {
      await (this.keys.canSign ? this.keys.load() : this.rotate.ensureOne());
    } catch (error) {
      this.logger.warn(`The signing keys can't be read: ${String(error)}`);
    }
  }
}
