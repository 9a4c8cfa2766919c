import type { FastifyRequest } from 'fastify';
import { DomainError } from '#shared-kernel';

export class CrossSiteRequest extends DomainError {
  readonly code = 'auth.cross-site';
  readonly kind = 'forbidden';

  constructor() {
    super('This form was sent from another site.');
  }
}

/**
 * Forms of the staff pages are taken from these pages only. Every browser sends `Origin` with a POST; what sends neither header is
 * no browser, and carries nobody's cookie.
 * @throws CrossSiteRequest
 */
export function mustComeFromOwnPages({ headers, host }: FastifyRequest, publicUrl: string): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new CrossSiteRequest();
  const shop = new URL(publicUrl);
  if (origin === undefined || origin === shop.origin) return;
  // The shop may be open under a second name (127.0.0.1 beside localhost): the page's own host will do.
  if (!URL.canParse(origin)) throw new CrossSiteRequest();
  const page = new URL(origin);
  if (page.host !== host || page.protocol !== shop.protocol) throw new CrossSiteRequest();
}
