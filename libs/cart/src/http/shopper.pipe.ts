import { createParamDecorator, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Forbidden } from '#platform/auth/errors.js';
import { principalOf, type Principal } from '#platform/auth/principal.js';
import { Signer } from '#platform/security/signer.js';
import type { Shopper } from '../application/shopper.js';
import type { CartId } from '../domain/cart.js';
import { CartNotFound } from '../domain/cart.errors.js';

export interface Credentials {
  principal: Principal | undefined;
  /** The Cart-Token header. */
  token: string | undefined;
}

const permission = 'cart:use';

/** Who shops. A sign-in counts more than a token: what is done then is done to the customer's cart. Undefined with neither. */
@Injectable()
export class ShopperPipe implements PipeTransform<Credentials, Shopper | undefined> {
  constructor(private readonly signer: Signer) {}

  /** @throws InvalidToken (404), Forbidden */
  transform({ principal, token }: Credentials): Shopper | undefined {
    if (principal !== undefined) {
      if (!principal.permissions.has(permission)) throw new Forbidden(permission);
      return { customerId: principal.id };
    }
    return token === undefined ? undefined : { guestCartId: this.signer.verify('cart', token) as CartId };
  }
}

/** Only for who can have a cart already: without a sign-in and a token there is nothing to be found. */
@Injectable()
export class KnownShopperPipe implements PipeTransform<Credentials, Shopper> {
  private readonly shoppers: ShopperPipe;

  constructor(signer: Signer) {
    this.shoppers = new ShopperPipe(signer);
  }

  /** @throws InvalidToken (404), Forbidden, CartNotFound */
  transform(credentials: Credentials): Shopper {
    const shopper = this.shoppers.transform(credentials);
    if (shopper === undefined) throw new CartNotFound();
    return shopper;
  }
}

const FromCredentials = createParamDecorator((_: unknown, context: ExecutionContext): Credentials => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const token = request.headers['cart-token'];
  return {
    principal: principalOf(request),
    token: typeof token === 'string' && token !== '' ? token : undefined,
  };
});

/** The shopper of the request, or undefined for somebody who shows neither a sign-in nor a token. */
export const AnyShopper = (): ParameterDecorator => FromCredentials(ShopperPipe);

/** The shopper of the request; 404 without one. */
export const KnownShopper = (): ParameterDecorator => FromCredentials(KnownShopperPipe);
