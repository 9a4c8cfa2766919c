/** Carts tell nobody anything yet: what follows from a cart begins with an order. */
export type CartEvent = never;
