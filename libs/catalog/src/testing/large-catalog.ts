import { fillLargeShop } from '../../../../apps/cli/src/large-shop/large-shop.js';

/** Many products in a test's database; see `npm run seed -- --products N`, which makes the same ones. */
export async function fillLargeCatalog({ url }: { url: string }, plan: { products: number }): Promise<void> {
  await fillLargeShop(url, plan);
}
