import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { staffRoles, type StaffRole } from '../../domain/roles.js';
import { CurrentPassword } from './fields.js';

export class InviteStaffRequest {
  @ApiProperty({ example: 'linus@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;

  @ApiProperty({ example: 'Linus Pauling', maxLength: 100 })
  @IsString()
  @MaxLength(400)
  readonly name!: string;

  @ApiProperty({ enum: staffRoles, example: 'support' })
  @IsIn(staffRoles)
  readonly role!: StaffRole;

  @CurrentPassword()
  readonly currentPassword?: string;
}

export class ChangeRoleRequest {
  @ApiProperty({ enum: staffRoles, example: 'manager' })
  @IsIn(staffRoles)
  readonly role!: StaffRole;

  @CurrentPassword()
  readonly currentPassword?: string;
}

export class DismissRequest {
  @CurrentPassword()
  readonly currentPassword?: string;
}
