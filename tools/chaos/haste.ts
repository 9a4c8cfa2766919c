import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseEye } from './database.js';
import type { Dose } from './dose.js';

const pauseMs = 400;
const ownLeaseSeconds = 30;

/**
 * Compresses the two times that configuration can't: the hold of an unpaid order (whole minutes) and, in the short form, the lease of an idempotency key.
 * It only moves their ends in the database, as if that time had passed; the shop does the rest.
 */
export class Haste {
  private isOver = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DatabaseEye,
    private readonly dose: Dose,
  ) {}

  begin(): void {
    this.loop = this.untilOver();
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.loop;
  }

  private async untilOver(): Promise<void> {
    while (!this.isOver) {
      try {
        await this.endHolds();
        await this.endLeases();
      } catch {
        // The fault may have taken the database away; the next turn finds the same rows.
      }
      await sleep(pauseMs);
    }
  }

  private async endHolds(): Promise<void> {
    const { holdSeconds } = this.dose;
    const held = await this.database.rows<{ id: Buffer }>(
      `SELECT id
       FROM orders
       WHERE hold_expires_at > UTC_TIMESTAMP(3) AND placed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND`,
      [holdSeconds],
    );
    // One by one: a range would lock orders that are being paid.
    for (const { id } of held) {
      await this.database.write(
        `UPDATE orders
         SET hold_expires_at = UTC_TIMESTAMP(3)
         WHERE id = ? AND status = 'pending' AND hold_expires_at > UTC_TIMESTAMP(3)`,
        [id],
      );
    }
  }

  private async endLeases(): Promise<void> {
    const { leaseSeconds } = this.dose;
    if (leaseSeconds === undefined) return;
    const leased = await this.database.rows<{ id: Buffer }>(
      `SELECT id
       FROM idempotency_keys
       WHERE completed_at IS NULL AND leased_until > UTC_TIMESTAMP(3)
         AND leased_until < UTC_TIMESTAMP(3) + INTERVAL ? SECOND`,
      [ownLeaseSeconds - leaseSeconds],
    );
    for (const { id } of leased) {
      await this.database.write(
        'UPDATE idempotency_keys SET leased_until = UTC_TIMESTAMP(3) WHERE id = ? AND completed_at IS NULL',
        [id],
      );
    }
  }
}
