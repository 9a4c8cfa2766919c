import { ReturnUrlRefused } from '../domain/provider-sign-in.errors.js';

const maxLength = 1_000;
// Some servers take these for slashes and dots, others don't: no page needs them in its address.
const ambiguous = /%(?:2f|5c|00)|[\\\p{Cc}]/iu;
// A whole address, or a path: what a base would complete in other ways is nothing that anybody writes on purpose.
const form = /^(?:https?:\/\/|\/(?!\/))/i;
/** What we add ourselves. */
const ours = ['code', 'error'];

interface Allowed {
  readonly publicUrl: string;
  /** Origin and path, compared exactly. */
  readonly returnUrls: readonly string[];
}

/**
 * Where a sign-in leads back to, if it may: whatever it answers is somewhere the shop's owner has named, so that nobody can be sent on to
 * a page that only looks like the shop (open redirect). A path alone is one of PUBLIC_URL.
 * @throws ReturnUrlRefused
 */
export function returnAddress(wanted: string, { publicUrl, returnUrls }: Allowed): string {
  if (wanted.length > maxLength || !form.test(wanted) || ambiguous.test(wanted)) throw new ReturnUrlRefused();
  const base = new URL(publicUrl);
  if (!URL.canParse(wanted, base.origin)) throw new ReturnUrlRefused();
  const url = new URL(wanted, base.origin);
  const isPlain = url.username === '' && url.password === '' && !wanted.includes('#');
  const isListed = returnUrls.some((each) => placeOf(new URL(each)) === placeOf(url));
  if (!isPlain || !(isListed || isPageBelow(base, url))) throw new ReturnUrlRefused();
  for (const name of ours) url.searchParams.delete(name);
  return url.href;
}

/** The address with what the page is to know: in the query, which its server may see, or behind the #, which stays in the browser. */
export function returnWith(
  address: string,
  { query = {}, fragment }: { query?: Record<string, string>; fragment?: Record<string, string> },
): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  if (fragment !== undefined) url.hash = new URLSearchParams(fragment).toString();
  return url.href;
}

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

function isPageBelow(base: URL, { origin, pathname }: URL): boolean {
  const folder = base.pathname.replace(/\/$/, '');
  if (origin !== base.origin || !`${pathname}/`.startsWith(`${folder}/`)) return false;
  // A way to sign in that leads to a way to sign in would go round in circles.
  return !pathname.startsWith(`${folder}/v1/auth/`);
}
