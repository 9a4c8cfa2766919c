import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength, ValidateIf } from 'class-validator';

export class EraseMeRequest {
  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    description:
      'Left out only by an account without a password, whose sign-in must be at most ten minutes old.',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;
}
