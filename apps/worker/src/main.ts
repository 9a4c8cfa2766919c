import 'reflect-metadata';
import { exitWithReason } from '#platform/config/exit-with-reason.js';
import { loadConfigOrExit } from '#platform/config/load-config.js';
import { keepHeapLean } from '#platform/memory/lean-heap.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { closeWithin } from '#platform/shutdown/close-within.js';
import { createWorker } from './create-worker.js';

keepHeapLean();
const config = loadConfigOrExit();
const logger = new StructuredLogger(createPino(config, 'worker'));

const app = await createWorker(config, logger).catch(exitWithReason);
await app.listen(config.worker.port, config.http.host).catch(exitWithReason);
logger.log(`Working; health on ${await app.getUrl()}/health/ready`, 'Worker');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.log(`${signal}: finishing the jobs under way`, 'Worker');
    void closeWithin(app, logger).then(() => process.exit(0));
  });
}
