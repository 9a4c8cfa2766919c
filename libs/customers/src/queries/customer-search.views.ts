import { ApiProperty } from '@nestjs/swagger';
import { everyRole } from '../domain/roles.js';

const time = { format: 'date-time', example: '2026-03-01T09:00:00.000Z' } as const;
const timeOrNull = { type: String, nullable: true, ...time, example: null } as const;

/** An account as support sees it in a list. */
export class CustomerSummary {
  @ApiProperty({ example: '019b8b7c-1000-7abc-8def-0123456789ab', format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'ada@example.test' })
  email!: string;
  @ApiProperty({ example: 'Ada Lovelace' })
  name!: string;
  @ApiProperty({ enum: everyRole, example: 'customer' })
  role!: string;
  @ApiProperty({ example: true })
  emailVerified!: boolean;
  @ApiProperty(time)
  createdAt!: string;
  @ApiProperty(timeOrNull)
  lastSignedInAt!: string | null;
  @ApiProperty({ ...timeOrNull, description: 'Set while nobody can sign in to the account.' })
  disabledAt!: string | null;
}

export class CustomerDetails extends CustomerSummary {
  @ApiProperty({ example: 'en', description: 'Language of mails.' })
  locale!: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'What staff wrote.' })
  disabledReason!: string | null;
  @ApiProperty({ ...timeOrNull, description: 'Set if the person has been forgotten.' })
  erasedAt!: string | null;
  @ApiProperty({ example: false, description: 'Whether a second factor is set up.' })
  secondFactor!: boolean;
  @ApiProperty({ type: [String], example: ['google'], description: 'Other ways in than the password.' })
  identities!: string[];
  @ApiProperty({ example: 2, description: 'Sign-ins that are still open.' })
  openSessions!: number;
}

export class CustomerList {
  @ApiProperty({ type: [CustomerSummary] })
  items!: CustomerSummary[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For the next part of the list; null at its end.',
  })
  nextCursor!: string | null;
}
