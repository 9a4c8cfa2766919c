import { Module } from '@nestjs/common';
import { CartModule } from '#cart';
import { ReviewsModule } from '#catalog';
import { CustomersModule } from '#customers';
import { MailLogModule } from '#notifications';
import { OrderingModule } from '#ordering';
import { PaymentModule } from '#payment';
import { ErasePerson } from './application/erase-person.js';
import { ExportPersonalData } from './application/export-personal-data.js';
import { GatherPersonalData } from './application/gather-personal-data.js';

/** What a person may ask of all that the shop knows. It keeps nothing itself. */
@Module({
  imports: [CustomersModule, OrderingModule, PaymentModule, CartModule, ReviewsModule, MailLogModule],
  providers: [GatherPersonalData, ExportPersonalData, ErasePerson],
  exports: [ExportPersonalData, ErasePerson],
})
export class PrivacyModule {}
