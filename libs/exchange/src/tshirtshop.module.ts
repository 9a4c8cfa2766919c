import { Module } from '@nestjs/common';
import { CatalogModule, ReviewsModule } from '#catalog';
import { CustomersModule } from '#customers';
import { InventoryModule } from '#inventory';
import { OrderingModule } from '#ordering';
import { ImportCustomers } from './application/tshirtshop/import-customers.js';
import { ImportHistory } from './application/tshirtshop/import-history.js';
import { ImportOptionsStep } from './application/tshirtshop/import-options.js';
import { ImportOrders } from './application/tshirtshop/import-orders.js';
import { ImportPictures } from './application/tshirtshop/import-pictures.js';
import { ImportProducts } from './application/tshirtshop/import-products.js';
import { ImportReviews } from './application/tshirtshop/import-reviews.js';
import { ImportShelves } from './application/tshirtshop/import-shelves.js';
import { ImportShipping } from './application/tshirtshop/import-shipping.js';
import { ImportSteps } from './application/tshirtshop/import-steps.js';
import { ImportTshirtshop } from './application/tshirtshop/import-tshirtshop.js';
import { ImportedRecords } from './domain/tshirtshop/imported-records.js';
import { PictureFolder } from './domain/tshirtshop/picture-folder.js';
import { ScratchSchemas } from './domain/tshirtshop/scratch-schemas.js';
import { FilePictureFolder } from './infrastructure/tshirtshop/file-picture-folder.js';
import { MysqlImportedRecords } from './infrastructure/tshirtshop/mysql-imported-records.js';
import { MysqlScratchSchemas } from './infrastructure/tshirtshop/mysql-scratch-schemas.js';

/** For the command that takes over a tshirtshop; neither API nor worker has it. */
@Module({
  imports: [CatalogModule, ReviewsModule, InventoryModule, OrderingModule, CustomersModule],
  providers: [
    ImportTshirtshop,
    ImportSteps,
    ImportShelves,
    ImportOptionsStep,
    ImportProducts,
    ImportPictures,
    ImportShipping,
    ImportCustomers,
    ImportHistory,
    ImportOrders,
    ImportReviews,
    { provide: ScratchSchemas, useClass: MysqlScratchSchemas },
    { provide: PictureFolder, useClass: FilePictureFolder },
    { provide: ImportedRecords, useClass: MysqlImportedRecords },
  ],
  exports: [ImportTshirtshop],
})
export class TshirtshopModule {}
