export { ExchangeModule } from './exchange.module.js';
export { DeleteOldImports } from './application/delete-old-imports.js';
