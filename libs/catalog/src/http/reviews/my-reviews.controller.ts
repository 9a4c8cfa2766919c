import { Body, Controller, Delete, Get, Header, HttpCode, Param, Put, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { KeepOwnReview, type OwnReview } from '../../application/keep-own-review.js';
import type { CustomerId } from '../../domain/ids.js';
import { ReviewQueries } from '../../queries/review.queries.js';
import { OwnReviewPage, OwnReviewView } from '../../queries/review.views.js';
import { ApiPaging } from '../list-parameters.decorators.js';
import { knownReview } from './known-review.js';
import { WriteReviewRequest } from './reviews.dto.js';

const parameters = new Set(['page', 'limit']);
const reviewIdParameter = { name: 'reviewId', format: 'uuid' };

@ApiTags('Reviews')
@Requires('reviews:write')
@Controller('me/reviews')
export class MyReviewsController {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly ownReviews: KeepOwnReview,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Your reviews', description: 'The newest first, whatever their status.' })
  @ApiPaging()
  @ApiOkResponse({ type: OwnReviewPage })
  list(@CurrentPrincipal() { id }: Principal, @Query() query: RawQuery): Promise<OwnReviewPage> {
    refuseUnknownParameters(query, parameters);
    return this.queries.ofCustomer(id, pageRequest(query));
  }

  @Get(':reviewId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One of your reviews' })
  @ApiParam(reviewIdParameter)
  @ApiOkResponse({ type: OwnReviewView })
  @ApiNotFoundResponse({ type: Problem, description: 'Unknown, or not yours.' })
  show(@CurrentPrincipal() { id }: Principal, @Param('reviewId') reviewId: string): Promise<OwnReviewView> {
    return this.queries.ownReview(id, reviewId);
  }

  @Put(':reviewId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Write a review anew',
    description: 'With another text it waits for staff again; another rating alone counts at once.',
  })
  @ApiParam(reviewIdParameter)
  @ApiOkResponse({ type: OwnReviewView })
  @ApiNotFoundResponse({ type: Problem, description: 'Unknown, or not yours.' })
  async change(
    @CurrentPrincipal() { id }: Principal,
    @Param('reviewId') reviewId: string,
    @Body() request: WriteReviewRequest,
  ): Promise<OwnReviewView> {
    await this.ownReviews.change(own(id, reviewId), request);
    return this.queries.ownReview(id, reviewId);
  }

  @Delete(':reviewId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a review back' })
  @ApiParam(reviewIdParameter)
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem, description: 'Unknown, or not yours.' })
  withdraw(@CurrentPrincipal() { id }: Principal, @Param('reviewId') reviewId: string): Promise<void> {
    return this.ownReviews.withdraw(own(id, reviewId));
  }
}

function own(customerId: string, reviewId: string): OwnReview {
  return { customerId: customerId as CustomerId, reviewId: knownReview(reviewId) };
}
