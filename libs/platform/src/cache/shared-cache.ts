import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnection } from '../redis/redis.module.js';
import type { Answer } from './answer.js';
import { release } from './release.js';

/** A Redis that takes longer is asked nothing for a while: the database is quicker. */
const patienceMs = 50;
const pauseMs = 2_000;
/** Longer than nearly every answer takes to make, short enough that a killed process holds up nobody. */
const lockMs = 2_000;
/** How long, and how often, a process looks whether another one has made what it wants. */
const waitMs = 200;
const lookMs = 20;
/** Redis is for many small answers. */
const maxBytes = 262_144;
const budgetMs = 60_000;

/** What is there, with the milliseconds that it has left; or else whose turn it is to make it. */
const findScript = `
local found = redis.call('GET', KEYS[1])
if found then return { found, redis.call('PTTL', KEYS[1]) } end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return { 'mine', 0 } end
return { 'other', 0 }`;

const lookScript = `return { redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1]) }`;

const lockScript = `
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return { 'mine', 0 } end
return { 'other', 0 }`;

const endScript = `
if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return { '', 0 }`;

export interface SharedAnswer extends Answer {
  readonly tags: readonly string[];
  /** Number of the change feed, before it was made, up to which everything had been seen. */
  readonly seq: number;
}

export interface Found {
  answer?: SharedAnswer;
  leftMs: number;
  /** The caller is to make it, and to say so with `put` or `release`. */
  lock?: string;
}

const nothing: Found = { leftMs: 0 };

type Reply = [Buffer | null, number];

/** Answers that the API processes share. Never an error and never a long wait: without Redis there is nothing in it. */
@Injectable()
export class SharedCache {
  private readonly prefix: string;
  private isAwayUntil = 0;
  private readonly budgetBytes: number;
  private spentBytes = 0;
  private budgetEndsAt = 0;

  constructor(
    private readonly redis: RedisConnection,
    config: Config,
  ) {
    this.budgetBytes = config.cache.memoryBytes;
    // Two shops on one Redis, by mistake with one prefix, must not show each other's products, nor two versions of the program each other's
    // answers. The braces keep key and lock on one node of a cluster.
    const shop = new URL(config.database.url).pathname.slice(1);
    this.prefix = `{${config.redis.prefix}:cache:${shop}:${release}`;
  }

  /** @param isValid refuses what something has changed since */
  async find(key: string, isValid: (answer: SharedAnswer) => boolean): Promise<Found> {
    const lock = randomBytes(6).toString('base64url');
    const reply = await this.run(findScript, key, lock, lockMs);
    if (reply === undefined) return nothing;
    const found = this.valid(reply, isValid);
    if (found !== undefined) return found;
    // Something outdated is in the place of an answer.
    const turn = isTurn(reply) ? reply : await this.run(lockScript, key, lock, lockMs);
    if (turn?.[0]?.toString() === 'mine') return { leftMs: 0, lock };
    return this.waitForOther(key, isValid);
  }

  /** Nobody waits for it. */
  put(key: string, lock: string | undefined, answer: SharedAnswer, leftMs: number): void {
    const value = encode(answer);
    const isTaken = value.length <= maxBytes && leftMs >= 1 && this.isWithinBudget(value.length);
    void this.run(endScript, key, lock ?? '', isTaken ? value : '', Math.max(1, Math.floor(leftMs)));
  }

  /** Redis holds the queues, too: a crowd of strange questions must not fill it. */
  private isWithinBudget(bytes: number): boolean {
    const now = performance.now();
    if (now >= this.budgetEndsAt) {
      this.budgetEndsAt = now + budgetMs;
      this.spentBytes = 0;
    }
    if (this.spentBytes + bytes > this.budgetBytes) return false;
    this.spentBytes += bytes;
    return true;
  }

  /** The answer could not be made. */
  release(key: string, lock: string): void {
    void this.run(endScript, key, lock, '', 1);
  }

  private async waitForOther(key: string, isValid: (answer: SharedAnswer) => boolean): Promise<Found> {
    const endsAt = performance.now() + waitMs;
    while (performance.now() < endsAt) {
      await sleep(lookMs);
      const reply = await this.run(lookScript, key);
      if (reply === undefined) return nothing;
      const found = this.valid(reply, isValid);
      if (found !== undefined) return found;
    }
    return nothing;
  }

  private valid([value, leftMs]: Reply, isValid: (answer: SharedAnswer) => boolean): Found | undefined {
    const answer = value === null ? undefined : decode(value);
    return answer !== undefined && leftMs > 0 && isValid(answer) ? { answer, leftMs } : undefined;
  }

  /** @returns undefined if Redis is away, or slower than is good */
  private async run(
    script: string,
    key: string,
    ...values: (string | number | Buffer)[]
  ): Promise<Reply | undefined> {
    if (!this.redis.isReady || Date.now() < this.isAwayUntil) return undefined;
    const keys = [`${this.prefix}:${key}}`, `${this.prefix}:${key}}:lock`];
    const reply = this.redis.client.callBuffer('EVAL', script, 2, ...keys, ...values);
    // A late refusal must not end the process.
    reply.catch(() => undefined);
    try {
      return (await inTime(reply)) as Reply;
    } catch {
      this.isAwayUntil = Date.now() + pauseMs;
      return undefined;
    }
  }
}

function isTurn([value]: Reply): boolean {
  return value !== null && value.length <= 5;
}

async function inTime(reply: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('too slow'));
    }, patienceMs);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A line of JSON about the answer, then its bytes. */
function encode({ bytes, etag, tags, seq }: SharedAnswer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ etag, tags, seq })}\n`), bytes]);
}

function decode(value: Buffer): SharedAnswer | undefined {
  const end = value.indexOf(10);
  if (end < 0) return undefined;
  const about = headOf(value.toString('utf8', 0, end));
  if (about === undefined) return undefined;
  const bytes = Buffer.allocUnsafeSlow(value.length - end - 1);
  value.copy(bytes, 0, end + 1);
  return { bytes, ...about };
}

/** Another version of this program may have written it in another form, or somebody something else: then it is not there. */
function headOf(line: string): Omit<SharedAnswer, 'bytes'> | undefined {
  try {
    const { etag, tags, seq } = Object(JSON.parse(line)) as Partial<Record<keyof SharedAnswer, unknown>>;
    const isKnown = typeof etag === 'string' && typeof seq === 'number' && Array.isArray(tags);
    return isKnown ? { etag, tags: tags as string[], seq } : undefined;
  } catch {
    return undefined;
  }
}
