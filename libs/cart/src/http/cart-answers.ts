import { Injectable } from '@nestjs/common';
import { Signer } from '#platform/security/signer.js';
import type { Shopper } from '../application/shopper.js';
import type { CartView } from '../queries/cart.views.js';
import type { CartResponse } from './cart.dto.js';

/** Gives guests the key to their cart along with it; it is made from the id, so that it needs no place to be kept. */
@Injectable()
export class CartAnswers {
  constructor(private readonly signer: Signer) {}

  /** Somebody unknown has just been given a guest's cart. */
  for(shopper: Shopper | undefined, view: CartView): CartResponse {
    const isCustomers = shopper !== undefined && 'customerId' in shopper;
    if (isCustomers || view.id === null) return view;
    return Object.assign(view, { token: this.signer.sign('cart', view.id) });
  }
}
