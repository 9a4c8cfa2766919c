import { describe, expect, it } from '@jest/globals';
import type { ChangeFollower, FeedPosition } from '#platform/changes/change-follower.js';
import type { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { ServedApiKeys } from './served-api-keys.js';

const secret = `tp_${'k'.repeat(43)}`;

/** A table with one key in it, which counts how often it is asked. */
class Keys {
  readonly id = newId();
  asked = 0;
  noted = 0;
  isThere = true;
  scopes = 'stock:manage';
  leftSeconds: number | null = null;
  isBroken = false;

  queryOne(): Promise<object | undefined> {
    this.asked += 1;
    const row = { id: idToBytes(this.id), scopes: this.scopes, left_seconds: this.leftSeconds };
    return Promise.resolve(this.isThere ? row : undefined);
  }

  writeAlone(): Promise<object> {
    this.noted += 1;
    return this.isBroken ? Promise.reject(new Error('away')) : Promise.resolve({ affectedRows: 1 });
  }
}

class Feed {
  isFresh = true;
  changedAt = 0;
  position: FeedPosition | undefined = { version: 1, seq: 1 };

  isUnchangedSince(_: readonly string[], version: number): boolean {
    return this.changedAt <= version;
  }
}

const serve = (keys: Keys, feed?: Feed): ServedApiKeys =>
  new ServedApiKeys(keys as unknown as Database, undefined, feed as unknown as ChangeFollower | undefined);

describe('an API key that is used often', () => {
  it('is asked for once in a while', async () => {
    const keys = new Keys();
    const served = serve(keys, new Feed());
    for (let n = 0; n < 10; n += 1)
      expect(await served.principalOf(secret)).toMatchObject({
        id: keys.id,
        role: 'api-key',
        sessionId: keys.id,
      });
    expect(keys.asked).toBe(1);
  });

  it('is asked for anew once the feed says that something has happened to it', async () => {
    const keys = new Keys();
    const feed = new Feed();
    const served = serve(keys, feed);
    await served.principalOf(secret);
    keys.isThere = false;
    feed.changedAt = 2;
    expect(await served.principalOf(secret)).toBeUndefined();
  });

  it('is asked for each time while nobody can say whether it was revoked', async () => {
    const keys = new Keys();
    const feed = new Feed();
    const served = serve(keys, feed);
    await served.principalOf(secret);
    feed.isFresh = false;
    feed.position = undefined;
    keys.isThere = false;
    expect(await served.principalOf(secret)).toBeUndefined();
    feed.isFresh = true;
    expect(await served.principalOf(secret)).toBeUndefined();
    expect(keys.asked).toBe(3);
  });

  it('is asked for each time in a process that follows no feed', async () => {
    const keys = new Keys();
    const served = serve(keys);
    await served.principalOf(secret);
    keys.isThere = false;
    expect(await served.principalOf(secret)).toBeUndefined();
  });

  it('is not kept beyond its end', async () => {
    const keys = new Keys();
    keys.leftSeconds = 0.001;
    const served = serve(keys, new Feed());
    await served.principalOf(secret);
    await new Promise((resolve) => setTimeout(resolve, 5));
    keys.isThere = false;
    expect(await served.principalOf(secret)).toBeUndefined();
  });

  it('is noted once a minute, and is good even if that fails', async () => {
    const keys = new Keys();
    const served = serve(keys, new Feed());
    for (let n = 0; n < 5; n += 1) await served.principalOf(secret);
    expect(keys.noted).toBe(1);
    const broken = new Keys();
    broken.isBroken = true;
    expect(await serve(broken, new Feed()).principalOf(secret)).toBeDefined();
  });
});

describe('what stands in the table', () => {
  it('gives no more than keys can be given today', async () => {
    const keys = new Keys();
    keys.scopes = 'stock:manage staff:manage profile:write';
    const principal = await serve(keys).principalOf(secret);
    expect([...principal!.permissions]).toEqual(['stock:manage']);
  });
});
