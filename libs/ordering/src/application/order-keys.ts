import { Injectable } from '@nestjs/common';
import { InvalidToken, Signer } from '#platform/security/signer.js';
import type { OrderAccess } from './ordering-facade.js';

/** What opens orders: the customer's id all of theirs, a guest's token one. Null fits nothing. */
export interface Keys {
  readonly customerId: string | null;
  readonly orderId: string | null;
}

@Injectable()
export class OrderKeys {
  constructor(private readonly signer: Signer) {}

  of({ principal, orderToken }: OrderAccess): Keys {
    return { customerId: principal?.id ?? null, orderId: this.orderOf(orderToken) };
  }

  /** For the one who placed it; null for customers, who sign in. */
  tokenFor({ id, isGuest }: { id: string; isGuest: boolean }): string | null {
    return isGuest ? this.signer.sign('order', id) : null;
  }

  /** For the confirmation mail: opens the order's page, for reading, and nothing else. */
  pageTokenFor({ id }: { id: string }): string {
    return this.signer.sign('order-page', id);
  }

  /** @throws InvalidToken */
  ofPage(pageToken: string): Keys & { readonly orderId: string } {
    return { customerId: null, orderId: this.signer.verify('order-page', pageToken) };
  }

  private orderOf(token: string | undefined): string | null {
    if (token === undefined) return null;
    try {
      return this.signer.verify('order', token);
    } catch (error) {
      // A forged token opens nothing, like none at all: the answer is "no such order" either way.
      if (error instanceof InvalidToken) return null;
      throw error;
    }
  }
}
