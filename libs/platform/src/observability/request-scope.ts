import { AsyncLocalStorage } from 'node:async_hooks';

/** Who asks, as far as one can tell from a request. */
export interface Client {
  /** IP address, as far as TRUSTED_PROXIES vouches for it. */
  address: string;
  /** As it was sent, cut at 255 characters; no control characters. */
  userAgent: string | undefined;
}

/** What every log line of a request or job carries, and what is written down of who asked. */
export interface RequestScope {
  requestId?: string | undefined;
  job?: string;
  client?: Client | undefined;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();

/** The client of the request that is being answered; undefined in jobs and on the command line. */
export function currentClient(): Client | undefined {
  return requestScope.getStore()?.client;
}

export function clientOf({ ip, headers }: { ip: string; headers: Record<string, unknown> }): Client {
  const sent = headers['user-agent'];
  const userAgent = typeof sent === 'string' ? sent.replaceAll(/\p{Cc}/gu, ' ').slice(0, 255) : undefined;
  return { address: ip.slice(0, 45), userAgent };
}
