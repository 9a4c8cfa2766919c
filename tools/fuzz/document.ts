/** As much of an OpenAPI document as requests are made from and answers are judged by. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
}

export type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface RawOperation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly 'x-permission'?: string;
  readonly 'x-public'?: boolean;
}

export interface Operation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** `GET /v1/orders/{id}` */
  readonly route: string;
  readonly parameters: readonly Parameter[];
  readonly body: Content | undefined;
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  /** Undefined if everybody may ask. */
  readonly permission: string | undefined;
  readonly isPublic: boolean;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'];

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, raw]) => operationOf(method.toUpperCase(), path, raw)),
  );
}

function operationOf(method: string, path: string, raw: RawOperation): Operation {
  return {
    id: raw.operationId ?? `${method} ${path}`,
    method,
    path,
    route: `${method} ${path}`,
    parameters: raw.parameters ?? [],
    body: raw.requestBody?.content,
    responses: raw.responses,
    permission: raw['x-permission'],
    isPublic: raw['x-public'] === true,
  };
}

export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
}

/** The schema itself, with references followed and `allOf` laid together. */
export function resolved(schema: Schema, document: Document): Schema {
  if (schema.$ref !== undefined) return resolved(schemaAt(schema.$ref, document), document);
  if (schema.allOf === undefined) return schema;
  const { allOf, ...own } = schema;
  return allOf
    .map((part) => resolved(part, document))
    .reduce<Schema>(
      (whole, part) => ({
        ...part,
        ...whole,
        properties: { ...part.properties, ...whole.properties },
        required: [...(part.required ?? []), ...(whole.required ?? [])],
      }),
      own,
    );
}

function schemaAt(reference: string, { components }: Document): Schema {
  const name = reference.replace('#/components/schemas/', '');
  const schema = components?.schemas?.[name];
  if (schema === undefined) throw new Error(`The document has no schema ${reference}.`);
  return schema;
}
