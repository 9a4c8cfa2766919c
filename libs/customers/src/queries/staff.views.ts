import { ApiProperty } from '@nestjs/swagger';
import { staffRoles } from '../domain/roles.js';

const someId = '019b8b7c-1000-7abc-8def-0123456789ab';
const time = { format: 'date-time', example: '2026-03-01T09:00:00.000Z' } as const;
const timeOrNull = { type: String, nullable: true, ...time, example: null } as const;

export class PersonView {
  @ApiProperty({ example: someId, format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Grace Hopper' })
  name!: string | null;
}

export class StaffView {
  @ApiProperty({ example: someId, format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'linus@example.test' })
  email!: string;
  @ApiProperty({ example: 'Linus Pauling' })
  name!: string;
  @ApiProperty({ enum: staffRoles, example: 'support' })
  role!: string;
  @ApiProperty({ example: true, description: 'Whether a second factor is set up.' })
  secondFactor!: boolean;
  @ApiProperty(time)
  createdAt!: string;
  @ApiProperty(timeOrNull)
  lastSignedInAt!: string | null;
  @ApiProperty({ ...timeOrNull, description: 'Set while nobody can sign in to the account.' })
  disabledAt!: string | null;
}

export class InvitationView {
  @ApiProperty({ example: someId, format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'linus@example.test' })
  email!: string;
  @ApiProperty({ example: 'Linus Pauling' })
  name!: string;
  @ApiProperty({ enum: staffRoles, example: 'support' })
  role!: string;
  @ApiProperty({ enum: ['pending', 'accepted', 'revoked', 'expired'], example: 'pending' })
  status!: 'pending' | 'accepted' | 'revoked' | 'expired';
  @ApiProperty()
  invitedBy!: PersonView;
  @ApiProperty(time)
  createdAt!: string;
  @ApiProperty(time)
  expiresAt!: string;
}

export class ApiKeyView {
  @ApiProperty({ example: someId, format: 'uuid', description: 'What the audit log calls it.' })
  id!: string;
  @ApiProperty({ example: 'Warehouse' })
  name!: string;
  @ApiProperty({ example: 'k7m8', description: 'The last characters of the secret.' })
  hint!: string;
  @ApiProperty({ type: [String], example: ['stock:manage'] })
  scopes!: string[];
  @ApiProperty({ enum: ['active', 'expired', 'revoked'], example: 'active' })
  status!: 'active' | 'expired' | 'revoked';
  @ApiProperty()
  madeBy!: PersonView;
  @ApiProperty(time)
  createdAt!: string;
  @ApiProperty({ ...timeOrNull, description: 'Null: until it is revoked.' })
  expiresAt!: string | null;
  @ApiProperty({ ...timeOrNull, description: 'To the minute.' })
  lastUsedAt!: string | null;
  @ApiProperty(timeOrNull)
  revokedAt!: string | null;
}

/** Told once: what is stored is its hash. */
export class NewApiKeyView extends ApiKeyView {
  @ApiProperty({
    example: 'tp_Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8',
    description: 'Shown this once. Sent as `Authorization: Bearer tp_…`.',
  })
  secret!: string;
}

class PageView {
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 3, description: 'Of all pages.' })
  total!: number;
}

export class StaffPage extends PageView {
  @ApiProperty({ type: [StaffView] })
  items!: StaffView[];
}

export class InvitationPage extends PageView {
  @ApiProperty({ type: [InvitationView] })
  items!: InvitationView[];
}

export class ApiKeyPage extends PageView {
  @ApiProperty({ type: [ApiKeyView] })
  items!: ApiKeyView[];
}
