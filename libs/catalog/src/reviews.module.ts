import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ForgetAuthor } from './application/forget-author.js';
import { KeepOwnReview } from './application/keep-own-review.js';
import { ModerateReview } from './application/moderate-review.js';
import { ReviewsImport } from './application/reviews-import.js';
import { SubmitReview } from './application/submit-review.js';
import { Purchases } from './domain/purchases.js';
import { Reviews } from './domain/reviews.js';
import { MysqlPurchases } from './infrastructure/mysql-purchases.js';
import { MysqlReviews } from './infrastructure/mysql-reviews.js';
import { Ratings } from './infrastructure/ratings.js';
import { reviewMapping } from './infrastructure/review.mapping.js';
import { PersonalReviews } from './queries/personal-reviews.queries.js';
import { ReviewKeys } from './queries/review-keys.js';

const useCases = [SubmitReview, KeepOwnReview, ModerateReview, ForgetAuthor, PersonalReviews];

/** What customers think of products and what they have bought: beside the running of the catalogue, which knows nothing of it. */
@Module({
  imports: [TypeOrmModule.forFeature([reviewMapping])],
  providers: [
    ...useCases,
    Ratings,
    ReviewKeys,
    ReviewsImport,
    { provide: Reviews, useClass: MysqlReviews },
    { provide: Purchases, useClass: MysqlPurchases },
  ],
  exports: [...useCases, Purchases, ReviewsImport],
})
export class ReviewsModule {}
