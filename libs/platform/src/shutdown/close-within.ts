import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext, LoggerService } from '@nestjs/common';

/** An orchestrator kills after half a minute; until then whoever is busy may finish. */
const patienceMs = 25_000;

/**
 * Closes the process's application, but not at any price: Bull waits for a Redis that is connected and silent for as long as that lasts. What is
 * left behind then is handed back by lock and lease.
 */
export async function closeWithin(
  app: Pick<INestApplicationContext, 'close'>,
  logger: LoggerService,
  ms = patienceMs,
): Promise<void> {
  const late = Symbol('late');
  const first = await Promise.race([app.close(), sleep(ms, late, { ref: false })]);
  if (first === late) logger.warn('Not everything could be closed in time; it is left as it is.', 'Shutdown');
}
