import { AsyncLocalStorage } from 'node:async_hooks';

/** Who asks, as far as one can tell from a request. */
export interface Client {
  /** IP address, as far as TRUSTED_PROXIES vouches for it. */
  address: string;
  /** As it was sent, cut at 255 characters; no control characters. */
  userAgent: string | undefined;
  /** What it says that it was given at an earlier sign-in; anybody may say anything. */
  deviceToken?: string | undefined;
}

/** What every log line of a request or job carries, and what is written down of who asked. */
export interface RequestScope {
  requestId?: string | undefined;
  job?: string;
  client?: Client | undefined;
  /** The device is to be known by it from now on; goes out as a cookie. */
  givenDeviceToken?: string;
}

export const requestScope = new AsyncLocalStorage<RequestScope>();

/** The client of the request that is being answered; undefined in jobs and on the command line. */
export function currentClient(): Client | undefined {
  return requestScope.getStore()?.client;
}

/** Of the cookie; the prefix keeps other hosts of the same domain from planting one of theirs. */
export const deviceCookie = { secure: '__Host-tradepost-device', plain: 'tradepost-device' } as const;

export function clientOf({ ip, headers }: { ip: string; headers: Record<string, unknown> }): Client {
  const sent = headers['user-agent'];
  const userAgent = typeof sent === 'string' ? sent.replaceAll(/\p{Cc}/gu, ' ').slice(0, 255) : undefined;
  return { address: ip.slice(0, 45), userAgent, deviceToken: deviceTokenIn(headers) };
}

/** An app sends a header, a browser its cookie. */
function deviceTokenIn(headers: Record<string, unknown>): string | undefined {
  const { 'device-token': sent, cookie } = headers;
  const token = typeof sent === 'string' ? sent : cookieIn(cookie, deviceCookie.secure, deviceCookie.plain);
  return token !== undefined && token.length <= 200 ? token : undefined;
}

/** The first of these that is there. */
function cookieIn(header: unknown, ...names: readonly string[]): string | undefined {
  if (typeof header !== 'string') return undefined;
  const pairs = header.split(';').map((each) => each.trim());
  for (const name of names) {
    const pair = pairs.find((each) => each.startsWith(`${name}=`));
    if (pair !== undefined) return pair.slice(name.length + 1);
  }
  return undefined;
}
