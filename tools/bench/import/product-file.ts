const header =
  'product_slug,product_name,description,tax_class,categories,status,sku,option:colour,option:size,price,sale_price,sale_starts_at,sale_ends_at,stock';
const sizes = ['s', 'm', 'l', 'xl'];

/** A file of published products, each in two categories, with stock. */
export function productFile(of: {
  products: number;
  variantsEach: number;
  categories: readonly string[];
}): Buffer {
  const lines = [header];
  for (let number = 0; number < of.products; number += 1) {
    const n = String(number);
    const categories = [0, 7].map((step) => of.categories[(number + step) % of.categories.length]).join('|');
    const text = `"Lamp number ${n}, for the desk, the evening and everything that is read there. It lasts."`;
    for (let variant = 0; variant < of.variantsEach; variant += 1) {
      const sku = `IMP-${n}-${String(variant)}`;
      lines.push(
        `imported-lamp-${n},Imported lamp ${n},${text},standard,${categories},published,${sku},moss,${sizes[variant % sizes.length] ?? 's'},19.99,14.99,,,25`,
      );
    }
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}
