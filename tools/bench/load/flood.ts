import { Latencies } from './latencies.js';
import type { Flood, LoadResult } from './protocol.js';
import { Wire } from './wire.js';

const tickMs = 20;
/** Of each connection; what is not answered by then counts as not answered. */
const patienceMs = 15_000;

/** An open loop: so many requests a second, each on a connection of its own unless one is free, whether or not the others were answered. */
export async function flood({ port, perSecond, seconds, requests }: Flood): Promise<LoadResult> {
  const latencies = new Latencies();
  const answered: Record<string, number> = {};
  const free: Wire[] = [];
  const open = new Set<Promise<void>>();
  const start = performance.now();
  let sent = 0;

  const count = (outcome: string): void => {
    answered[outcome] = (answered[outcome] ?? 0) + 1;
  };
  const one = async (request: string): Promise<void> => {
    const wire = free.pop() ?? new Wire(port);
    const asked = performance.now();
    try {
      const { status } = await wire.ask(request);
      latencies.add(performance.now() - asked);
      count(String(status));
      free.push(wire);
    } catch (error) {
      count(error instanceof Error ? error.message : String(error));
    }
  };

  while (performance.now() < start + seconds * 1_000) {
    const due = Math.floor(((performance.now() - start) / 1_000) * perSecond);
    for (; sent < due; sent += 1) {
      const asking = one(requests[sent % requests.length] ?? '');
      open.add(asking);
      void asking.finally(() => open.delete(asking));
    }
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
  const took = (performance.now() - start) / 1_000;
  await Promise.race([Promise.all(open), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  if (open.size > 0) answered['none'] = open.size;
  for (const wire of free) wire.close();
  return { done: sent, seconds: took, latency: latencies.summary(), failed: answered };
}
