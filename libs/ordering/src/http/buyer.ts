import type { CheckOutCartInput } from '#cart';
import { Forbidden } from '#platform/auth/errors.js';
import type { Principal } from '#platform/auth/principal.js';
import { ValidationFailed } from '#platform/http/validation.js';
import type { CustomerId } from '../domain/ids.js';

/** The customer's own cart, or the guest's by its token. @throws ValidationFailed if there is neither */
export function cartOf(principal: Principal | undefined, cartToken: string | undefined): CheckOutCartInput {
  if (principal !== undefined) return { customerId: principal.id };
  if (cartToken === undefined)
    throw ValidationFailed.of('Cart-Token', 'isDefined', 'Cart-Token must be sent, or an access token');
  return { token: cartToken };
}

/** Who buys, and where the confirmation goes. @throws ValidationFailed, Forbidden */
export function buyerOf(
  principal: Principal | undefined,
  email: string | undefined,
): { customerId: CustomerId | null; email: string } {
  if (principal === undefined) return { customerId: null, email: given(email) };
  mustBeAllowed(principal, 'orders:place');
  const own = principal.email ?? given(email);
  if (email !== undefined && email.toLowerCase() !== own.toLowerCase())
    throw ValidationFailed.of('email', 'not-yours', "email must be the account's address, or be left out");
  return { customerId: principal.id as CustomerId, email: own };
}

/** For routes that are public because of guests: whoever has signed in needs the permission all the same. @throws Forbidden */
export function mustBeAllowed(principal: Principal | undefined, permission: string): void {
  if (principal?.permissions.has(permission) === false) throw new Forbidden(permission);
}

function given(email: string | undefined): string {
  if (email === undefined) throw ValidationFailed.of('email', 'isDefined', 'email must be given by guests');
  return email;
}
