import { ApiProperty } from '@nestjs/swagger';

export class OwnSessionView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({
    example: 'Firefox on Linux',
    type: String,
    nullable: true,
    description: 'As the program called itself; null if it said nothing that is known.',
  })
  readonly device!: string | null;

  @ApiProperty({
    example: '203.0.113.7',
    type: String,
    nullable: true,
    description: 'Where it was signed in or refreshed last.',
  })
  readonly address!: string | null;

  @ApiProperty({ example: 'password', description: 'How it was signed in: password, google, invitation.' })
  readonly method!: string;

  @ApiProperty({ example: false, description: 'A sign-in to the staff pages.' })
  readonly staffPages!: boolean;

  @ApiProperty({ example: '2026-11-20T10:00:00.000Z', format: 'date-time' })
  readonly createdAt!: string;

  @ApiProperty({
    example: '2026-11-20T10:45:00.000Z',
    format: 'date-time',
    description: 'Signed in or refreshed last: exact to a quarter of an hour.',
  })
  readonly lastUsedAt!: string;

  @ApiProperty({
    example: '2026-12-20T10:00:00.000Z',
    format: 'date-time',
    description: 'However often it is refreshed.',
  })
  readonly expiresAt!: string;

  @ApiProperty({ example: true, description: 'The one that asks.' })
  readonly current!: boolean;
}

export class OwnSessionList {
  @ApiProperty({ type: [OwnSessionView] })
  readonly items!: OwnSessionView[];
}
