import { Module } from '@nestjs/common';
import { CartModule } from '../cart.module.js';
import { CartAnswers } from './cart-answers.js';
import { CartController } from './cart.controller.js';
import { CartsController } from './carts.controller.js';

@Module({
  imports: [CartModule],
  controllers: [CartsController, CartController],
  providers: [CartAnswers],
})
export class CartHttpModule {}
