import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { maxPasswordLength, minPasswordLength } from '../domain/password-policy.js';
import { MarketingConsentRequest } from './consents.dto.js';
import { MayBeLeftOut } from './fields.js';
import { TransportField, type Transport } from './transport.js';

// What an address, a name or a password must be like is decided by the domain; here only that it is text of a sane size.

export class RegisterRequest {
  @ApiProperty({ example: 'maria@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;

  @ApiProperty({
    example: 'tangled kites over harbour',
    minLength: minPasswordLength,
    maxLength: maxPasswordLength,
    description:
      'Any characters. Passwords that everybody tries first, or that repeat your name or address, are refused.',
  })
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;

  @ApiProperty({ example: 'Maria Sibylla Merian', maxLength: 100 })
  @IsString()
  @MaxLength(400)
  readonly name!: string;

  @ApiPropertyOptional({
    example: 'en',
    maxLength: 35,
    description: 'Language tag (BCP 47) for mails; en if left out.',
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  readonly locale?: string;

  @ApiPropertyOptional({
    type: MarketingConsentRequest,
    description: 'Agrees to mails with news and offers. It counts once the mailed link has been opened.',
  })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => MarketingConsentRequest)
  readonly marketingConsent?: MarketingConsentRequest;

  /** Only with ACCOUNT_VERIFICATION=optional. */
  @TransportField()
  readonly transport?: Transport;
}

export class VerifyEmailRequest {
  @ApiProperty({
    example: 'q0Wm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8bq3h1E',
    description: 'From the mailed link; valid for an hour, once.',
  })
  @IsString()
  @MaxLength(200)
  readonly token!: string;
}

export class VerificationMailRequest {
  @ApiProperty({ example: 'maria@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;
}

/** Says the same whether or not there is an account. */
export class MailOnItsWay {
  @ApiProperty({ example: 'accepted', enum: ['accepted'] })
  readonly status!: 'accepted';

  @ApiProperty({ example: 'If this address can be used, a mail with the next step is on its way to it.' })
  readonly message!: string;
}

export const mailOnItsWay: MailOnItsWay = {
  status: 'accepted',
  message: 'If this address can be used, a mail with the next step is on its way to it.',
};
