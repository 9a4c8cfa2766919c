import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { MayBeLeftOut } from './fields.js';
import { TransportField, type Transport } from './transport.js';

const codeDescription = 'Six digits of the authenticator app, or a recovery code.';

export class SecondFactorStatusView {
  @ApiProperty({ example: true })
  readonly enabled!: boolean;

  @ApiProperty({ example: '2026-11-20T10:00:00.000Z', format: 'date-time', type: String, nullable: true })
  readonly since!: string | null;

  @ApiProperty({ example: 9 })
  readonly recoveryCodesLeft!: number;
}

/** Who asks for something sensitive says the password again. */
export class BeginSecondFactorRequest {
  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    description: 'May be left out by an account without a password, soon after signing in.',
    maxLength: 128,
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;
}

export class SecretView {
  @ApiProperty({ example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', description: 'For typing, in base 32.' })
  readonly secret!: string;

  @ApiProperty({
    example:
      'otpauth://totp/Tradepost:ada%40example.test?issuer=Tradepost&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    description: 'For a QR code.',
  })
  readonly otpauthUri!: string;
}

export class ConfirmSecondFactorRequest {
  @ApiProperty({ example: '492039', description: 'What the authenticator app shows now.' })
  @IsString()
  @MaxLength(40)
  readonly code!: string;
}

export class RecoveryCodesView {
  @ApiProperty({
    example: ['7K4M-Q2XT-9HBD'],
    description: 'Ten codes that work once each, instead of the app. They are not shown again.',
    type: [String],
  })
  readonly recoveryCodes!: string[];
}

export class SecondFactorChangeRequest extends BeginSecondFactorRequest {
  @ApiProperty({ example: '492039', description: codeDescription })
  @IsString()
  @MaxLength(40)
  readonly code!: string;
}

export class AnswerChallengeRequest {
  @ApiProperty({ example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8' })
  @IsString()
  @MaxLength(200)
  readonly challenge!: string;

  @ApiProperty({ example: '492039', description: codeDescription })
  @IsString()
  @MaxLength(40)
  readonly code!: string;

  @TransportField()
  readonly transport?: Transport;
}

export class TakeAwaySecondFactorRequest extends BeginSecondFactorRequest {
  @ApiProperty({ example: 'Lost phone; showed her passport in the shop.', minLength: 1, maxLength: 200 })
  @IsString()
  @Matches(/\S/, { message: 'reason must say something' })
  @MaxLength(200)
  readonly reason!: string;
}
