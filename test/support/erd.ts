import type { TestDatabase } from './database.js';

export interface ErdColumn {
  table: string;
  name: string;
  type: string;
  key: 'PK' | 'UK' | 'FK' | '';
  isNullable: number;
}

export interface ErdLink {
  child: string;
  column: string;
  parent: string;
}

export interface Schema {
  columns: readonly ErdColumn[];
  links: readonly ErdLink[];
}

/** Which tables a context owns. A table that stands in none makes the spec fail: somebody must own it. */
export type Owners = Readonly<Record<string, readonly string[]>>;

/** Tables, columns and foreign keys as the server has them. TypeORM's own table is left out. */
export async function readSchema(database: TestDatabase): Promise<Schema> {
  const links = await database.query<ErdLink>(
    `SELECT table_name AS child, column_name AS 'column', referenced_table_name AS parent
     FROM information_schema.key_column_usage
     WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL`,
  );
  // Here, not by the servers: they don't agree on where the underscore stands.
  const place = ({ child, column }: ErdLink): string => `${child} ${column}`;
  links.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  const columns = await database.query<Omit<ErdColumn, 'key'> & { columnKey: string }>(
    `SELECT c.table_name AS 'table', c.column_name AS name, c.data_type AS type, c.column_key AS columnKey,
            c.is_nullable = 'YES' AS isNullable
     FROM information_schema.columns c
     WHERE c.table_schema = DATABASE() AND c.table_name <> 'migrations'
     ORDER BY c.table_name, c.ordinal_position`,
  );
  const isLink = ({ table, name }: { table: string; name: string }): boolean =>
    links.some(({ child, column }) => child === table && column === name);
  return {
    links,
    columns: columns.map(({ columnKey, ...column }) => ({
      ...column,
      key: keyOf(columnKey, isLink(column)),
    })),
  };
}

function keyOf(columnKey: string, isLink: boolean): ErdColumn['key'] {
  if (columnKey === 'PRI') return 'PK';
  if (isLink) return 'FK';
  return columnKey === 'UNI' ? 'UK' : '';
}

/** One Mermaid diagram for each context: foreign keys never leave one. */
export function drawErd({ columns, links }: Schema, owners: Owners): string {
  return Object.entries(owners)
    .map(([context, tables]) => {
      const boxes = tables.map((table) => boxOf(table, columns)).join('\n');
      const lines = links
        .filter(({ child }) => tables.includes(child))
        .map((link) => `  ${link.parent} ||--o{ ${link.child} : ${link.column}`)
        .join('\n');
      const body = lines === '' ? boxes : `${lines}\n${boxes}`;
      return `## ${context}\n\n\`\`\`mermaid\nerDiagram\n${body}\n\`\`\`\n`;
    })
    .join('\n');
}

function boxOf(table: string, columns: readonly ErdColumn[]): string {
  const own = columns.filter((column) => column.table === table);
  const rows = own.map(({ name, type, key, isNullable }) => {
    const nullable = isNullable === 1 ? ' "may be null"' : '';
    return `    ${type} ${name}${key === '' ? '' : ` ${key}`}${nullable}`;
  });
  return `  ${table} {\n${rows.join('\n')}\n  }`;
}
