import { Module } from '@nestjs/common';
import { CatalogModule } from '#catalog';
import { InventoryModule } from '#inventory';
import { ApplyBatch } from './application/apply-batch.js';
import { CancelImport } from './application/cancel-import.js';
import { CheckBatch } from './application/check-batch.js';
import { DeleteOldImports } from './application/delete-old-imports.js';
import { ExportProducts } from './application/export-products.js';
import { RequestApplication } from './application/request-application.js';
import { RunImport } from './application/run-import.js';
import { StageImport } from './application/stage-import.js';
import { CsvReader } from './domain/csv-reader.js';
import { CsvWriter } from './domain/csv-writer.js';
import { Imports } from './domain/imports.js';
import { StagedRows } from './domain/staged-rows.js';
import { CsvRecordReader } from './infrastructure/csv-record-reader.js';
import { CsvRowWriter } from './infrastructure/csv-row-writer.js';
import { MysqlImports } from './infrastructure/mysql-imports.js';
import { MysqlStagedRows } from './infrastructure/mysql-staged-rows.js';

const useCases = [StageImport, RunImport, RequestApplication, CancelImport, DeleteOldImports, ExportProducts];

/** Files of products that come in and go out. */
@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    ...useCases,
    CheckBatch,
    ApplyBatch,
    { provide: CsvReader, useClass: CsvRecordReader },
    { provide: CsvWriter, useClass: CsvRowWriter },
    { provide: Imports, useClass: MysqlImports },
    { provide: StagedRows, useClass: MysqlStagedRows },
  ],
  exports: useCases,
})
export class ExchangeModule {}
