import { Controller, Headers, HttpCode, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { ReceiveWebhook } from '../application/receive-webhook.js';
import { WebhookReceipt } from './payments.dto.js';

/** Stripe sends in bursts from few addresses: a limit by address would lose events. The signature keeps others out. */
@ApiTags('Payment')
@SkipThrottle()
@Public()
@Controller('webhooks')
export class StripeWebhookController {
  constructor(private readonly receiveWebhook: ReceiveWebhook) {}

  @Post('stripe')
  @HttpCode(200)
  @ApiOperation({
    summary: "Stripe's events",
    description: 'Signed by Stripe; a repeated one has no effect.',
  })
  @ApiOkResponse({ type: WebhookReceipt })
  @ApiBadRequestResponse({ type: Problem, description: 'The signature is missing or wrong.' })
  async receive(
    // The signature is over the bytes as they came; parsed and written again they would be others.
    @Req() { rawBody }: RawBodyRequest<FastifyRequest>,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<WebhookReceipt> {
    await this.receiveWebhook.execute(rawBody ?? new Uint8Array(), signature);
    return { received: true };
  }
}
