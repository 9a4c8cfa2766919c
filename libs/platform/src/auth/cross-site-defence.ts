import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#shared-kernel';
import { Config } from '../config/config.js';
import { InvalidToken, Signer } from '../security/signer.js';

const kind = 'csrf';

/** A browser sends its cookies with what other sites make it send, too. */
export class CsrfRefused extends DomainError {
  readonly code = 'auth.csrf';
  readonly kind = 'forbidden';

  constructor() {
    super(
      "A request that carries the session in a cookie needs the session's csrfToken in the header X-CSRF-Token, and must come from a page of the shop.",
    );
  }
}

type Asked = Pick<FastifyRequest, 'headers' | 'host'>;

/** Keeps other sites from using the cookies of a session (ASVS 3.5.1): besides SameSite, a token that only the shop's own pages can know. */
@Injectable()
export class CrossSiteDefence {
  private readonly origins: ReadonlySet<string>;
  private readonly protocol: string;

  constructor(
    private readonly signer: Signer,
    { http }: Config,
  ) {
    const { origin, protocol } = new URL(http.publicUrl);
    this.origins = new Set([origin, ...http.corsOrigins]);
    // A page that came unencrypted may be anybody's who sits in between.
    this.protocol = protocol;
  }

  /** What the pages send in `X-CSRF-Token`; the same as long as the session lasts. */
  tokenFor(sessionId: string): string {
    return this.signer.sign(kind, sessionId);
  }

  /** For a change that a cookie vouches for. @throws CsrfRefused */
  mustBeMeant(request: Asked, sessionId: string): void {
    this.mustComeFromOwnPages(request);
    if (this.sessionOf(request.headers['x-csrf-token']) !== sessionId) throw new CsrfRefused();
  }

  /** What there is no session for yet, so no token either: signing in. @throws CsrfRefused */
  mustComeFromOwnPages({ headers, host }: Asked): void {
    const { origin } = headers;
    if (origin === undefined) {
      // Every browser sends `Origin` with a change; one that does not says at least this much.
      if (headers['sec-fetch-site'] === 'cross-site') throw new CsrfRefused();
      return;
    }
    if (this.origins.has(origin)) return;
    // The shop may be open under a second name (127.0.0.1 beside localhost): the page's own host will do.
    if (!URL.canParse(origin)) throw new CsrfRefused();
    const { host: asked, protocol } = new URL(origin);
    if (asked !== host || protocol !== this.protocol) throw new CsrfRefused();
  }

  private sessionOf(token: unknown): string | undefined {
    if (typeof token !== 'string') return undefined;
    try {
      return this.signer.verify(kind, token);
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw error;
    }
  }
}
