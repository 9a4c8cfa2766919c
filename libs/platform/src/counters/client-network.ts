import { isIP } from 'node:net';
import { normalizeIp } from '@nestjs/throttler';

/** Who counts as one client: an IPv4 address, or the /64 that a single IPv6 customer has all of. */
export function clientNetwork(address: string): string {
  return normalizeIp(address);
}

/** The /48 that a provider gives to a site, which holds 65,536 of the former; undefined for IPv4. */
export function siteNetwork(address: string): string | undefined {
  const network = normalizeIp(address, 48);
  return network.endsWith('/48') && isIP(address.split('%', 1)[0] ?? '') === 6 ? network : undefined;
}
