import { ApiProperty } from '@nestjs/swagger';

class AdminShelf {
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f200' })
  id!: string;
  @ApiProperty()
  description!: string;
  @ApiProperty({ example: 1, description: 'In quotes it is the ETag.' })
  version!: number;
  @ApiProperty({ example: 34, description: 'Published products.' })
  productCount!: number;
}

export class AdminCategoryView extends AdminShelf {
  @ApiProperty({ example: 'knitwear' })
  slug!: string;
  @ApiProperty({ example: 'Knitwear' })
  name!: string;
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f200' })
  departmentId!: string;
}

export class AdminDepartmentView extends AdminShelf {
  @ApiProperty({ example: 'wardrobe' })
  slug!: string;
  @ApiProperty({ example: 'Wardrobe' })
  name!: string;
  @ApiProperty({ type: [AdminCategoryView], description: 'In their order.' })
  categories!: AdminCategoryView[];
}

export class AdminDepartmentList {
  @ApiProperty({ type: [AdminDepartmentView], description: 'In their order.' })
  items!: AdminDepartmentView[];
}

export class AdminOptionValueView {
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f201' })
  id!: string;
  @ApiProperty({ example: 'm' })
  code!: string;
  @ApiProperty({ example: 'M' })
  name!: string;
}

export class AdminOptionView {
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f200' })
  id!: string;
  @ApiProperty({ example: 'size' })
  code!: string;
  @ApiProperty({ example: 'Size' })
  name!: string;
  @ApiProperty({ example: 1, description: 'In quotes it is the ETag.' })
  version!: number;
  @ApiProperty({ type: [AdminOptionValueView], description: 'In their order.' })
  values!: AdminOptionValueView[];
}

export class AdminOptionList {
  @ApiProperty({ type: [AdminOptionView], description: 'In their order.' })
  items!: AdminOptionView[];
}
