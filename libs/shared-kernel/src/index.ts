export { AggregateRoot } from './aggregate-root.js';
export { Clock, SystemClock } from './clock.js';
export { DomainError, type DomainErrorKind, type DomainErrorDetail } from './domain-error.js';
export type { DomainEvent } from './domain-event.js';
export { newId, parseId, isId, type Id } from './id.js';
export { Money, currencyExponent, type MoneyJson } from './money.js';
export { PageRequest, type Page } from './page.js';
