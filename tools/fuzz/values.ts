/** Something that an earlier answer told, put in when the request goes out: the plan stays the same when ids change. */
export class Ref {
  constructor(
    /** Such as `order` or `variant`; see `kindOf`. */
    readonly kind: string,
    readonly whose: 'own' | 'foreign' | 'any',
    readonly pick: number,
  ) {}
}

/** JSON as it is written here, however wrong. */
export class Raw {
  constructor(readonly text: string) {}
}

/** An object whose keys may come twice, or be called `__proto__`. */
export class Entries {
  constructor(readonly entries: readonly (readonly [string, unknown])[]) {}
}

/** A word that differs from request to request: what must be unique, and what must be found again. */
export class Fresh {
  constructor(readonly as: 'word' | 'email' | 'marked') {}
}

/** JSON with everything above in it. @param known puts in what is known only now */
export function jsonText(value: unknown, known: (value: Ref | Fresh) => string): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof Ref || value instanceof Fresh) return JSON.stringify(known(value));
  if (value instanceof Entries)
    return `{${value.entries.map(([key, each]) => `${JSON.stringify(key)}:${jsonText(each, known)}`).join(',')}}`;
  if (Array.isArray(value)) return `[${value.map((each) => jsonText(each, known)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return jsonText(new Entries(Object.entries(value)), known);
  return JSON.stringify(value ?? null);
}

/** The same for places that take text: paths, queries and headers. */
export function plainText(value: unknown, known: (value: Ref | Fresh) => string): string {
  if (value instanceof Ref || value instanceof Fresh) return known(value);
  return typeof value === 'string' ? value : jsonText(value, known);
}
