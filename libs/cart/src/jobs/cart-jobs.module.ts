import { Module } from '@nestjs/common';
import { CartModule } from '../cart.module.js';

/** What the worker's schedules call: CleanUpCarts. Carts consume no events. */
@Module({ imports: [CartModule], exports: [CartModule] })
export class CartJobsModule {}
