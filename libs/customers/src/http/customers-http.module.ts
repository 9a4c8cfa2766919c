import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CustomersModule } from '../customers.module.js';
import { AdministrationHttpModule } from './admin/administration-http.module.js';
import { AddressesController } from './addresses.controller.js';
import { ConsentsController } from './consents.controller.js';
import { DeviceCookie } from './device-cookie.js';
import { ExchangeController } from './exchange.controller.js';
import { IdentitiesController } from './identities.controller.js';
import { EmailChangesController } from './email-changes.controller.js';
import { OperatorsController } from './operators.controller.js';
import { PasswordController } from './password.controller.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { PhoneNumbersController } from './phone-numbers.controller.js';
import { ProfileController } from './profile.controller.js';
import { ProviderCallbacks } from './provider-callbacks.js';
import { ProvidersController } from './providers.controller.js';
import { RecoveryPagesController } from './recovery-pages.controller.js';
import { RegistrationsController } from './registrations.controller.js';
import { SecondFactorAdminController } from './second-factor-admin.controller.js';
import { SecondFactorSignInController } from './second-factor-sign-in.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SessionDoor } from './session-door.js';
import { SessionsController } from './sessions.controller.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { VerificationPageController } from './verification-page.controller.js';

@Module({
  imports: [CustomersModule, AdministrationHttpModule],
  controllers: [
    RegistrationsController,
    VerificationPageController,
    PasswordResetsController,
    PasswordController,
    EmailChangesController,
    RecoveryPagesController,
    SessionsController,
    OwnSessionsController,
    SecondFactorSignInController,
    SecondFactorController,
    SecondFactorAdminController,
    ProfileController,
    AddressesController,
    PhoneNumbersController,
    ConsentsController,
    OperatorsController,
    ProvidersController,
    ExchangeController,
    IdentitiesController,
  ],
  providers: [
    SessionDoor,
    { provide: APP_INTERCEPTOR, useClass: DeviceCookie },
    SignInAttempts,
    ProviderCallbacks,
  ],
  exports: [CustomersModule],
})
export class CustomersHttpModule {}
