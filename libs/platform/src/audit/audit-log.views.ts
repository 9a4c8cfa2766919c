import { ApiProperty } from '@nestjs/swagger';

const state = { type: 'object', nullable: true, additionalProperties: true } as const;

/** One thing that was done, or refused. */
export class AuditLogView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;
  @ApiProperty({ format: 'date-time' })
  readonly occurredAt!: string;
  @ApiProperty({
    description: 'Id of an account or of an API key, or the name of a process.',
    example: 'cli',
  })
  readonly actor!: string;
  @ApiProperty({ example: 'catalog.change-price' })
  readonly action!: string;
  @ApiProperty({ example: 'product' })
  readonly subjectType!: string;
  @ApiProperty({ example: '0198c0de-0000-7000-8000-000000000000' })
  readonly subjectId!: string;
  @ApiProperty({ ...state, description: 'What changed, as it was.' })
  readonly before!: unknown;
  @ApiProperty({ ...state, description: 'What changed, as it is since.' })
  readonly after!: unknown;
  @ApiProperty({ example: 1, description: 'How often within about a second, of what was refused.' })
  readonly times!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Finds the request in the logs.' })
  readonly requestId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '192.0.2.1',
    description: 'IP address of the client.',
  })
  readonly address!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'curl/8.5.0' })
  readonly userAgent!: string | null;
}

export class AuditLogPage {
  @ApiProperty({ type: [AuditLogView] })
  readonly items!: AuditLogView[];
  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one.' })
  readonly nextCursor!: string | null;
}
