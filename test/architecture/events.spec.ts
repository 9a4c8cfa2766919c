import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { contexts } from '../../.dependency-cruiser.mjs';
import { cartConsumers } from '../../libs/cart/src/jobs/cart.consumers.js';
import { catalogConsumers } from '../../libs/catalog/src/jobs/catalog.consumers.js';
import { customersUnheard } from '../../libs/customers/src/jobs/customers.consumers.js';
import { exchangeConsumers } from '../../libs/exchange/src/jobs/exchange.consumers.js';
import { notificationsConsumers } from '../../libs/notifications/src/jobs/notifications.consumers.js';
import { orderingConsumers, orderingUnheard } from '../../libs/ordering/src/jobs/ordering.consumers.js';
import { paymentConsumers, paymentUnheard } from '../../libs/payment/src/jobs/payment.consumers.js';

const heard = [
  ...cartConsumers,
  ...catalogConsumers,
  ...exchangeConsumers,
  ...notificationsConsumers,
  ...orderingConsumers,
  ...paymentConsumers,
].flatMap(({ events }) => events);

function typesOf(context: string): string[] {
  const file = new URL(`../../libs/${context}/src/events.ts`, import.meta.url);
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return [...source.matchAll(/^ {2}type: '(.+)';$/gm)].map(([, type]) => String(type));
}

describe('events', () => {
  it('are consumed, or declared as unheard: what the worker does not know lies open for a quarter of an hour', () => {
    const unheard = [...customersUnheard, ...orderingUnheard, ...paymentUnheard];
    expect([...new Set(heard), ...unheard].toSorted()).toEqual(contexts.flatMap(typesOf).toSorted());
  });
});
