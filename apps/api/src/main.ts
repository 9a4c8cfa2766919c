import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfigOrExit } from '#platform/config/load-config.js';
import { exitWithReason } from '#platform/config/exit-with-reason.js';
import { Health } from '#platform/health/health.js';
import { keepHeapLean } from '#platform/memory/lean-heap.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { closeWithin } from '#platform/shutdown/close-within.js';
import { createApi } from './create-api.js';

keepHeapLean();
const config = loadConfigOrExit();
const logger = new StructuredLogger(createPino(config, 'api'));
/** How long a balancer may take to see that this process is going, in milliseconds. */
const drainMs = config.appEnv === 'production' ? 5_000 : 0;

const app = await createApi(config, logger).catch(exitWithReason);
await app.listen(config.http.port, config.http.host).catch(exitWithReason);
logger.log(`Listening on ${await app.getUrl()}`, 'Api');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void stop(signal);
  });
}

/** Not ready first, so that no request is sent here any more; then what is under way is finished. */
async function stop(signal: string): Promise<void> {
  logger.log(`${signal}: finishing what is under way`, 'Api');
  app.get(Health).drain();
  await sleep(drainMs);
  await closeWithin(app, logger);
  process.exit(0);
}
