import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsString, MaxLength, ValidateNested } from 'class-validator';
import { maxImages } from '../../domain/product-images.js';

export class ArrangedImage {
  @ApiProperty({ example: '0190f3c1-7000-7000-8000-0123456789ab-1600.webp' })
  @IsString()
  @MaxLength(120)
  file!: string;

  @ApiProperty({ example: 'The sweater from behind', maxLength: 200 })
  @IsString()
  @MaxLength(200)
  alt!: string;
}

export class ArrangeImagesRequest {
  @ApiProperty({ type: [ArrangedImage], description: 'All pictures of the product in their new order.' })
  @IsDefined()
  @IsArray()
  @ArrayMaxSize(maxImages)
  @ValidateNested({ each: true })
  @Type(() => ArrangedImage)
  images!: ArrangedImage[];
}
