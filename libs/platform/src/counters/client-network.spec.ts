import { describe, expect, it } from '@jest/globals';
import { clientNetwork, siteNetwork } from './client-network.js';

describe('who counts as one client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', undefined],
    ['::ffff:192.0.2.7', '192.0.2.7', undefined],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:DB8:1:3::1%eth0', '2001:db8:1:3::/64', '2001:db8:1::/48'],
    ['::1', '::1', undefined],
  ])('%s is one of %s', (address, network, site) => {
    expect(clientNetwork(address)).toBe(network);
    expect(siteNetwork(address)).toBe(site);
  });
});
