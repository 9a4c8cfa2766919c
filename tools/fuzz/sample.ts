import { resolved, type Document, type Operation, type Schema } from './document.js';

/** A value that the schema describes, from its examples: what the document itself offers to try. */
export function sampleOf(given: Schema, document: Document, depth = 0): unknown {
  const schema = resolved(given, document);
  if (schema.example !== undefined && schema.example !== null) return schema.example;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) return sampleObject(schema, document, depth);
  if (schema.type === 'array')
    return schema.items === undefined ? [] : [sampleOf(schema.items, document, depth + 1)];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return schema.type === 'object' ? {} : sampleText(schema);
}

/** The body of an operation as its document would send it; undefined if it takes none, or none of JSON. */
export function sampleBody({ body }: Operation, document: Document): unknown {
  const schema = body?.['application/json']?.schema;
  return schema === undefined ? undefined : sampleOf(schema, document);
}

/** The same with only what must be there: of what may be left out, some fits only one asker. */
export function requiredSample(operation: Operation, document: Document): unknown {
  const schema = operation.body?.['application/json']?.schema;
  const whole = sampleBody(operation, document);
  if (schema === undefined || typeof whole !== 'object' || whole === null) return whole;
  const { required = [] } = resolved(schema, document);
  return Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name)));
}

/** What is required; of what may be left out, everything that comes with an example, but not far down. */
function sampleObject(
  { properties = {}, required = [] }: Schema,
  document: Document,
  depth: number,
): Record<string, unknown> {
  const wanted = Object.entries(properties).filter(([name, schema]) => {
    const { example } = resolved(schema, document);
    return required.includes(name) || (depth <= 1 && example !== undefined && example !== null);
  });
  return Object.fromEntries(
    wanted.map(([name, schema]) => [name, sampleOf(schema, document, depth + 1)] as const),
  );
}

function sampleText({ format, minLength = 1 }: Schema): string {
  if (format === 'uuid') return '0190f3c1-7000-7000-8000-00000000dead';
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z';
  if (format === 'email') return 'somebody@example.test';
  return 'a'.repeat(Math.max(1, minLength));
}
