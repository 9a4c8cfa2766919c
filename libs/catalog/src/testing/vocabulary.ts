export * from '../../../../apps/cli/src/large-shop/vocabulary.js';
