export { ExchangeModule } from './exchange.module.js';
export { DeleteOldImports } from './application/delete-old-imports.js';
export { TshirtshopModule } from './tshirtshop.module.js';
export { ImportTshirtshop, type ImportTshirtshopInput } from './application/tshirtshop/import-tshirtshop.js';
export type { ImportReport, ReportJson, TableLine } from './domain/tshirtshop/import-report.js';
