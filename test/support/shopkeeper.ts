import { randomUUID } from 'node:crypto';
import { CreateDemoAccounts } from '#customers';
import { HttpClient } from './http.js';
import type { Shop } from './shop.js';
import type { MoneyView } from './shopper.js';

interface Versioned {
  id: string;
  version: number;
}

export interface ShopkeeperProduct extends Versioned {
  slug: string;
  status: string;
  publishAt: string | null;
  variants: {
    id: string;
    sku: string;
    price: MoneyView;
    salePrice: MoneyView | null;
    archivedAt: string | null;
  }[];
}

export interface Sale {
  salePrice: number;
  startsAt?: Date;
  endsAt?: Date;
}

const password = 'a demo passphrase of length';

/** Somebody who runs the shop, in its own words. Everything goes over the public API; each change says what was seen before. */
export class Shopkeeper {
  private constructor(readonly client: HttpClient) {}

  /** The staff of the demo accounts, signed in. */
  static async of(shop: Shop): Promise<Shopkeeper> {
    await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
    const client = new HttpClient(shop.url);
    const session = { email: 'grace@example.test', password };
    const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', session);
    client.headers['authorization'] = `Bearer ${accessToken}`;
    return new Shopkeeper(client);
  }

  opensDepartment(name: string): Promise<Versioned> {
    return this.creates('departments', { slug: slugOf(name), name });
  }

  opensCategory(name: string, department: Versioned): Promise<Versioned> {
    return this.creates('categories', { slug: slugOf(name), name, departmentId: department.id });
  }

  offersOption(name: string, ...values: string[]): Promise<Versioned> {
    const named = (text: string): { code: string; name: string } => ({ code: slugOf(text), name: text });
    return this.creates('options', { ...named(name), values: values.map(named) });
  }

  writesDown(name: string, category: Versioned): Promise<ShopkeeperProduct> {
    return this.creates('products', { slug: slugOf(name), name, categoryIds: [category.id] });
  }

  addsVariant(
    product: ShopkeeperProduct,
    sku: string,
    dollars: number,
    choices: Record<string, string>,
  ): Promise<ShopkeeperProduct> {
    return this.changes('POST', `products/${product.id}/variants`, product.id, {
      sku,
      price: usd(dollars),
      choices: Object.entries(choices).map(([option, value]) => ({ option, value })),
    });
  }

  prices(product: ShopkeeperProduct, sku: string, dollars: number, sale?: Sale): Promise<ShopkeeperProduct> {
    return this.changes('PUT', `variants/${variantOf(product, sku)}/price`, product.id, {
      price: usd(dollars),
      ...(sale === undefined
        ? {}
        : { salePrice: usd(sale.salePrice), saleStartsAt: sale.startsAt, saleEndsAt: sale.endsAt }),
    });
  }

  publishes(product: ShopkeeperProduct, at?: Date): Promise<ShopkeeperProduct> {
    return this.changes('POST', `products/${product.id}/publication`, product.id, { publishAt: at });
  }

  withdraws(product: ShopkeeperProduct): Promise<ShopkeeperProduct> {
    return this.changes('DELETE', `products/${product.id}/publication`, product.id);
  }

  archives(product: ShopkeeperProduct): Promise<ShopkeeperProduct> {
    return this.changes('POST', `products/${product.id}/archiving`, product.id);
  }

  archivesVariant(product: ShopkeeperProduct, sku: string): Promise<ShopkeeperProduct> {
    return this.changes('POST', `variants/${variantOf(product, sku)}/archiving`, product.id);
  }

  async putsOnShelf(product: ShopkeeperProduct, sku: string, pieces: number): Promise<void> {
    const body = { available: pieces, reason: 'first delivery' };
    await this.client.ask('PUT', `/v1/admin/stock/${variantOf(product, sku)}`, body);
  }

  private creates<View>(path: string, body: unknown): Promise<View> {
    return this.client.post<View>(`/v1/admin/${path}`, body, { 'idempotency-key': randomUUID() });
  }

  /** Looks first, as a page of the office would. */
  private async changes(
    method: string,
    path: string,
    productId: string,
    body?: unknown,
  ): Promise<ShopkeeperProduct> {
    const { headers } = await this.client.send('GET', `/v1/admin/products/${productId}`);
    return this.client.ask(method, `/v1/admin/${path}`, body, { 'if-match': headers.get('etag') ?? '' });
  }
}

export function variantOf({ variants }: ShopkeeperProduct, sku: string): string {
  const variant = variants.find((each) => each.sku === sku);
  if (variant === undefined) throw new Error(`There is no variant ${sku}.`);
  return variant.id;
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

function usd(dollars: number): MoneyView {
  return { amount: Math.round(dollars * 100), currency: 'USD' };
}
