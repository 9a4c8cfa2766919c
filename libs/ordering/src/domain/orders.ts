import type { OrderId } from './ids.js';
import type { Order } from './order.js';
import type { OrderNumber } from './order-number.js';

/** All orders. Works only inside a unit of work. */
export abstract class Orders {
  /** A number that nobody has, and the database's time, which holds are counted by. */
  abstract open(): Promise<{ number: OrderNumber; now: Date }>;

  abstract now(): Promise<Date>;

  /** Locked against every other change until the unit of work ends. @throws OrderNotFound */
  abstract get(id: OrderId): Promise<Order>;

  /** Writes the order with its lines and events. */
  abstract add(order: Order): Promise<void>;

  /** Writes what has changed, with history, audit rows and events. */
  abstract save(order: Order): Promise<void>;
}
