import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a request or job carries. */
export interface RequestScope {
  requestId?: string;
  job?: string;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();
