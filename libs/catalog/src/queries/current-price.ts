/**
 * The sale price of a variant that holds at this moment by the database's clock, or NULL: an SQL expression over the row of `variants`
 * with this alias. Every price that somebody is shown or charged goes by it (`COALESCE(<this>, v.price_amount)`); `price_from_amount`
 * and its like follow a few seconds later.
 */
export function currentSalePrice(variant: string): string {
  return `CASE
    WHEN COALESCE(${variant}.sale_starts_at <= UTC_TIMESTAMP(3), TRUE)
     AND COALESCE(${variant}.sale_ends_at > UTC_TIMESTAMP(3), TRUE)
    THEN ${variant}.sale_price_amount
  END`;
}

/** What a variant costs at this moment. */
export function currentPrice(variant: string): string {
  return `COALESCE(${currentSalePrice(variant)}, ${variant}.price_amount)`;
}
