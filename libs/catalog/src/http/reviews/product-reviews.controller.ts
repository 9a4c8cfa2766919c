import { Body, Controller, Get, Header, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Cacheable, tagOf } from '#platform/cache/cacheable.js';
import { ApiNotModified, CachedReadInterceptor, publicRead } from '#platform/cache/cached-read.js';
import { Idempotent } from '#platform/http/idempotency.js';
import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  type RawQuery,
} from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { SubmitReview } from '../../application/submit-review.js';
import type { CustomerId } from '../../domain/ids.js';
import type { Rating } from '../../domain/review-text.js';
import { ReviewQueries, reviewSorts } from '../../queries/review.queries.js';
import { OwnReviewView, ReviewPage } from '../../queries/review.views.js';
import { ApiPaging } from '../list-parameters.decorators.js';
import { WriteReviewRequest } from './reviews.dto.js';

const parameters = new Set(['page', 'limit', 'sort', 'rating']);
const anyRating = 'any';
const ratingChoices = [anyRating, '1', '2', '3', '4', '5'] as const;
/** Nobody has so much to say; a program has. */
const reviewsPerMinute = 30;

@ApiTags('Reviews')
@ApiParam({ name: 'idOrSlug', example: 'harbour-fisherman-sweater' })
@ApiNotFoundResponse({ type: Problem, description: 'There is no such product, or it is not on sale.' })
@Controller('products/:idOrSlug/reviews')
export class ProductReviewsController {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly submitReview: SubmitReview,
  ) {}

  @Get()
  @Public()
  // Not `@CachedRead()`: the read lane takes only routes that end with their parameter.
  @UseInterceptors(CachedReadInterceptor)
  @Header('Cache-Control', publicRead)
  @ApiNotModified()
  @ApiOperation({
    summary: 'What customers think of a product',
    description:
      'The published reviews. Of those with the same stars the newest come first, with `lowest` the oldest.',
  })
  @ApiQuery({ name: 'sort', required: false, enum: reviewSorts, description: 'Default newest.' })
  @ApiQuery({
    name: 'rating',
    required: false,
    enum: ['1', '2', '3', '4', '5'],
    description: 'Only these stars.',
  })
  @ApiPaging()
  @ApiOkResponse({ type: ReviewPage })
  async list(@Param('idOrSlug') product: string, @Query() query: RawQuery): Promise<Cacheable<ReviewPage>> {
    refuseUnknownParameters(query, parameters);
    const sort = choiceParameter(query, 'sort', reviewSorts, 'newest');
    const rating = choiceParameter(query, 'rating', ratingChoices, anyRating);
    const { productId, ...page } = await this.queries.page(
      { product, sort, rating: rating === anyRating ? undefined : (Number(rating) as Rating) },
      pageRequest(query),
    );
    return Cacheable.of(page, [tagOf('product', productId)]);
  }

  @Post()
  @Idempotent()
  @Requires('reviews:write')
  @Throttle({ default: { limit: reviewsPerMinute, ttl: 60_000 } })
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Review a product',
    description: 'Once for each product. In most shops it is shown when staff have read it.',
  })
  @ApiCreatedResponse({ type: OwnReviewView })
  @ApiConflictResponse({ type: Problem, description: 'catalog.already-reviewed' })
  async submit(
    @Param('idOrSlug') product: string,
    @CurrentPrincipal() { id }: Principal,
    @Body() request: WriteReviewRequest,
  ): Promise<OwnReviewView> {
    const { rating, title, body, authorName } = request;
    const input = { rating, title, body, authorName };
    const reviewId = await this.submitReview.execute({ ...input, product, customerId: id as CustomerId });
    return this.queries.ownReview(id, reviewId);
  }
}
