/** What is read. */
export const catalogScenarios = ['list', 'detail', 'search', 'facets', 'suggestions', 'deep-page'] as const;
export type CatalogScenario = (typeof catalogScenarios)[number];

/** What is written. */
export const tradeScenarios = ['cart', 'order', 'checkout'] as const;
export type TradeScenario = (typeof tradeScenarios)[number];
