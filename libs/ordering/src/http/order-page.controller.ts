import { Controller, Get, Header, Param, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { statusOfKind } from '#platform/http/problem.js';
import { DomainError } from '#shared-kernel';
import { OrderKeys } from '../application/order-keys.js';
import { OrderQueries } from '../queries/order.queries.js';
import { noOrderPage, orderPage } from './order-page.view.js';

/** What the link in the confirmation mail opens in a browser. Programs use `GET /v1/orders/{id}`. */
@ApiExcludeController()
@Public()
@Controller({ path: 'orders', version: VERSION_NEUTRAL })
export class OrderPageController {
  constructor(
    private readonly orders: OrderQueries,
    private readonly keys: OrderKeys,
  ) {}

  @Get(':pageToken')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async show(
    @Param('pageToken') pageToken: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      const keys = this.keys.ofPage(pageToken);
      return orderPage(await this.orders.find(keys.orderId, keys));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
      void reply.status(statusOfKind[error.kind]);
      return noOrderPage();
    }
  }
}
