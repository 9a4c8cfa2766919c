import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, IsUUID, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import { maxQuantity } from '../domain/cart-line.js';
import { CartView } from '../queries/cart.views.js';

export class AddCartItemRequest {
  @ApiProperty({ format: 'uuid', example: '019b8b74-1800-7310-90a4-231c660f7531' })
  @IsUUID('all')
  variantId!: string;

  @ApiProperty({ minimum: 1, maximum: maxQuantity, example: 1 })
  @IsInt()
  @Min(1)
  @Max(maxQuantity)
  quantity!: number;
}

// IsOptional would let null pass.
const whenGiven = ValidateIf((_, value) => value !== undefined);

export class ChangeCartItemRequest {
  @ApiPropertyOptional({ minimum: 1, maximum: maxQuantity, example: 2 })
  @whenGiven
  @IsInt()
  @Min(1)
  @Max(maxQuantity)
  quantity?: number;

  @ApiPropertyOptional({
    example: true,
    description: 'true puts the article aside, false puts it back into the cart.',
  })
  @whenGiven
  @IsBoolean()
  savedForLater?: boolean;
}

export class ClaimCartRequest {
  @ApiProperty({
    example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60.Zk3v…',
    description: "The Cart-Token of the guest's cart.",
  })
  @IsString()
  @MaxLength(200)
  token!: string;
}

export class CartResponse extends CartView {
  @ApiPropertyOptional({
    example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60.Zk3v…',
    description: "A guest's key to this cart, to be sent as Cart-Token. A customer's cart has none.",
  })
  token?: string;
}
