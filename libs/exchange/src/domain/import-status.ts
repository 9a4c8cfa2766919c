import { ImportStatusRefused } from './import.errors.js';

/**
 * staging: the upload is coming in · staged: waits for the worker · checking · refused: rows are wrong, nothing was applied · checked: a dry run
 * without errors · applying · applied · stopped: the shop has changed under the application, which can be asked for again · cancelled
 */
export type ImportStatus =
  | 'staging'
  | 'staged'
  | 'checking'
  | 'refused'
  | 'checked'
  | 'applying'
  | 'applied'
  | 'stopped'
  | 'cancelled';

const allowed: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  staging: ['staged'],
  staged: ['checking', 'cancelled'],
  checking: ['refused', 'checked', 'applying', 'cancelled'],
  refused: ['cancelled'],
  checked: ['staged', 'cancelled'],
  applying: ['applied', 'stopped'],
  applied: [],
  stopped: ['staged', 'cancelled'],
  cancelled: [],
};

/** @throws ImportStatusRefused */
export function changeStatus(from: ImportStatus, to: ImportStatus): ImportStatus {
  if (!allowed[from].includes(to)) throw new ImportStatusRefused(from, to);
  return to;
}
