import { describe, expect, it } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { Money, newId } from '#shared-kernel';
import type { OpenRequest } from '../application/stripe-gateway.js';
import { ProviderRefused } from '../domain/payment.errors.js';
import { StripeSdkGateway } from './stripe-sdk-gateway.js';

const unreachable = { secretKey: 'sk_test_nobody', apiBase: 'http://127.0.0.1:1', timeoutMs: 100 };

describe('an amount that Stripe can never charge', () => {
  const gateway = new StripeSdkGateway({ stripe: unreachable } as unknown as Config);
  // Three decimals, of which Stripe wants the last one to be 0.
  const amount = Money.of(1_001, 'BHD');

  it.each(['payment_intent', 'checkout_session'] as const)(
    'is a refusal of the %s, so that the payment and its order can be ended',
    async (method) => {
      const opened = gateway.open({
        paymentId: newId(),
        method,
        amount,
        sessionExpiresAt: null,
      } as OpenRequest);
      await expect(opened).rejects.toThrow(ProviderRefused);
    },
  );

  it('is a refusal of a refund too', async () => {
    const request = { refundId: newId(), paymentId: newId(), orderId: newId(), intentId: 'pi_1' } as const;
    const refund = gateway.refund({ ...request, amount, idempotencyKey: 'key' } as never);
    await expect(refund).rejects.toThrow(ProviderRefused);
  });
});
