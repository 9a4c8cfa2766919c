import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Matches, Max, Min, NotEquals } from 'class-validator';
import { mostPieces } from '../domain/stock-level.js';

/** Why the stock has changed, on one line: the ledger is read by people. */
function Reason(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ example: 'stocktaking in November', minLength: 1, maxLength: 200 }),
    IsString(),
    Length(1, 200),
    Matches(/\S/u, { message: '$property must not be blank' }),
    Matches(/^\P{Cc}*$/u, { message: '$property must be one line of text' }),
  );
}

export class SetStockRequest {
  @ApiProperty({ example: 40, minimum: 0, maximum: mostPieces, description: 'What can be sold from now on.' })
  @Max(mostPieces)
  @Min(0)
  @IsInt()
  readonly available!: number;

  @Reason()
  readonly reason!: string;
}

export class AdjustStockRequest {
  @ApiProperty({
    example: -3,
    minimum: -mostPieces,
    maximum: mostPieces,
    description: 'Pieces more, or fewer if negative.',
  })
  @NotEquals(0)
  @Max(mostPieces)
  @Min(-mostPieces)
  @IsInt()
  readonly by!: number;

  @Reason()
  readonly reason!: string;
}
