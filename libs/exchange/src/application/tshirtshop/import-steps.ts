import { Injectable } from '@nestjs/common';
import { ImportCustomers } from './import-customers.js';
import { ImportHistory } from './import-history.js';
import { ImportOptionsStep } from './import-options.js';
import { ImportPictures } from './import-pictures.js';
import { ImportProducts } from './import-products.js';
import { ImportShelves } from './import-shelves.js';
import { ImportShipping } from './import-shipping.js';
import type { ImportRun } from './import-run.js';

/** The parts of an import in the order in which they need each other. */
@Injectable()
export class ImportSteps {
  constructor(
    private readonly shelves: ImportShelves,
    private readonly attributes: ImportOptionsStep,
    private readonly products: ImportProducts,
    private readonly pictures: ImportPictures,
    private readonly shipping: ImportShipping,
    private readonly customers: ImportCustomers,
    private readonly history: ImportHistory,
  ) {}

  async run(run: ImportRun): Promise<void> {
    await this.shelves.run(run);
    const values = await this.attributes.run(run);
    await this.products.run(run, values);
    await this.pictures.run(run);
    await this.shipping.run(run);
    await this.customers.run(run);
    await this.history.run(run, values);
  }
}
