import { Module } from '@nestjs/common';
import { OrderingModule } from '../ordering.module.js';
import { AdminOrdersController } from './admin-orders.controller.js';
import { CheckoutController } from './checkout.controller.js';
import { OrderPageController } from './order-page.controller.js';
import { OrdersController } from './orders.controller.js';

@Module({
  imports: [OrderingModule],
  controllers: [CheckoutController, OrdersController, OrderPageController, AdminOrdersController],
})
export class OrderingHttpModule {}
