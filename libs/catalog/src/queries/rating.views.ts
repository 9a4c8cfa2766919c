import { ApiProperty } from '@nestjs/swagger';

export class RatingView {
  @ApiProperty({ example: 4.6, description: 'From 1 to 5, one decimal.' })
  average!: number;
  @ApiProperty({ example: 12 })
  count!: number;
}

export class RatingDistribution {
  @ApiProperty({ example: 0 })
  1!: number;
  @ApiProperty({ example: 0 })
  2!: number;
  @ApiProperty({ example: 1 })
  3!: number;
  @ApiProperty({ example: 3 })
  4!: number;
  @ApiProperty({ example: 8 })
  5!: number;
}

export class RatingSummary extends RatingView {
  @ApiProperty({ description: 'How many reviews give so many stars.' })
  distribution!: RatingDistribution;
}
