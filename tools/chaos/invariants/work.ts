import type { Invariant } from './violation.js';

/** Bull finds the jobs of a dead worker after its lock (30 s) has run out. */
const oldestAllowedSeconds = 60;

/** I11: all work is done: the outbox is empty, nothing was given up, no job lies about. */
export const workIsDone: Invariant = ({ unfinished, deadEvents, oldestJobSeconds }) => [
  ...Object.entries(unfinished).map(([what, count]) => `not quiet in time: ${count} ${what}`),
  ...(deadEvents > 0 ? [`${deadEvents} events were given up`] : []),
  ...(oldestJobSeconds > oldestAllowedSeconds
    ? [`a job is in hand since ${Math.round(oldestJobSeconds)} s`]
    : []),
];

/** Not in the list, but never right: an answer that is the shop's own failure, or a program that ends by itself. */
export const nothingFails: Invariant = ({ failures }) => [...failures];
