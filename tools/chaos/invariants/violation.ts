import type { Truth } from '../truth.js';

export interface Violation {
  /** As in the list of README.md. */
  readonly invariant: string;
  readonly what: string;
}

/** Looks at what is known after a run, and tells everything that must not be. */
export type Invariant = (truth: Truth) => string[];

/** The money has come, whatever was given back of it since. */
export function isSettled(status: string): boolean {
  return !['pending', 'expired', 'cancelled'].includes(status);
}

/** As the wire writes an id → as the database does. */
export function hexOf(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}
