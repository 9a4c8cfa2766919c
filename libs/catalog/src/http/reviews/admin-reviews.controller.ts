import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '#platform/auth/permissions.js';
import { entityTag } from '#platform/http/if-match.js';
import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  type RawQuery,
} from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import type { Author } from '../../application/author.js';
import { ModerateReview } from '../../application/moderate-review.js';
import { ReviewQueries } from '../../queries/review.queries.js';
import { StaffReviewPage, StaffReviewView } from '../../queries/review.views.js';
import { ChangesVersion } from '../admin/administration.decorators.js';
import { Editor } from '../admin/staff-member.js';
import { ApiPaging } from '../list-parameters.decorators.js';
import { knownReview } from './known-review.js';
import { RejectReviewRequest } from './reviews.dto.js';

const parameters = new Set(['page', 'limit', 'status']);
const statuses = ['pending', 'published', 'rejected'] as const;
const reviewIdParameter = { name: 'reviewId', format: 'uuid' };
const notFound = { type: Problem, description: 'There is no such review.' };
const refused = { type: Problem, description: 'It is so already.' };

@ApiTags('Administration: reviews')
@Requires('reviews:moderate')
@Controller('admin/reviews')
export class AdminReviewsController {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly moderateReview: ModerateReview,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Reviews by status',
    description: 'Those that wait in the order in which they came; the others with the latest change first.',
  })
  @ApiQuery({ name: 'status', required: false, enum: statuses, description: 'Default pending.' })
  @ApiPaging()
  @ApiOkResponse({ type: StaffReviewPage })
  list(@Query() query: RawQuery): Promise<StaffReviewPage> {
    refuseUnknownParameters(query, parameters);
    return this.queries.withStatus(choiceParameter(query, 'status', statuses, 'pending'), pageRequest(query));
  }

  @Get(':reviewId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'One review', description: 'With an ETag for If-Match.' })
  @ApiParam(reviewIdParameter)
  @ApiOkResponse({ type: StaffReviewView })
  @ApiNotFoundResponse(notFound)
  show(
    @Param('reviewId') reviewId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffReviewView> {
    return this.answer(reviewId, reply);
  }

  @Post(':reviewId/publication')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Show a review' })
  @ApiParam(reviewIdParameter)
  @ChangesVersion()
  @ApiOkResponse({ type: StaffReviewView })
  @ApiConflictResponse(refused)
  async publish(
    @Param('reviewId') reviewId: string,
    @Editor() editor: Author,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffReviewView> {
    await this.moderateReview.publish({ reviewId: knownReview(reviewId), ...editor });
    return this.answer(reviewId, reply);
  }

  @Post(':reviewId/rejection')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Do not show a review', description: 'Its author reads the reason.' })
  @ApiParam(reviewIdParameter)
  @ChangesVersion()
  @ApiOkResponse({ type: StaffReviewView })
  @ApiConflictResponse(refused)
  async reject(
    @Param('reviewId') reviewId: string,
    @Editor() editor: Author,
    @Body() { reason }: RejectReviewRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffReviewView> {
    await this.moderateReview.reject({ reviewId: knownReview(reviewId), ...editor }, reason);
    return this.answer(reviewId, reply);
  }

  private async answer(reviewId: string, reply: FastifyReply): Promise<StaffReviewView> {
    const review = await this.queries.staffReview(reviewId);
    void reply.header('etag', entityTag(review.version));
    return review;
  }
}
