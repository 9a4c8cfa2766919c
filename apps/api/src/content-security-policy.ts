const nothing = "default-src 'none'; frame-ancestors 'none'";
const ownPages =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
// Swagger UI and Bull Board bring scripts of their own from this origin, and style elements inline.
const ownApplications =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

/** Answers of the API are data: a browser may run nothing in them. Controllers that serve a page are more generous. */
export function contentSecurityPolicyFor(url: string): string {
  if (url.startsWith('/docs') || url.startsWith('/operators/queues')) return ownApplications;
  if (
    url.startsWith('/operators') ||
    url.startsWith('/orders/') ||
    url.startsWith('/v1/auth/email-verifications') ||
    url.startsWith('/v1/auth/password-resets') ||
    url.startsWith('/v1/auth/email-changes') ||
    url.startsWith('/v1/auth/staff-invitations') ||
    url.startsWith('/v1/auth/google') ||
    url.startsWith('/v1/payments/return')
  )
    return ownPages;
  return nothing;
}
