export { CatalogModule } from './catalog.module.js';
export { CatalogFacade, type SellableVariant } from './application/catalog.facade.js';
export { ApplyDueChanges } from './application/apply-due-changes.js';
export { VariantNames, type VariantName } from './queries/variant-names.js';
// For whoever fills the catalogue by the thousand, past its use cases.
export { insertListings } from './infrastructure/listing.sql.js';
export { bestStockState, stockStateOf } from './domain/stock-state.js';
export {
  BulkRefused,
  CatalogBulk,
  type BulkOptions,
  type BulkOutcome,
  type BulkProblem,
  type BulkProduct,
  type BulkUpsertOptions,
  type BulkVariant,
  type ExportedProduct,
  type ExportedVariant,
} from './application/catalog-bulk.js';
export {
  CatalogImport,
  type ImportedCategory,
  type ImportedOption,
  type ImportedShelf,
  type KeptOption,
} from './application/catalog-import.js';
export { ProductKeys, type ProductKey, type VariantKey } from './queries/product-keys.js';
export { PersonalReviews } from './queries/personal-reviews.queries.js';
export { ReviewsModule } from './reviews.module.js';
export {
  ReviewsImport,
  type ImportedReview,
  type ImportedReviewOutcome,
} from './application/reviews-import.js';
export {
  AddProductImage,
  type AddedProductImage,
  type AddProductImageInput,
} from './application/images/add-product-image.js';
export { KeepProductImages } from './application/images/keep-product-images.js';
export { DeleteOrphanedImages } from './application/images/delete-orphaned-images.js';
