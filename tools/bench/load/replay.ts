import { setTimeout as sleep } from 'node:timers/promises';
import { Latencies } from './latencies.js';
import type { LoadResult, Replay } from './protocol.js';
import { Wire } from './wire.js';

/** A closed loop: each client asks again as soon as it is answered. */
export async function replay(task: Replay): Promise<LoadResult> {
  const { port, clients, seconds, requests, order, use, status, pauseMs = 0 } = task;
  const length = order?.length ?? requests.length;
  const latencies = new Latencies();
  const failed: Record<string, number> = {};
  let next = use === 'once' ? 0 : Math.floor(Math.random() * length);
  let done = 0;
  const start = performance.now();
  const end = start + seconds * 1_000;

  const one = (): string | undefined => {
    const place = use === 'once' ? next++ : next++ % length;
    return requests[order === undefined ? place : (order[place] ?? 0)];
  };

  async function client(): Promise<void> {
    const wire = new Wire(port);
    for (let asked = performance.now(); asked < end; asked = performance.now()) {
      const request = one();
      if (request === undefined) break;
      const outcome = await wire.ask(request).then(
        (answer) => (answer.status === status ? undefined : String(answer.status)),
        (error: unknown) => String(error),
      );
      if (outcome === undefined) {
        latencies.add(performance.now() - asked);
        done += 1;
      } else failed[outcome] = (failed[outcome] ?? 0) + 1;
      // Not all in step.
      if (pauseMs > 0) await sleep(pauseMs * (0.5 + Math.random()));
    }
    wire.close();
  }

  await Promise.all(Array.from({ length: clients }, client));
  return { done, seconds: (performance.now() - start) / 1_000, latency: latencies.summary(), failed };
}
