import { Injectable } from '@nestjs/common';
import { SharedCounts } from './shared-counts.js';
import { Windows } from './windows.js';

/** At most so many in a window of so many seconds. */
export interface Limit {
  readonly key: string;
  readonly most: number;
  readonly seconds: number;
}

/** A limit that has been reached. */
export interface Closed {
  readonly limit: Limit;
  /** Until it is open again; at least 1. */
  readonly seconds: number;
}

/** Places that have been taken in some windows. */
export interface Taken {
  /** As if they had never been taken. */
  giveBack(): Promise<void>;
}

/** Of each process; about 20 MB when it is full, which only an attack does. */
const capacity = 50_000;

/** The place (from 1) and the rest of the window that is closed longest, or 0. Nothing is counted unless all are open. */
const hitScript = `
local closed, left = 0, 0
for i, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[2 * i - 1]) then
    local rest = math.max(redis.call('PTTL', key), 1)
    if rest > left then closed, left = i, rest end
  end
end
if closed > 0 or ARGV[#ARGV] == 'look' then return { closed, left } end
for i, key in ipairs(KEYS) do
  if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, ARGV[2 * i]) end
end
return { 0, 0 }`;

const giveBackScript = `
for _, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') > 0 then redis.call('DECR', key) end
end
return 1`;

const clearScript = `return redis.call('DEL', unpack(KEYS))`;

/**
 * Counts what use cases limit: in Redis for all processes together, in the process alone while Redis is away. Several limits are asked
 * for at once and in one step, so that of many who come at the same moment no more get in than may.
 */
@Injectable()
export class Counters {
  private readonly here = new Windows(capacity);

  constructor(private readonly shared: SharedCounts) {}

  /** Takes a place in each of the windows; in none of them if one is closed. */
  async hit(limits: readonly Limit[]): Promise<Taken | Closed> {
    const keys = limits.map(({ key }) => key);
    const answer = await this.ask(limits, 'hit');
    if (answer === undefined) return this.hitHere(limits);
    const closed = closedOf(limits, answer);
    return (
      closed ?? {
        giveBack: async () => {
          await this.shared.run(giveBackScript, keys, []);
        },
      }
    );
  }

  /** Which of them is closed, and longest; counts nothing. */
  async look(limits: readonly Limit[]): Promise<Closed | undefined> {
    const answer = await this.ask(limits, 'look');
    return answer === undefined ? this.closedHere(limits) : closedOf(limits, answer);
  }

  async clear(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.here.clear(key);
    await this.shared.run(clearScript, keys, []);
  }

  private async ask(limits: readonly Limit[], what: 'hit' | 'look'): Promise<[number, number] | undefined> {
    const keys = limits.map(({ key }) => key);
    const values = limits.flatMap(({ most, seconds }) => [most, seconds * 1_000]);
    return (await this.shared.run(hitScript, keys, [...values, what])) as [number, number] | undefined;
  }

  private hitHere(limits: readonly Limit[]): Taken | Closed {
    const closed = this.closedHere(limits);
    if (closed !== undefined) return closed;
    for (const { key, seconds } of limits) this.here.hit(key, seconds * 1_000);
    return {
      giveBack: () => {
        for (const { key } of limits) this.here.giveBack(key);
        return Promise.resolve();
      },
    };
  }

  private closedHere(limits: readonly Limit[]): Closed | undefined {
    let longest: Closed | undefined;
    for (const limit of limits) {
      const { hits, left } = this.here.look(limit.key);
      const seconds = Math.ceil(left / 1_000);
      if (hits >= limit.most && seconds > (longest?.seconds ?? 0)) longest = { limit, seconds };
    }
    return longest;
  }
}

export function isClosed(outcome: Taken | Closed): outcome is Closed {
  return 'limit' in outcome;
}

function closedOf(limits: readonly Limit[], [place, left]: [number, number]): Closed | undefined {
  const limit = limits[place - 1];
  return limit === undefined ? undefined : { limit, seconds: Math.max(1, Math.ceil(left / 1_000)) };
}
