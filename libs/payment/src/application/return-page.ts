import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { Signer } from '#platform/security/signer.js';
import { DomainError } from '#shared-kernel';
import type { PaymentId } from '../domain/ids.js';

/** The address is not one of the shop's own pages; sending a browser there would lend our name to somebody else. */
export class ReturnUrlNotAllowed extends DomainError {
  readonly code = 'payment.return-url-not-allowed';
  readonly kind = 'invalid';

  constructor() {
    const message = 'returnUrl must belong to the shop: PUBLIC_URL or one of CORS_ORIGINS';
    super(message, [{ field: 'returnUrl', code: 'not-allowed', message }]);
  }
}

const tokenKind = 'payment-return';

/** The page of ours to which Stripe's sends the browser back, and where that may go on to. */
@Injectable()
export class ReturnPage {
  constructor(
    private readonly config: Config,
    private readonly signer: Signer,
  ) {}

  /** Signed, because a payment's id alone opens nothing. */
  urlFor(paymentId: PaymentId): string {
    const token = encodeURIComponent(this.signer.sign(tokenKind, paymentId));
    return `${this.config.http.publicUrl}/v1/payments/return?payment=${token}`;
  }

  /** @throws InvalidToken */
  paymentOf(token: string): PaymentId {
    return this.signer.verify(tokenKind, token) as PaymentId;
  }

  /** @throws ReturnUrlNotAllowed */
  mustAllow(returnUrl: string | undefined): void {
    if (returnUrl === undefined) return;
    const { publicUrl, corsOrigins } = this.config.http;
    // A star among the origins lets every page read answers; it does not make every page ours.
    const own = [publicUrl, ...corsOrigins].filter((each) => URL.canParse(each));
    const origin = URL.canParse(returnUrl) ? new URL(returnUrl).origin : undefined;
    // Schemes without hosts have the origin 'null'.
    if (origin === undefined || origin === 'null' || !own.some((each) => new URL(each).origin === origin))
      throw new ReturnUrlNotAllowed();
  }
}
