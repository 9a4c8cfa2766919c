import { Module } from '@nestjs/common';
import { CustomersModule } from '../../customers.module.js';
import { AcceptanceController } from './acceptance.controller.js';
import { ApiKeysController } from './api-keys.controller.js';
import { CustomersController } from './customers.controller.js';
import { InvitationPageController } from './invitation-page.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { StaffController } from './staff.controller.js';

/** Where the shop's people and programs are given their rights, and customers are looked after. */
@Module({
  imports: [CustomersModule],
  controllers: [
    InvitationsController,
    StaffController,
    AcceptanceController,
    InvitationPageController,
    CustomersController,
    ApiKeysController,
  ],
})
export class AdministrationHttpModule {}
