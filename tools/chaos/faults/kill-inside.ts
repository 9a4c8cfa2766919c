import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../program.js';

const settleMs = 20;
const mostLooks = 40;

/**
 * kill -9 at a random moment inside the program's work. It is frozen first: what it is in the middle of can then be counted, and is still so when it
 * dies. A moment between two pieces of work is let go.
 * @returns how much was under way
 */
export async function killInside(program: Program, underWay: () => Promise<number>): Promise<number> {
  for (let look = 1; ; look += 1) {
    await sleep(30 + Math.random() * 250);
    program.freeze();
    await sleep(settleMs); // Statements that the server has already begun come to their end.
    const count = await underWay();
    if (count > 0 || look === mostLooks) {
      await program.kill();
      return count;
    }
    program.thaw();
  }
}
