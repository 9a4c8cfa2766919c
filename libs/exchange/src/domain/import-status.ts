import { ImportStatusRefused } from './import.errors.js';

/**
 * All that an import can be. staging: the upload is coming in · staged: waits for the worker · checking · refused: rows are wrong, nothing was applied · checked: a dry run
 * without errors · applying · applied · stopped: by staff, by a shop that has changed, or by an error; the application can be asked for again ·
 * cancelled
 */
export const importStatuses = [
  'staging',
  'staged',
  'checking',
  'refused',
  'checked',
  'applying',
  'applied',
  'stopped',
  'cancelled',
] as const;

export type ImportStatus = (typeof importStatuses)[number];

const allowed: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  staging: ['staged'],
  staged: ['checking', 'stopped', 'cancelled'],
  checking: ['refused', 'checked', 'applying', 'stopped', 'cancelled'],
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
