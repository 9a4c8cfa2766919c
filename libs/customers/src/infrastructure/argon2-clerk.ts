/**
 * The program that computes argon2id, in a process of its own: on a small machine a hash in the API's own threads takes the core that
 * answers everybody else, and a thread can't be made less important everywhere, a process can. It knows no secret but the password
 * it is working at. It imports nothing of ours, so that Node can run it from source as well.
 */
import { setPriority } from 'node:os';
import { hashSync, verifySync } from '@node-rs/argon2';

export type Order =
  | { kind: 'hash'; password: string; memoryCost: number; timeCost: number; parallelism: number }
  | { kind: 'verify'; password: string; hash: string };

export type Outcome = { result: string | boolean } | { error: string };

/** Shoppers first; sign-ins get what is left, and their fair share of nothing else to do. */
setPriority(10);
// Whoever was waiting for it has ended, in whatever way.
process.once('disconnect', () => process.exit(0));
// At once and in this thread, which is the one whose priority was lowered.
process.on('message', (order: Order) => {
  process.send?.(outcomeOf(order));
});

function outcomeOf(order: Order): Outcome {
  try {
    if (order.kind === 'verify') return { result: verifySync(order.hash, order.password) };
    const { password, memoryCost, timeCost, parallelism } = order;
    return { result: hashSync(password, { memoryCost, timeCost, parallelism }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
