import fastify from 'fastify';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { bytes, placeBareOrder, type BareOrder } from './order.js';
import * as sql from './sql.js';

// What a shop is measured against: Fastify, mysql2, ten connections, prepared statements, nothing else.
const pool = mysql.createPool({
  uri: process.env['DATABASE_URL'],
  connectionLimit: 10,
  timezone: 'Z',
  enableKeepAlive: true,
});
const app = fastify({ logger: false });

type Values = (string | number | Buffer)[];

async function rows(text: string, values: Values): Promise<RowDataPacket[]> {
  const [found] = await pool.execute<RowDataPacket[]>(text, values);
  return found;
}

function card(row: RowDataPacket): object {
  const { id, price_from_amount, price_to_amount, list_price_amount, currency, ...rest } = row;
  return {
    id: (id as Buffer).toString('hex'),
    ...rest,
    price: { amount: Number(price_from_amount), currency: String(currency) },
    priceTo: { amount: Number(price_to_amount), currency: String(currency) },
    listPrice: { amount: Number(list_price_amount), currency: String(currency) },
  };
}

interface Listing {
  category: string;
  sort: string;
  page: string;
  limit: string;
}

async function pageOf({ category, sort, page, limit }: Listing): Promise<object> {
  const isFirst = page === '1';
  const text = (isFirst ? sql.firstPages : sql.laterPages).get(sort);
  if (text === undefined) throw new RangeError(`There is no order '${sort}'.`);
  // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
  const offset = String((Number(page) - 1) * Number(limit));
  const items = await rows(text, isFirst ? [category, limit] : [category, limit, offset]);
  return { items: items.map(card), page: Number(page), limit: Number(limit) };
}

app.get<{ Querystring: Listing }>('/list', async ({ query }) => {
  const [page, [count]] = await Promise.all([pageOf(query), rows(sql.total, [query.category])]);
  return { ...page, total: Number(count?.['total']) };
});

app.get<{ Querystring: Listing }>('/list-page', ({ query }) => pageOf(query));

app.get<{ Params: { slug: string } }>('/detail/:slug', async ({ params: { slug } }, reply) => {
  const [[product, ...more], parts] = await Promise.all([
    rows(sql.product, [slug]),
    rows(sql.parts, [slug, slug]),
  ]);
  if (product === undefined) return reply.code(404).send({ error: 'unknown' });
  return {
    ...card(product),
    categories: [product, ...more].map((row) => ({ slug: String(row['category_slug']) })),
    images: parts.filter((part) => part['id'] === null),
    variants: parts
      .filter((part) => part['id'] !== null)
      .map((part) => ({ ...part, id: (part['id'] as Buffer).toString('hex') })),
  };
});

app.get<{ Querystring: { q: string } }>('/search', async ({ query: { q } }) => {
  const [items, [count]] = await Promise.all([rows(sql.found, [q, q]), rows(sql.foundTotal, [q])]);
  return { items: items.map(card), page: 1, limit: 20, total: Number(count?.['total']) };
});

app.post<{ Body: { cartId: string; variantId: string } }>('/cart', async ({ body }, reply) => {
  const variantId = bytes(body.variantId);
  const [offer] = await rows(sql.price, [variantId]);
  if (offer === undefined) return reply.code(404).send({ error: 'unknown' });
  const values: Values = [
    bytes(body.cartId),
    variantId,
    Number(offer['price_amount']),
    String(offer['name']),
  ];
  await pool.execute(sql.putInCart, values);
  return reply.code(201).send({ cartId: body.cartId, price: Number(offer['price_amount']) });
});

app.post<{ Body: BareOrder }>('/orders', async ({ body }, reply) => {
  const placed = await placeBareOrder(pool, body);
  return placed === 'sold-out' ? reply.code(409).send({ error: 'sold out' }) : reply.code(201).send(placed);
});

app.get('/health', () => ({ status: 'ok' }));

await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void app
      .close()
      .then(() => pool.end())
      .then(() => process.exit(0));
  });
}
