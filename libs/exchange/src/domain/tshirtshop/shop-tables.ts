/** The tables of a tshirtshop, with the columns that are read. */
export const shopTables = {
  department: ['department_id', 'name', 'description'],
  category: ['category_id', 'department_id', 'name', 'description'],
  product: [
    ...['product_id', 'name', 'description', 'price', 'discounted_price'],
    ...['image', 'image_2', 'thumbnail', 'display'],
  ],
  product_category: ['product_id', 'category_id'],
  attribute: ['attribute_id', 'name'],
  attribute_value: ['attribute_value_id', 'attribute_id', 'value'],
  product_attribute: ['product_id', 'attribute_value_id'],
  shopping_cart: ['item_id'],
  orders: [
    ...['order_id', 'total_amount', 'created_on', 'shipped_on', 'status', 'comments'],
    ...['customer_id', 'auth_code', 'reference', 'shipping_id', 'tax_id'],
  ],
  order_detail: ['item_id', 'order_id', 'product_id', 'attributes', 'product_name', 'quantity', 'unit_cost'],
  shipping_region: ['shipping_region_id', 'shipping_region'],
  // Neither the password nor the card is ever read.
  customer: [
    ...['customer_id', 'name', 'email', 'address_1', 'address_2', 'city', 'region', 'postal_code'],
    ...['country', 'day_phone', 'eve_phone', 'mob_phone'],
  ],
  shipping: ['shipping_id', 'shipping_type', 'shipping_cost', 'shipping_region_id'],
  tax: ['tax_id', 'tax_type', 'tax_percentage'],
  audit: ['audit_id', 'order_id'],
  review: ['review_id', 'customer_id', 'product_id', 'review', 'rating', 'created_on'],
} as const satisfies Record<string, readonly string[]>;

export type ShopTable = keyof typeof shopTables;

export const shopTableNames = Object.keys(shopTables) as ShopTable[];

export function isShopTable(name: string): name is ShopTable {
  return Object.hasOwn(shopTables, name);
}

/** What is replaced by a mark before it is stored anywhere, be it in the scratch schema. */
export const secretColumns: Partial<Record<ShopTable, readonly string[]>> = {
  customer: ['password', 'credit_card'],
};

/** Stands in the scratch schema where the dump has a card number or a password, so that they can be counted. */
export const secretMark = 'left out';
