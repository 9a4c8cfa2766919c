/**
 * Texts in our mails that somebody else has chosen are a way to have the shop mail an advertisement, or worse, instructions. They are
 * repeated only if they look like what they are meant to be, and like nothing that a mail client would turn into a link.
 */
const LOOKS_LIKE_LINK = /\.\p{L}{2}|www|:\/\//iu;

/** Anybody can register anybody's address under any name. */
export function greeting(name: string): string {
  const text = name.trim();
  const looksLikeName = /^[\p{L}\p{M} .'’-]{1,50}$/u.test(text) && !LOOKS_LIKE_LINK.test(text);
  return looksLikeName ? `Hello ${text},` : 'Hello,';
}

/** A short label such as a browser, a role or a provider; `otherwise` for everything that is none. */
export function label(text: string | undefined, otherwise: string): string {
  const isLabel =
    /^[\p{L}\p{M}\p{N} .,()/_+'’-]{1,60}$/u.test(text ?? '') && !LOOKS_LIKE_LINK.test(text ?? '');
  return isLabel && text !== undefined ? text : otherwise;
}

/** An IP address of either kind; undefined for everything else. */
export function ipAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^[\da-fA-F:.]{2,45}$/.test(text) ? text : undefined;
}

/** `Friday, November 20, 2026 at 17:18 UTC`: the shop does not know where the customer's clock stands. */
export function moment(iso: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(iso))} UTC`;
}
