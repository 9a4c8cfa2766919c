import type { Fields } from './objects.js';

/** An answer of Stripe that is not a success, in Stripe's own words: `{ error: { type, code, message, param … } }`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: Fields & { type: string; message: string },
    readonly headers: Record<string, string> = {},
    private readonly wasExecuted = false,
  ) {
    super(body.message);
  }

  /**
   * Stripe keeps the answer of a request that was executed, errors too, but not of one that was refused before:
   * bad parameters, unknown objects, a missing key, a rate limit.
   */
  get isKept(): boolean {
    return this.wasExecuted || this.status === 402 || this.status >= 500;
  }
}

type Invalid = { message: string; code?: string; param?: string; extra?: Fields };

export function invalid({ message, code, param, extra }: Invalid): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...described(code), param, ...extra });
}

/** The request was right, but the object is in a state that forbids it. */
export function impossible({ message, code, param, extra }: Invalid): ApiError {
  const body = { type: 'invalid_request_error', message, ...described(code), param, ...extra };
  return new ApiError(400, body, {}, true);
}

export function missing(param: string): ApiError {
  return invalid({ message: `Missing required param: ${param}.`, code: 'parameter_missing', param });
}

export function notFound(what: string, id: string, param: string): ApiError {
  const message = `No such ${what}: '${id}'`;
  return new ApiError(404, {
    type: 'invalid_request_error',
    message,
    ...described('resource_missing'),
    param,
  });
}

export function unexpectedState(message: string, intent: Fields): ApiError {
  return impossible({ message, code: 'payment_intent_unexpected_state', extra: { payment_intent: intent } });
}

export function unauthorized(message: string, code?: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message, ...described(code) });
}

export function secretKeyRequired(): ApiError {
  const message = 'This API call cannot be made with a publishable API key. Please use a secret API key.';
  return new ApiError(403, { type: 'invalid_request_error', message, ...described('secret_key_required') });
}

export function idempotencyMismatch(message: string): ApiError {
  return new ApiError(400, { type: 'idempotency_error', message });
}

export function keyInUse(key: string): ApiError {
  const message =
    'There is currently another in-progress request using this Idempotent Key ' +
    `(that probably means you submitted twice, and the other request is still going through): ${key}. ` +
    'Please try again later.';
  return new ApiError(409, { type: 'idempotency_error', message, ...described('idempotency_key_in_use') });
}

export function rateLimited(): ApiError {
  const message = 'Request rate limit exceeded. Please slow down and retry with exponential back-off.';
  const body = { type: 'invalid_request_error', message, ...described('rate_limit') };
  return new ApiError(429, body, { 'stripe-rate-limited-reason': 'global-rate' });
}

export function serverError(): ApiError {
  const message = 'An unknown error occurred';
  // The idempotency layer would replay this 500, so Stripe asks its clients not to try again.
  return new ApiError(500, { type: 'api_error', message }, { 'stripe-should-retry': 'false' });
}

/** Stripe gives a link to its documentation with every code. */
export function described(code: string | undefined): Fields {
  return code ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {};
}
