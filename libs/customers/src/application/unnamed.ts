import { createHmac } from 'node:crypto';
import type { Config } from '#platform/config/config.js';

/** Stands for an address or an id where neither must be read: in counters, and in the trail of what nobody owns. */
export function unnamed(text: string, { auth }: Pick<Config, 'auth'>): string {
  return createHmac('sha256', auth.signingSecret).update(`subject:${text}`).digest('base64url').slice(0, 22);
}
