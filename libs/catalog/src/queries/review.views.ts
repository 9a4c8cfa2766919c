import { ApiProperty } from '@nestjs/swagger';
import type { ShownReviewStatus } from '../domain/review.js';
import { RatingSummary } from './rating.views.js';

/** A review as everybody reads it. All texts are plain text: whoever puts them into a page escapes them. */
export class ReviewView {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54', format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 5, minimum: 1, maximum: 5 })
  rating!: number;
  @ApiProperty({ type: String, nullable: true, example: 'Warm and quick to dry' })
  title!: string | null;
  @ApiProperty({ example: 'Three winters old and as good as new.' })
  body!: string;
  @ApiProperty({ example: 'Ada' })
  authorName!: string;
  @ApiProperty({ example: true, description: 'Whether its author has bought the product in this shop.' })
  boughtHere!: boolean;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:00:00.000Z' })
  createdAt!: string;
}

export class ReviewPage {
  @ApiProperty({ type: [ReviewView] })
  items!: ReviewView[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 12, description: 'Of all pages.' })
  total!: number;
  @ApiProperty({ type: RatingSummary, nullable: true, description: 'Null until somebody has rated it.' })
  rating!: RatingSummary | null;
}

export class ReviewedProduct {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54', format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'harbour-fisherman-sweater' })
  slug!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  name!: string;
}

const statuses: ShownReviewStatus[] = ['pending', 'published', 'rejected'];

/** A review as its author reads it. */
export class OwnReviewView extends ReviewView {
  @ApiProperty()
  product!: ReviewedProduct;
  @ApiProperty({ enum: statuses, description: 'Others see it only when it is published.' })
  status!: ShownReviewStatus;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was rejected.' })
  moderationNote!: string | null;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T09:00:00.000Z' })
  updatedAt!: string;
}

export class OwnReviewPage {
  @ApiProperty({ type: [OwnReviewView] })
  items!: OwnReviewView[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 1 })
  total!: number;
}

/** A review as staff read it. */
export class StaffReviewView extends OwnReviewView {
  @ApiProperty({ format: 'uuid', example: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5221' })
  customerId!: string;
  @ApiProperty({ example: 1, description: 'For If-Match.' })
  version!: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: null })
  moderatedAt!: string | null;
}

export class StaffReviewPage {
  @ApiProperty({ type: [StaffReviewView] })
  items!: StaffReviewView[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 1 })
  total!: number;
}
