import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, type EntityMetadata } from 'typeorm';
import { createApi } from '../../../apps/api/src/create-api.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

interface Column {
  table: string;
  name: string;
  type: string;
  length: number | null;
  isNullable: number;
  hasDefault: number;
}

let database: TestDatabase;
let entities: readonly EntityMetadata[];
let columns: Map<string, Column>;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url });
  const app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await app.init();
  entities = app.get(DataSource).entityMetadatas;
  await app.close();
  const rows = await database.query<Column>(
    `SELECT table_name AS 'table', column_name AS name, data_type AS type, character_octet_length AS length,
            is_nullable = 'YES' AS isNullable, column_default IS NOT NULL OR extra LIKE '%auto_increment%' AS hasDefault
     FROM information_schema.columns WHERE table_schema = DATABASE()`,
  );
  columns = new Map(rows.map((row) => [`${row.table}.${row.name}`, row]));
});

afterAll(() => database.drop());

/** Names under which the servers know what the mapping calls otherwise. */
const typeNames: Record<string, string> = {
  integer: 'int',
  boolean: 'tinyint',
  bool: 'tinyint',
  number: 'int',
};

function mismatches(entity: EntityMetadata): string[] {
  return entity.columns.flatMap((mapped) => {
    const place = `${entity.tableName}.${mapped.databaseName}`;
    const column = columns.get(place);
    if (column === undefined) return [`${place} is mapped but does not exist`];
    const type = typeof mapped.type === 'string' ? mapped.type : mapped.type.name.toLowerCase();
    const problems: string[] = [];
    if ((typeNames[type] ?? type) !== column.type)
      problems.push(`${place} is mapped as ${type} but is ${column.type}`);
    if (mapped.isNullable !== (column.isNullable === 1))
      problems.push(`${place} is mapped as ${mapped.isNullable ? '' : 'not '}nullable, and is not so`);
    if (type === 'binary' && Number(mapped.length) !== column.length)
      problems.push(`${place} is mapped with length ${mapped.length}, and has ${String(column.length)}`);
    return problems;
  });
}

/** Columns that an insert through the mapping would leave without a value. */
function unmapped(entity: EntityMetadata): string[] {
  const mapped = new Set(entity.columns.map((column) => column.databaseName));
  return [...columns.values()]
    .filter(
      (column) =>
        column.table === entity.tableName &&
        !mapped.has(column.name) &&
        column.isNullable === 0 &&
        column.hasDefault === 0,
    )
    .map((column) => `${column.table}.${column.name} must have a value and is not mapped`);
}

describe('the schema', () => {
  it('has every mapped column, with the type and the nullability of the mapping', () => {
    expect(entities.length).toBeGreaterThan(3);
    expect(entities.flatMap(mismatches)).toEqual([]);
  });

  it('asks for no value that the mappings do not know', () => {
    expect(entities.flatMap(unmapped)).toEqual([]);
  });
});
