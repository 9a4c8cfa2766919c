import type { World } from '../world.js';
import { killInside } from './kill-inside.js';
import type { Fault, Hits, Strike } from './fault.js';

/** 1: the API dies while it works on requests. */
export function killApi(): Fault {
  let kills = 0;
  let inside = 0;
  let transactions = 0;
  let orders = 0;

  async function strikeOnce(world: World): Promise<void> {
    let open = 0;
    let keys = 0;
    const wantsOrder = kills % 2 === 1;
    await killInside(world.api, async () => {
      open = await world.database.openTransactions('chaos_api');
      keys = open > 0 ? await keysInFlight(world) : 0;
      return wantsOrder ? Math.min(open, keys) : open;
    });
    kills += 1;
    inside += open > 0 ? 1 : 0;
    transactions += open;
    orders += keys;
    await world.api.start();
  }

  return {
    number: 1,
    title: 'kill -9 of the API during checkouts',
    async strike({ world, dose, isOver }: Strike): Promise<void> {
      while (kills < dose.kills && !isOver()) await strikeOnce(world);
    },
    heal: (): Promise<Hits> => {
      const what = { 'kills inside a transaction': inside, 'transactions cut off': transactions };
      return Promise.resolve({ count: inside, detail: { kills, ...what, 'keys in flight': orders } });
    },
  };
}

/** Orders and payments that have been begun under an Idempotency-Key in the last moments and have not been answered. */
function keysInFlight({ database }: World): Promise<number> {
  return database.number(
    `SELECT COUNT(*)
     FROM idempotency_keys
     WHERE completed_at IS NULL AND created_at > UTC_TIMESTAMP(3) - INTERVAL 1 SECOND`,
  );
}
