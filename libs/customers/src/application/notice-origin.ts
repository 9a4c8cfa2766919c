import { whereFrom } from './where-from.js';

/** When and from where, for a notice to the owner. */
export function noticeOrigin(at: Date): { at: Date } & ReturnType<typeof whereFrom> {
  return { at, ...whereFrom() };
}
