const fallback = 'en-US';

/** The language that the shopper's browser prefers most (RFC 9110, 12.5.4), for the mails about the order. */
export function localeOf(acceptLanguage: string | undefined): string {
  const first = acceptLanguage?.split(/[,;]/, 1)[0]?.trim() ?? '';
  if (first.length > 35 || !/^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(first)) return fallback;
  try {
    return Intl.getCanonicalLocales(first)[0] ?? fallback;
  } catch (error) {
    if (error instanceof RangeError) return fallback; // looks like a tag and is none
    throw error;
  }
}
