import Stripe from 'stripe';
import { IdempotencyKeySpent, ProviderRefused, ProviderUnavailable } from '../domain/payment.errors.js';

/** Errors of the SDK in our words. What is not Stripe's passes through. */
export function translate(error: unknown): unknown {
  const { errors } = Stripe;
  if (!(error instanceof errors.StripeError)) return error;
  if (error instanceof errors.StripeIdempotencyError) return new IdempotencyKeySpent(error);
  if (error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError)
    return new ProviderRefused(error.code ?? 'invalid-request', error);
  // A repeated 500 stays a 500 for as long as Stripe keeps the key.
  if (isServerError(error) && error.headers?.['idempotent-replayed'] === 'true')
    return new IdempotencyKeySpent(error);
  // Lost connections, 429, 409 while the key is in flight, 5xx; and a wrong key, which is for operators to see in the log.
  return new ProviderUnavailable(error);
}

function isServerError({ statusCode }: { statusCode?: number | undefined }): boolean {
  return statusCode !== undefined && statusCode >= 500;
}
