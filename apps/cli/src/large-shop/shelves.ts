import type { Connection, RowDataPacket } from 'mysql2/promise';
import { Draws } from './draws.js';
import { insertRows } from './insert-rows.js';
import { departments } from './vocabulary.js';

/** The ids that products refer to: of departments and categories, and of the values of colour and size. */
export interface Shelves {
  /** In the order of the vocabulary. */
  categories: readonly Buffer[];
  options: Readonly<Record<OptionCode, Option>>;
}

export interface Option {
  id: Buffer;
  values: readonly { id: Buffer; code: string; name: string }[];
}

export type OptionCode = 'colour' | 'size';

/** Before the products, which begin on the sixth. */
const madeAt = Date.UTC(2026, 0, 5, 12);

const wanted: Readonly<Record<OptionCode, { name: string; values: readonly string[] }>> = {
  // As the drawn pictures know them.
  colour: { name: 'Colour', values: ['Moss', 'Ocean', 'Ember', 'Dusk', 'Sand', 'Berry', 'Slate', 'Honey'] },
  size: { name: 'Size', values: ['S', 'M', 'L'] },
};

/** Makes what is missing. Colour and size are the shop's own if it has them, so that a filter finds both its products and these. */
export async function furnish(connection: Connection): Promise<Shelves> {
  const draws = new Draws(-1);
  const rows = shelfRows(draws);
  const columns = ['id', 'slug', 'name', 'description', 'position'];
  await insertRows(connection, 'departments', columns, rows.departments, 'IGNORE');
  await insertRows(connection, 'categories', ['department_id', ...columns], rows.categories, 'IGNORE');
  return {
    categories: rows.categories.map((row) => row[1] as Buffer),
    options: {
      colour: await optionOf(connection, 'colour', draws),
      size: await optionOf(connection, 'size', draws),
    },
  };
}

function shelfRows(draws: Draws): { departments: unknown[][]; categories: unknown[][] } {
  let count = 0;
  const id = (): Buffer => draws.id(madeAt + count++);
  const rows = { departments: [] as unknown[][], categories: [] as unknown[][] };
  departments.forEach(({ name, categories }, d) => {
    const department = id();
    rows.departments.push([department, `large-${String(d + 1)}`, name, 'One of many.', 100 + d]);
    categories.forEach(([category], c) => {
      const slug = `large-${String(d + 1)}-${String(c + 1)}`;
      rows.categories.push([department, id(), slug, category, 'One of many.', c]);
    });
  });
  return rows;
}

async function optionOf(connection: Connection, code: OptionCode, draws: Draws): Promise<Option> {
  const { name, values } = wanted[code];
  const ids = { option: draws.id(madeAt + 100), values: values.map((_, n) => draws.id(madeAt + 101 + n)) };
  await insertRows(
    connection,
    'options',
    ['id', 'code', 'name', 'position'],
    [[ids.option, code, name, 100]],
    'IGNORE',
  );
  const [[option]] = await connection.query<RowDataPacket[]>('SELECT id FROM options WHERE code = ?', [code]);
  const id = option?.['id'] as Buffer;
  await insertRows(
    connection,
    'option_values',
    ['id', 'option_id', 'code', 'name', 'position'],
    values.map((value, n) => [ids.values[n], id, value.toLowerCase(), value, 100 + n]),
    'IGNORE',
  );
  const [found] = await connection.query<RowDataPacket[]>(
    'SELECT id, code, name FROM option_values WHERE option_id = ? AND code IN (?) ORDER BY FIELD(code, ?)',
    [id, values.map(lower), values.map(lower)],
  );
  return { id, values: found as unknown as Option['values'] };
}

function lower(text: string): string {
  return text.toLowerCase();
}
