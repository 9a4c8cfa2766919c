import fc from 'fast-check';
import { resolved, type Document, type Schema } from './document.js';
import { kindOf } from './memory.js';
import { Fresh, Raw, Ref } from './values.js';

/** What an earlier answer told: mostly the asker's own, now and then somebody else's. */
export function refTo(kind: string): fc.Arbitrary<Ref> {
  const whose = fc.constantFrom('own', 'own', 'own', 'own', 'any', 'foreign' as const);
  return fc.tuple(whose, fc.nat(40)).map(([each, pick]) => new Ref(kind, each, pick));
}

export interface Place {
  readonly name: string;
  /** Of the route, with braces. */
  readonly path: string;
  readonly document: Document;
}

/** Values that the schema allows and that may even mean something here. */
export function validValue(given: Schema, place: Place, depth = 0): fc.Arbitrary<unknown> {
  const schema = resolved(given, place.document);
  if (schema.nullable === true) {
    const own = validValue({ ...schema, nullable: false }, place, depth);
    return fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: fc.constant(null) });
  }
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => validValue(choice, place, depth)));
  if (schema.properties !== undefined) return validObject(schema, place, depth);
  if (schema.type === 'array') return validArray(schema, place, depth);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer' || schema.type === 'number') return validNumber(schema);
  if (schema.type === 'object') return fc.constantFrom({}, { a: 'b' });
  return validText(schema, place);
}

function validObject(schema: Schema, place: Place, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, validValue(each, { ...place, name }, depth + 1)]),
  );
  const requiredKeys = required.filter((name) => Object.hasOwn(parts, name));
  return fc.record(parts, { requiredKeys });
}

function validArray(
  { items = {}, minItems = 0, maxItems = 4, example }: Schema,
  place: Place,
  depth: number,
) {
  const each = validValue(items, place, depth + 1);
  const some = fc.array(each, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 4) });
  return example === undefined ? some : fc.oneof(some, fc.constant(example));
}

function validNumber({ minimum = 0, maximum = 1_000, example }: Schema): fc.Arbitrary<unknown> {
  const between = fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.max(minimum, maximum)) });
  const edges = fc.constantFrom(minimum, maximum, minimum + 1);
  return typeof example === 'number'
    ? fc.oneof(fc.constant(example), between, edges)
    : fc.oneof(between, edges);
}

/** What names a thing asks for one that is there; what must be new is new; the rest is like the example. */
function validText(schema: Schema, { name, path }: Place): fc.Arbitrary<unknown> {
  const { example, format, pattern, minLength = 0, maxLength = 60 } = schema;
  const free = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 40)),
  });
  const kind = kindOf(name, path);
  if (format === 'email' || name === 'email')
    return fc.oneof(refTo('email'), fc.constant(new Fresh('email')));
  if (format === 'date-time') return dateTime;
  const likely: fc.WeightedArbitrary<unknown>[] = [{ weight: 1, arbitrary: free }];
  if (typeof example === 'string') likely.push({ weight: 4, arbitrary: fc.constant(example) });
  if (pattern !== undefined)
    likely.push({ weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern, 'u')) });
  if (kind !== undefined) likely.push({ weight: 5, arbitrary: refTo(kind) });
  if (['slug', 'sku', 'code'].includes(name))
    likely.push({ weight: 8, arbitrary: fc.constant(new Fresh('word')) });
  if (isPrivate.test(path) && /name|line|city|note|company|label/i.test(name))
    likely.push({ weight: 6, arbitrary: fc.constant(new Fresh('marked')) });
  return fc.oneof(...likely);
}

/** Where texts are nobody else's business; those of the catalogue and of reviews are to be read. */
export const isPrivate = /^\/v1\/(orders|checkout|auth|me(?!\/reviews))\b/;

const dateTime = fc.oneof(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.constantFrom('2030-01-01T00:00:00Z', '2030-01-01T00:00:00+05:30', '1970-01-01T00:00:00.000Z'),
);

/** A number as a query would carry it. */
export function asQuery(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Raw ? value.text : value;
}
