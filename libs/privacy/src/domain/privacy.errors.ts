import { DomainError } from '#shared-kernel';

/** A contract that is under way needs both its sides. */
export class OpenOrders extends DomainError {
  readonly code = 'privacy.open-orders';
  readonly kind = 'conflict';

  constructor(numbers: readonly string[]) {
    super(
      `These orders still wait for their payment: ${numbers.join(', ')}. Pay them or cancel them first.`,
      numbers.map((number) => ({ field: 'orders', code: 'open', message: number })),
    );
  }
}
