import { Module } from '@nestjs/common';
import { ExchangeModule } from '../exchange.module.js';
import { ImportQueries } from '../queries/import.queries.js';
import { ExportsController } from './exports.controller.js';
import { ImportsController } from './imports.controller.js';

@Module({
  imports: [ExchangeModule],
  controllers: [ImportsController, ExportsController],
  providers: [ImportQueries],
})
export class ExchangeHttpModule {}
