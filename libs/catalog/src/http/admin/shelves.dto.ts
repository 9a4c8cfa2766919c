import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { AreIds, IsText, IsTextIfGiven, MayBeLeftOut } from './fields.js';

const mostShelves = 1_000;
const mostValues = 1_000;

export class NewDepartmentRequest {
  @IsText(120, { example: 'wardrobe', description: 'Its address: letters, digits, hyphens.' })
  readonly slug!: string;

  @IsText(120, { example: 'Wardrobe' })
  readonly name!: string;

  @IsTextIfGiven(16_000)
  readonly description?: string;
}

export class NewCategoryRequest extends NewDepartmentRequest {
  @IsText(36, { format: 'uuid' })
  @IsUUID()
  readonly departmentId!: string;
}

export class DepartmentChangeRequest {
  @IsTextIfGiven(120, { example: 'wardrobe' })
  readonly slug?: string;

  @IsTextIfGiven(120, { example: 'Wardrobe' })
  readonly name?: string;

  @IsTextIfGiven(16_000)
  readonly description?: string;
}

export class CategoryChangeRequest extends DepartmentChangeRequest {
  @IsTextIfGiven(36, { format: 'uuid', description: 'Moves it there, with all that stands in it.' })
  @IsUUID()
  readonly departmentId?: string;
}

/** All of them, in their new order. */
export class OrderRequest {
  @AreIds(mostShelves)
  readonly ids!: string[];
}

export class NewOptionValueRequest {
  @IsText(60, { example: 'm', description: 'Letters, digits, hyphens; stays as it is.' })
  readonly code!: string;

  @IsText(80, { example: 'M' })
  readonly name!: string;
}

export class NewOptionRequest {
  @IsText(60, { example: 'size', description: 'Letters, digits, hyphens; stays as it is.' })
  readonly code!: string;

  @IsText(80, { example: 'Size' })
  readonly name!: string;

  @ApiPropertyOptional({ type: [NewOptionValueRequest], description: 'In their order.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(mostValues)
  @ValidateNested({ each: true })
  @Type(() => NewOptionValueRequest)
  readonly values?: NewOptionValueRequest[];
}

export class NameRequest {
  @IsText(80, { example: 'Size' })
  readonly name!: string;
}
