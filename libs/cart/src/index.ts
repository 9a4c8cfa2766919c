export { CartFacade, type CartSnapshot, type CheckOutCartInput } from './application/cart.facade.js';
