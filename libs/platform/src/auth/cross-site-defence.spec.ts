import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { Signer } from '../security/signer.js';
import { CrossSiteDefence, CsrfRefused } from './cross-site-defence.js';

const auth = { signingSecret: 'one secret of thirty-two characters' };

function comes(publicUrl: string, headers: Record<string, string>, host: string): () => void {
  const config = { auth, http: { publicUrl, corsOrigins: ['https://window.test'] } } as unknown as Config;
  return () => {
    new CrossSiteDefence(new Signer(config), config).mustComeFromOwnPages({ headers, host });
  };
}

describe('where a change by cookie comes from', () => {
  it.each([
    ['https://shop.test', 'https://shop.test', 'shop.test'],
    ['https://shop.test', 'https://window.test', 'shop.test'],
    ['https://shop.test', 'https://www.shop.test', 'www.shop.test'],
    ['http://localhost:3000', 'http://127.0.0.1:3000', '127.0.0.1:3000'],
  ])('with PUBLIC_URL %s may be %s, asked at %s', (publicUrl, origin, host) => {
    expect(comes(publicUrl, { origin }, host)).not.toThrow();
  });

  it.each([
    // Whoever sits between a browser and the shop can answer for it where nothing is encrypted.
    ['https://shop.test', 'http://shop.test', 'shop.test'],
    ['https://shop.test', 'https://shop.test.evil.example', 'shop.test'],
    ['https://shop.test', 'https://shop.test:8443', 'shop.test'],
    ['https://shop.test', 'null', 'null'],
    ['https://shop.test', '', ''],
  ])('with PUBLIC_URL %s must not be %s, asked at %s', (publicUrl, origin, host) => {
    expect(comes(publicUrl, { origin }, host)).toThrow(CsrfRefused);
  });
});
