import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { resolved, type Content, type Document, type Schema } from './document.js';

type Checked = Record<string, unknown>;

/** The schemas of the answers, strictly: what they don't name must not be there. */
export class AnswerSchemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(private readonly document: Document) {
    formats.default(this.ajv);
    const schemas = Object.entries(document.components?.schemas ?? {});
    for (const [name, schema] of schemas) this.ajv.addSchema(this.strict(schema), nameOf(name));
  }

  /** @returns what is wrong with it; undefined if nothing is, or if nothing is said about it */
  problem(content: Content, value: unknown): string | undefined {
    const schema = jsonSchemaOf(content);
    if (schema === undefined) return undefined;
    const validate = this.compiled.get(schema) ?? this.ajv.compile(this.strict(schema));
    this.compiled.set(schema, validate);
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    const more = JSON.stringify(error?.params ?? {});
    return `${error?.instancePath ?? ''} ${error?.message ?? ''} ${more}`.replace(/\/\d+/g, '/#');
  }

  private strict(given: Schema): Checked {
    if (given.$ref !== undefined) return { $ref: nameOf(given.$ref.replace('#/components/schemas/', '')) };
    const schema = given.allOf === undefined ? given : resolved(given, this.document);
    const { properties, items, oneOf, anyOf, nullable, ...rest } = schema;
    const strict: Checked = { ...rest };
    if (nullable === true) strict['nullable'] = true;
    if (nullable === true && strict['type'] === undefined) strict['type'] = 'object';
    if (nullable === true && schema.enum !== undefined) strict['enum'] = [...schema.enum, null];
    if (items !== undefined) strict['items'] = this.strict(items);
    const choices = oneOf ?? anyOf;
    if (choices !== undefined) strict['anyOf'] = choices.map((each) => this.strict(each));
    if (properties === undefined) return strict;
    strict['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, this.strict(each)]),
    );
    strict['additionalProperties'] ??= false;
    return strict;
  }
}

function jsonSchemaOf(content: Content): Schema | undefined {
  return Object.entries(content).find(([type]) => type.includes('json'))?.[1].schema;
}

function nameOf(schema: string): string {
  return `doc:${schema}`;
}
