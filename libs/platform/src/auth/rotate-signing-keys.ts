import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Config } from '../config/config.js';
import { NamedLock } from '../database/named-lock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SigningKeyStore } from './signing-key-store.js';
import { SigningKeys } from './signing-keys.js';

/** A key is published so long before it signs: by then every process, and whoever reads the JWKS elsewhere, knows it. */
const publishedBeforeSeconds = 60;
/** No token of ours lives longer; two hours are kept for whoever looks for what happened. */
const keptRetiredSeconds = 7_200;
const lock = 'signing-keys';
const attempts = 40;

export interface Rotation {
  /** For a key that has fallen into wrong hands: whatever any other key has signed is refused from now on. */
  readonly atOnce: boolean;
  readonly actor: string;
}

/** Lets another key sign access tokens. */
@Injectable()
export class RotateSigningKeys {
  private readonly logger = new Logger(RotateSigningKeys.name);

  constructor(
    private readonly store: SigningKeyStore,
    private readonly keys: SigningKeys,
    private readonly unitOfWork: UnitOfWork,
    private readonly feed: ChangeFeed,
    private readonly auditLog: AuditLog,
    private readonly lock: NamedLock,
    private readonly config: Config,
  ) {}

  /** @returns the id of the new key */
  async execute({ atOnce, actor }: Rotation): Promise<string> {
    const id = await this.unitOfWork.run(async () => {
      const key = await this.store.add({ activeInSeconds: atOnce ? 0 : publishedBeforeSeconds });
      await (atOnce ? this.store.deleteAllBut(key) : this.store.retireAllBut(key));
      await this.feed.append([{ topic: 'signing-key', subject: key }]);
      await this.auditLog.append({
        actor,
        action: atOnce ? 'auth.replace-signing-keys' : 'auth.rotate-signing-key',
        subjectType: 'signing-key',
        subjectId: key,
      });
      return key;
    });
    this.logger.log(`Another key signs access tokens: ${id}`);
    return id;
  }

  /** For the schedule: makes a key if the newest is old, and deletes those whose tokens have all run out. */
  async executeIfDue(): Promise<void> {
    if (await this.store.isDue({ days: this.config.auth.signingKeyDays }))
      await this.lock.tryRun(lock, async () => {
        if (await this.store.isDue({ days: this.config.auth.signingKeyDays }))
          await this.execute({ atOnce: false, actor: 'system:rotate-signing-keys' });
      });
    await this.store.deleteRetired({ forSeconds: keptRetiredSeconds });
  }

  /** At boot: reads the keys, and makes one if none can sign. Of processes that start together, one makes it. */
  async ensureOne(): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await this.keys.load();
      if (this.keys.canSign) return;
      await this.lock.tryRun(lock, () => this.makeFirst());
      await sleep(attempt === 0 ? 0 : 100);
    }
  }

  private async makeFirst(): Promise<void> {
    await this.keys.load();
    if (this.keys.canSign) return;
    await this.unitOfWork.run(async () => {
      const key = await this.store.add({ activeInSeconds: 0 });
      await this.feed.append([{ topic: 'signing-key', subject: key }]);
    });
  }
}
