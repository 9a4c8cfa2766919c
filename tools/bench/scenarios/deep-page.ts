import type { Stage } from '../stage/stage.js';

interface Answer {
  nextCursor: string | null;
}

const sorts = ['newest', 'price', 'name'] as const;
const limit = 20;
const stride = 100;

export interface DeepPages {
  /** Which page of twenty, counted from 1. */
  page: number;
  first: string[];
  deep: string[];
}

/** Reads on by cursor until the 5,000th page of twenty, or the last full one of a smaller shop. */
export async function deepPages({ ports }: Stage, products: number): Promise<DeepPages> {
  const page = Math.min(5_000, Math.floor(products / limit));
  const deep = await Promise.all(
    sorts.map(async (sort) => {
      const path = `/v1/products?sort=${sort}`;
      let cursor = '';
      for (let read = 0; read < (page - 1) * limit;) {
        const step = Math.min(stride, (page - 1) * limit - read);
        cursor = await next(ports['api-cold'], `${path}&limit=${String(step)}${cursor}`);
        read += step;
      }
      return `${path}&limit=${String(limit)}${cursor}`;
    }),
  );
  return { page, first: sorts.map((sort) => `/v1/products?sort=${sort}&limit=${String(limit)}`), deep };
}

async function next(port: number, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${String(port)}${path}`);
  const { nextCursor } = (await response.json()) as Answer;
  if (typeof nextCursor !== 'string')
    throw new Error(`${path} answers ${String(response.status)} without a cursor.`);
  return `&cursor=${encodeURIComponent(nextCursor)}`;
}
