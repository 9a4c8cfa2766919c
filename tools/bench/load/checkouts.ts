import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { buy, type Doors } from './customer.js';
import { Latencies } from './latencies.js';
import type { Checkouts, LoadResult } from './protocol.js';
import { Wire } from './wire.js';

/** How often the confirmations are counted, in milliseconds. */
const countEvery = 100;

/** Counts the confirmation mails that are queued. */
class MailCount {
  mailed = 0;
  private stopped = false;
  private loop = Promise.resolve();

  private constructor(private readonly connection: mysql.Connection) {}

  static async start(databaseUrl: string): Promise<MailCount> {
    const count = new MailCount(await mysql.createConnection(databaseUrl));
    await count.count();
    count.loop = count.goOn();
    return count;
  }

  async count(): Promise<number> {
    const [rows] = await this.connection.query<mysql.RowDataPacket[]>(
      "SELECT COUNT(*) AS mailed FROM mails FORCE INDEX (mails_once) WHERE kind = 'order-confirmation'",
    );
    this.mailed = Number(rows[0]?.['mailed']);
    return this.mailed;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
    await this.connection.end();
  }

  private async goOn(): Promise<void> {
    while (!this.stopped) {
      await sleep(countEvery);
      await this.count();
    }
  }
}

/**
 * Clients that buy and buy. They do not wait for their own mail, but all of them do when too many mails are outstanding, so that what is
 * counted at the end of the line is what the shop can keep up with.
 */
export async function checkouts(task: Checkouts): Promise<LoadResult> {
  const mails = await MailCount.start(task.databaseUrl);
  const alreadyMailed = mails.mailed;
  const latencies = new Latencies();
  const failed: Record<string, number> = {};
  const confirmedAt: [string, number][] = [];
  const start = performance.now();
  const end = start + task.seconds * 1_000;

  async function client(): Promise<void> {
    const doors: Doors = { shop: new Wire(task.port), stripe: new Wire(task.standInPort) };
    while (performance.now() < end && confirmedAt.length < (task.atMost ?? Infinity)) {
      if (confirmedAt.length - (mails.mailed - alreadyMailed) >= task.maxUnmailed) {
        await sleep(10);
        continue;
      }
      const began = performance.now();
      try {
        const orderId = await buy(doors, task);
        latencies.add(performance.now() - began);
        confirmedAt.push([orderId, Date.now()]);
      } catch (error) {
        failed[String(error)] = (failed[String(error)] ?? 0) + 1;
      }
    }
    doors.shop.close();
    doors.stripe.close();
  }

  await Promise.all(Array.from({ length: task.clients }, client));
  const seconds = (performance.now() - start) / 1_000;
  const done = (await mails.count()) - alreadyMailed;
  await mails.stop();
  return { done, seconds, latency: latencies.summary(), failed, confirmedAt };
}
