export { CatalogModule } from './catalog.module.js';
export { CatalogFacade, type SellableVariant } from './application/catalog.facade.js';
export { VariantNames, type VariantName } from './queries/variant-names.js';
