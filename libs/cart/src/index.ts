export { CartModule } from './cart.module.js';
export { CartFacade, type CartSnapshot, type CheckOutCartInput } from './application/cart.facade.js';
export { PersonalCarts } from './queries/personal-carts.queries.js';
export { CleanUpCarts } from './application/clean-up-carts.js';
export { CartCheckedOut, CartEmpty, CartNotFound } from './domain/cart.errors.js';
