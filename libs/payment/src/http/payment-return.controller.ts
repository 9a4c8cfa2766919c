import { Controller, Get, Query, Res } from '@nestjs/common';
import {
  ApiFoundResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { textParameter, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { ReturnFromPayment } from '../application/return-from-payment.js';
import { addressToGoOn, returnPage } from './return-page.view.js';

@ApiTags('Payment')
@Public()
@Controller('payments')
export class PaymentReturnController {
  constructor(private readonly returnFromPayment: ReturnFromPayment) {}

  @Get('return')
  @ApiOperation({
    summary: "The browser's way back from Stripe",
    description:
      'Settles the payment and goes on to its returnUrl, with `order`, `payment` and `status`; without one it shows a small page.',
  })
  @ApiQuery({
    name: 'payment',
    description: 'As in the `returnPage` of the started payment.',
    schema: { type: 'string', example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d5e.Zk3v…' },
  })
  @ApiOkResponse({
    description: 'A page that says how the payment stands.',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  @ApiFoundResponse({ description: 'To the returnUrl of the payment.' })
  @ApiNotFoundResponse({ type: Problem })
  async return(@Query() query: RawQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    // Stripe adds parameters of its own, so unknown ones are no mistake here.
    const payment = await this.returnFromPayment.execute(textParameter(query, 'payment', 200) ?? '');
    void reply
      .header('cache-control', 'private, no-store')
      .header('content-type', 'text/html; charset=utf-8');
    if (payment.returnUrl === undefined) return returnPage(payment);
    void reply.status(302).header('location', addressToGoOn(payment.returnUrl, payment));
    return '';
  }
}
