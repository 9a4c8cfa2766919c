import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import type { Change } from '#platform/changes/change.js';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { ChangeFeedHousekeeping } from '#platform/changes/change-feed-housekeeping.js';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import { FeedReader } from '#platform/changes/feed-reader.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId } from '#shared-kernel';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let feed: ChangeFeed;
let follower: ChangeFollower;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  // Without Redis, which only makes it quicker.
  const variables = { REDIS_URL: 'redis://127.0.0.1:1/0', CHANGES_POLL_MS: '20' };
  context = await startContext({ imports: [ChangeFollowingModule] }, variables);
  feed = context.app.get(ChangeFeed);
  follower = context.app.get(ChangeFollower);
  unitOfWork = context.app.get(UnitOfWork);
  await eventually(() => {
    expect(follower.isFresh).toBe(true);
  });
});
afterAll(async () => {
  await context.close();
});

function product(): Change {
  return { topic: 'product', subject: newId() };
}

async function newest(): Promise<number> {
  const [row] = await context.database.query<{ seq: number }>('SELECT MAX(seq) AS seq FROM change_feed');
  return row!.seq;
}

function tag({ topic, subject }: Change): string[] {
  return [`${topic}:${subject}`];
}

/** A change by another process, in a transaction that stays open. */
async function writeElsewhere({ topic, subject }: Change): Promise<mysql.Connection> {
  const connection = await mysql.createConnection(context.database.url);
  await connection.beginTransaction();
  await connection.query(
    'INSERT INTO change_feed (topic, subject, occurred_at) VALUES (?, ?, UTC_TIMESTAMP(3))',
    [topic, Buffer.from(subject.replaceAll('-', ''), 'hex')],
  );
  return connection;
}

async function hasNoticed(change: Change, since: number): Promise<void> {
  await eventually(() => {
    expect(follower.isUnchangedSince(tag(change), since)).toBe(false);
  });
}

