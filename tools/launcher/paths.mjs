// @ts-check
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** All that `npm start` keeps: data, ports, secrets and logs. Git ignores it. */
export const stateDir = join(root, '.tradepost');

export const logsDir = join(stateDir, 'logs');

/** Tells two clones of the repository on one machine apart, for example as Docker projects. */
export const cloneId = createHash('sha256').update(root).digest('hex').slice(0, 8);
