import type { EntitySchemaColumnOptions } from 'typeorm';
import { parseId, type Id } from '#shared-kernel';

/** The 16 bytes under which an id is stored; as text every secondary index would be four times as large. */
export function idToBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

export function bytesToId<T extends Id<string>>(bytes: Uint8Array): T {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}` as T;
}

/** For values that come from outside: undefined if the text is no id, so that the caller answers "not found". */
export function textToIdBytes(text: string): Buffer | undefined {
  const id = parseId(text);
  return id === undefined ? undefined : idToBytes(id);
}

const transformer = {
  to: (id: string | null | undefined): unknown => (typeof id === 'string' ? idToBytes(id) : id),
  from: (bytes: Buffer | null): string | null => (bytes === null ? null : bytesToId(bytes)),
};

/** An id in an EntitySchema: BINARY(16) in the table, text in the class. */
export function idColumn(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  return { type: 'binary', length: 16, transformer, ...options };
}

/** BIGINT in the table (amounts, versions), number in the class: TypeORM would hand over text. */
export function bigintColumn(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  const fromDatabase = (value: string | number | null): number | null =>
    value === null ? null : Number(value);
  return { type: 'bigint', transformer: { to: (value: unknown) => value, from: fromDatabase }, ...options };
}

/** Structured data in a LONGTEXT: the JSON type is text on MariaDB and something else on MySQL. */
export function jsonColumn(options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions {
  return {
    type: 'longtext',
    transformer: {
      to: (value: unknown): unknown =>
        value === null || value === undefined ? value : JSON.stringify(value),
      from: (text: string | null): unknown => (text === null ? null : JSON.parse(text)),
    },
    ...options,
  };
}
