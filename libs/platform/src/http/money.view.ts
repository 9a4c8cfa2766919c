import { ApiProperty } from '@nestjs/swagger';
import type { MoneyJson } from '#shared-kernel';

/** Money in an answer, for the description of the API. */
export class MoneyView implements MoneyJson {
  @ApiProperty({ example: 1999, description: "In the currency's minor unit: 1999 is 19.99 USD." })
  amount!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217.' })
  currency!: string;
}