describe('the change feed', () => {
  it('is written with what has changed, or not at all', async () => {
    const [kept, lost] = [product(), product()];
    await unitOfWork.run(() => feed.append([kept, kept]));
    const refusal = unitOfWork.run(async () => {
      await feed.append([lost]);
      throw new Error('changed my mind');
    });
    await expect(refusal).rejects.toThrow('changed my mind');
    const rows = await context.database.query<{ subject: string }>(
      'SELECT LOWER(HEX(subject)) AS subject FROM change_feed',
    );
    expect(rows.map(({ subject }) => subject)).toEqual([kept.subject.replaceAll('-', '')]);
  });

  it('lets a process know at once what it has changed itself', async () => {
    const change = product();
    const { version } = follower;
    await unitOfWork.run(() => feed.append([change]));
    expect(follower.isUnchangedSince(tag(change), version)).toBe(false);
  });

  it('does not wait for ever for a change of its own that it read before it knew of the commit', async () => {
    const change = product();
    const { version } = follower;
    const subscription = follower.subscribe({
      name: 'copy',
      changed: () => Promise.resolve(),
      reset: () => Promise.resolve(),
    });
    const elsewhere = await writeElsewhere(change);
    await elsewhere.commit();
    await elsewhere.end();
    await hasNoticed(change, version);
    for (const listener of feed['listeners']) listener([change]);
    await eventually(() => {
      expect(subscription.version).toBe(follower.version);
    }, 2_000);
    expect(follower.isUnchangedSinceSeq(tag(change), await newest())).toBe(true);
  });

  it('finds what other processes have changed, whatever the order in which they commit', async () => {
    const [first, second] = [product(), product()];
    const { version } = follower;
    const early = await writeElsewhere(first);
    const late = await writeElsewhere(second);
    await late.commit();
    await hasNoticed(second, version);
    const { seq: lowWater } = follower.position!;
    const between = follower.version;
    await early.commit();
    await hasNoticed(first, between);
    await eventually(() => {
      expect(follower.position!.seq).toBe(lowWater + 2);
    });
    await Promise.all([early.end(), late.end()]);
  });

  it('tells listeners in order, again if they could not, and says how far they are', async () => {
    const told: Change[][] = [];
    const subscription = follower.subscribe({
      name: 'test',
      changed: (changes) => {
        told.push([...changes]);
        return told.length === 1 ? Promise.reject(new Error('not now')) : Promise.resolve();
      },
      reset: () => Promise.resolve(),
    });
    const change = product();
    const before = subscription.version;
    await unitOfWork.run(() => feed.append([change]));
    await eventually(() => {
      expect(told).toHaveLength(1);
    });
    expect(subscription.version).toBe(before);
    await eventually(() => {
      expect(subscription.version).toBe(follower.version);
    });
    expect(told.map(([each]) => each?.subject)).toEqual([change.subject, change.subject]);
    // The cache does not wait for a listener.
    expect(follower.isUnchangedSince(tag(change), before)).toBe(false);
  });

  it('is not trusted while it cannot be read, and goes on where it was', async () => {
    const change = product();
    const { version } = follower;
    await context.database.query('RENAME TABLE change_feed TO change_feed_away');
    await eventually(() => {
      expect(follower.position).toBeUndefined();
    });
    await context.database.query('RENAME TABLE change_feed_away TO change_feed');
    const elsewhere = await writeElsewhere(change);
    await elsewhere.commit();
    await elsewhere.end();
    await hasNoticed(change, version);
    expect(follower.isFresh).toBe(true);
  });

  it('tells of more than anybody would look at one by one as of everything', async () => {
    const resets: number[] = [];
    const told: Change[] = [];
    follower.subscribe({
      name: 'copy',
      changed: (changes) => Promise.resolve(void told.push(...changes)),
      reset: () => Promise.resolve(void resets.push(1)),
    });
    const { version } = follower;
    const before = await newest();
    await unitOfWork.run(() => feed.append(Array.from({ length: 5_000 }, product)));
    expect(await newest()).toBe(before + 1);
    expect(follower.isUnchangedSince(tag(product()), version)).toBe(false);
    await eventually(() => {
      expect(resets).toHaveLength(1);
    });
    expect(follower.isUnchangedSinceSeq(tag(product()), before)).toBe(false);
    expect(told).toEqual([]);
    const { position } = follower;
    expect(position?.seq).toBe(before + 1);
    expect(follower.isUnchangedSinceSeq(tag(product()), before + 1)).toBe(true);
  });

  it('begins anew when the numbers do', async () => {
    await context.database.query('TRUNCATE TABLE change_feed');
    const change = product();
    const { version } = follower;
    await eventually(() => {
      expect(follower.isUnchangedSince(tag(product()), version)).toBe(false);
    });
    const between = follower.version;
    const elsewhere = await writeElsewhere(change);
    await elsewhere.commit();
    await elsewhere.end();
    await hasNoticed(change, between);
    expect(follower.isUnchangedSince(tag(product()), between)).toBe(true);
  });

  it('keeps an hour, and always the newest number', async () => {
    await context.database.query(
      'UPDATE change_feed SET occurred_at = UTC_TIMESTAMP(3) - INTERVAL 61 MINUTE',
    );
    const [before] = await context.database.query<{ newest: number }>(
      'SELECT MAX(seq) AS newest FROM change_feed',
    );
    await context.app.get(ChangeFeedHousekeeping).deleteOld();
    const rows = await context.database.query<{ seq: number }>('SELECT seq FROM change_feed');
    expect(rows).toEqual([{ seq: before!.newest }]);
  });

  it('is read from before what is under way when a process begins', async () => {
    const before = await newest();
    const early = await writeElsewhere(product());
    const late = await writeElsewhere(product());
    await late.commit();
    const reader = new FeedReader(context.database.url);
    expect((await reader.start()).seq).toBeLessThanOrEqual(before);
    await early.commit();
    await Promise.all([reader.close(), early.end(), late.end()]);
  });
});
