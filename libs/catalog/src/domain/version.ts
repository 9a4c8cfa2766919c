import { ChangedMeanwhile } from './catalog.errors.js';

/** Nobody overwrites what they have not seen. @param seen undefined: whatever it is now. @throws ChangedMeanwhile */
export function mustHaveSeen(
  record: { readonly version: number },
  seen: readonly number[] | undefined,
): void {
  if (seen !== undefined && !seen.includes(record.version)) throw new ChangedMeanwhile(record.version);
}
