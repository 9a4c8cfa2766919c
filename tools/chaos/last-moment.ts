import { join } from 'node:path';
import { isAlive, signalGroup } from '#launcher/process-identity.mjs';
import { endCaptured } from '#launcher/process.mjs';
import { readJson } from '#launcher/state.mjs';
import type { World } from './world.js';

/** What this process has begun so far; it may have to end at any moment. */
export const begun: { folder?: string; world?: World } = {};

/** Ends everything that was begun, however far that had come. Only signals: nothing can be waited for in an exit handler. */
export function endAll(): void {
  endCaptured();
  begun.world?.endNow();
  for (const service of ['database', 'redis']) {
    const known =
      begun.folder === undefined ? undefined : readJson(join(begun.folder, service, 'process.json'));
    if (typeof known?.['pid'] === 'number' && isAlive(known)) signalGroup(known['pid'], 'SIGKILL');
  }
}
