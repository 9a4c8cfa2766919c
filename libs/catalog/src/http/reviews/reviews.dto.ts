import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  maxAuthorNameLength,
  maxBodyLength,
  maxTitleLength,
  NAMELESS,
  ratings,
} from '../../domain/review-text.js';

/** `title`, `body` and `authorName` are checked by the domain; here only that they are texts of a sane size. */
export class WriteReviewRequest {
  @ApiProperty({ example: 5, minimum: 1, maximum: 5, type: 'integer' })
  @IsIn(ratings, { message: 'rating must be a whole number from 1 to 5' })
  readonly rating!: number;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Warm and quick to dry',
    maxLength: maxTitleLength,
  })
  @IsOptional()
  @IsString()
  @MaxLength(4 * maxTitleLength)
  readonly title?: string | null;

  @ApiProperty({
    example: 'Three winters old and as good as new.',
    minLength: 1,
    maxLength: maxBodyLength,
    description: 'Plain text; markup is kept as text.',
  })
  @IsString()
  @MaxLength(4 * maxBodyLength)
  readonly body!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Ada',
    maxLength: maxAuthorNameLength,
    description: `The name that is shown: the account's own is nobody's business. Without one "${NAMELESS}".`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(4 * maxAuthorNameLength)
  readonly authorName?: string | null;
}

export class RejectReviewRequest {
  @ApiProperty({ example: 'It tells the address of a neighbour.', maxLength: 500 })
  @IsString()
  @MaxLength(2_000)
  readonly reason!: string;
}
