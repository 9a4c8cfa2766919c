import type { IncomingMessage } from 'node:http';

/** Who asks, as far as the proxies in front vouch for it: as Fastify's `request.ip` has it with `trustProxy: proxies`. */
export function clientAddress({ socket, headers }: IncomingMessage, proxies: number): string {
  const own = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (proxies === 0 || typeof forwarded !== 'string') return own;
  // The last entry was written by the proxy nearest to us.
  const hops = forwarded
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return [...hops, own].at(-1 - Math.min(proxies, hops.length)) ?? own;
}
