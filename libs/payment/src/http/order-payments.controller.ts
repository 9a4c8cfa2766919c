import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import { CancelOrder } from '../application/cancel-order.js';
import { StartPayment } from '../application/start-payment.js';
import { PaymentQueries } from '../queries/payment.queries.js';
import { PaymentList } from '../queries/payment.views.js';
import { OfOrder, Visitor, type OrderVisitor } from './order-access.js';
import {
  CancelledOrderView,
  CancelOrderRequest,
  StartedPaymentView,
  StartPaymentRequest,
} from './payments.dto.js';

/** From one address: who tries out stolen cards needs a new payment for many of them. */
const paymentsPerMinute = 30;
const noStore = 'private, no-store';

@ApiTags('Payment')
@Controller('orders/:id')
export class OrderPaymentsController {
  constructor(
    private readonly startPayment: StartPayment,
    private readonly cancelOrder: CancelOrder,
    private readonly payments: PaymentQueries,
  ) {}

  @Post('payments')
  @OfOrder()
  @Idempotent({ spansNetwork: true })
  @Throttle({ default: { limit: paymentsPerMinute, ttl: 60_000 } })
  @Header('cache-control', noStore)
  @ApiOperation({
    summary: 'Start paying an order',
    description:
      'Asked again, it goes on with the payment that is open. A declined card leaves the order payable: confirm again with another one.',
  })
  @ApiCreatedResponse({ type: StartedPaymentView })
  @ApiConflictResponse({
    type: Problem,
    description:
      'It is paid, being paid, or its time is over (`payment.already-paid`, `payment.in-progress`, `payment.order-not-payable`).',
  })
  @ApiServiceUnavailableResponse({
    type: Problem,
    description: '`payment.provider-unavailable`: Stripe does not answer. The order stands.',
  })
  async start(
    @Param('id') orderId: string,
    @Visitor('payments:start') access: OrderVisitor,
    @Body() { method, returnUrl }: StartPaymentRequest,
  ): Promise<StartedPaymentView> {
    const { id, status, returnPage, clientSecret, checkoutUrl } = await this.startPayment.execute({
      ...{ orderId, access, method, returnUrl },
    });
    return {
      ...{ id, status, returnPage },
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(checkoutUrl === undefined ? {} : { checkoutUrl }),
    };
  }

  @Get('payments')
  @OfOrder()
  @Header('cache-control', noStore)
  @ApiOperation({ summary: 'The payments of an order' })
  @ApiOkResponse({ type: PaymentList })
  list(@Param('id') orderId: string, @Visitor('orders:read-own') access: OrderVisitor): Promise<PaymentList> {
    return this.payments.ofOrder(orderId, access);
  }

  @Post('cancellation')
  @HttpCode(200)
  @OfOrder()
  @Header('cache-control', noStore)
  @ApiOperation({
    summary: 'Give up an order that is not paid',
    description: 'Its payment is stopped at Stripe first; only then its goods are free for others.',
  })
  @ApiOkResponse({ type: CancelledOrderView })
  @ApiConflictResponse({
    type: Problem,
    description: 'It has been paid, or a payment is being processed; nothing was changed.',
  })
  @ApiServiceUnavailableResponse({
    type: Problem,
    description: '`payment.provider-unavailable`: Stripe does not answer. Nothing was changed.',
  })
  async cancel(
    @Param('id') id: string,
    @Visitor('orders:place') visitor: OrderVisitor,
    @Body() { reason = 'No reason given' }: CancelOrderRequest,
  ): Promise<CancelledOrderView> {
    const { principal } = visitor;
    const access = principal?.permissions.has('orders:manage') === true ? "anybody's" : visitor;
    const actor = principal?.id ?? 'guest';
    const { orderId, number, status } = await this.cancelOrder.execute({
      orderId: id,
      access,
      actor,
      reason,
    });
    return { orderId, number, status };
  }
}
