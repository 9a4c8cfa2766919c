/** What the post and the telephone differ in from country to country. Countries are codes of ISO 3166-1 alpha-2. */
export abstract class CountryRules {
  /** Whether an address there is not complete without its state, province or prefecture. */
  abstract needsRegion(country: string): boolean;

  /** In the form in which everything else looks it up (US: `CA`). Undefined if the country has no such region. */
  abstract region(text: string, country: string): string | undefined;

  /** Whether the post there does without codes. */
  abstract hasNoPostalCodes(country: string): boolean;

  /** As the post there writes it; any text where nothing is known about its codes. Undefined if this can't be one. */
  abstract postalCode(text: string, country: string): string | undefined;

  /** E.164. @param country whose national numbers are understood, too. Undefined if this can't be a number. */
  abstract phoneNumber(text: string, country?: string): string | undefined;
}

/** Takes everything as it comes: for addresses of a shop that has asked for less. */
export class AnyCountry extends CountryRules {
  needsRegion(): boolean {
    return false;
  }

  region(text: string): string {
    return text;
  }

  hasNoPostalCodes(): boolean {
    return false;
  }

  postalCode(text: string): string {
    return text;
  }

  phoneNumber(text: string): string | undefined {
    return /^\+?[\d ()./-]{5,30}$/.test(text) ? text : undefined;
  }
}
