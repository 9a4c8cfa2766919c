// UN M49, region 150 (Europe), with Cyprus, which belongs to the European Union.
const europe = `
  BG BY CZ HU MD PL RO RU SK UA AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ
  AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA AT BE CH DE FR LI LU MC NL CY`;

const europeanUnion = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';

const groups: Readonly<Record<string, readonly string[]>> = {
  europe: codesIn(europe),
  eu: codesIn(europeanUnion),
  'european union': codesIn(europeanUnion),
  'north america': ['US', 'CA', 'MX'],
};

const otherNames: Readonly<Record<string, string>> = {
  us: 'US',
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  america: 'US',
  'united states of america': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'czech republic': 'CZ',
  holland: 'NL',
  'the netherlands': 'NL',
  'republic of ireland': 'IE',
  'south korea': 'KR',
  russia: 'RU',
  macedonia: 'MK',
  turkey: 'TR',
};

// What the tables of names know besides countries.
const noCountries = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'XK',
  'ZZ',
]);

let names: ReadonlyMap<string, string> | undefined;

/** The code of ISO 3166-1 that people mean by `usa`, `Germany` or `de`; undefined if nobody can tell. */
export function countryCalled(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  names ??= englishNames();
  return otherNames[name] ?? names.get(name);
}

export interface NamedRegion {
  readonly countries: readonly string[];
  readonly isRestOfWorld: boolean;
  /** Parts of the name that say no country. */
  readonly unknown: readonly string[];
}

/** What a shipping region covers, as far as its name tells: `US / Canada`, `Europe`, `Rest of World`. */
export function regionCalled(name: string): NamedRegion {
  if (/rest of (?:the )?world|world ?wide|international|other countries/i.test(name))
    return { countries: [], isRestOfWorld: true, unknown: [] };
  const parts = name.split(/\s*(?:[/,;&+]|\band\b)\s*/i).filter((part) => part !== '');
  const found = parts.map((part) => ({ part, codes: groups[part.toLowerCase()] ?? codeOf(part) }));
  return {
    countries: [...new Set(found.flatMap(({ codes }) => codes))].sort(),
    isRestOfWorld: false,
    unknown: found.filter(({ codes }) => codes.length === 0).map(({ part }) => part),
  };
}

function codeOf(name: string): readonly string[] {
  const code = countryCalled(name);
  return code === undefined ? [] : [code];
}

/** Every two letters that are a country of today, by their English name and by themselves. */
function englishNames(): ReadonlyMap<string, string> {
  const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const countries = codes.filter(
    (code) =>
      !noCountries.has(code) &&
      new Intl.Locale(`und-${code}`).region === code &&
      display.of(code) !== undefined,
  );
  return new Map(
    countries.flatMap((code) => [
      [code.toLowerCase(), code],
      [(display.of(code) ?? code).toLowerCase(), code],
    ]),
  );
}

function codesIn(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
