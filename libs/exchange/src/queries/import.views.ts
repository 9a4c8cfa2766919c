import { ApiProperty } from '@nestjs/swagger';
import { importStatuses, type ImportStatus } from '../domain/import-status.js';

export class ImportView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({
    enum: importStatuses,
    description:
      'staged, checking, applying: under way. checked: a dry run without errors. refused: rows are wrong, nothing was applied. stopped: somebody has stopped it, the shop has changed, or an error has come up while it was applied; ask for the application again.',
  })
  readonly status!: ImportStatus;
  @ApiProperty({ description: 'False: a dry run.' })
  readonly apply!: boolean;
  @ApiProperty()
  readonly createOptions!: boolean;
  @ApiProperty({ description: 'In percent.', example: 66 })
  readonly progress!: number;
  @ApiProperty({ description: 'Rows of the file without its header.' })
  readonly rows!: number;
  @ApiProperty()
  readonly checked!: number;
  @ApiProperty()
  readonly applied!: number;
  @ApiProperty({ description: 'All that were found; a thousand of them are listed under …/errors.' })
  readonly errors!: number;
  @ApiProperty({
    type: 'object',
    properties: {
      created: { type: 'integer' },
      changed: { type: 'integer' },
      unchanged: { type: 'integer' },
    },
  })
  readonly products!: { created: number; changed: number; unchanged: number };
  @ApiProperty({ description: 'The account that has sent it.' })
  readonly actor!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The account whose changes these are; null for a dry run that nobody has applied.',
  })
  readonly appliedBy!: string | null;
  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
  @ApiProperty({ format: 'date-time' })
  readonly updatedAt!: string;
}

export class ImportErrorView {
  @ApiProperty({ description: 'Of the file, from 1, where the row begins.', example: 17 })
  readonly line!: number;
  @ApiProperty({
    description: 'By its name in the header; empty if the row as a whole is wrong.',
    example: 'price',
  })
  readonly column!: string;
  @ApiProperty({ example: 'money' })
  readonly code!: string;
  @ApiProperty({ example: 'price must be an amount of USD in digits, such as 19.99' })
  readonly message!: string;
}
