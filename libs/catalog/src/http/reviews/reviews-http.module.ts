import { Module } from '@nestjs/common';
import { ReviewQueries } from '../../queries/review.queries.js';
import { ReviewsModule } from '../../reviews.module.js';
import { AdminReviewsController } from './admin-reviews.controller.js';
import { MyReviewsController } from './my-reviews.controller.js';
import { ProductReviewsController } from './product-reviews.controller.js';

@Module({
  imports: [ReviewsModule],
  controllers: [ProductReviewsController, MyReviewsController, AdminReviewsController],
  providers: [ReviewQueries],
})
export class ReviewsHttpModule {}
