import { describe, expect, it } from '@jest/globals';
import { closeWithin } from './close-within.js';

function aLogger(): { warnings: unknown[]; logger: Parameters<typeof closeWithin>[1] } {
  const warnings: unknown[] = [];
  const ignore = (): void => undefined;
  return { warnings, logger: { log: ignore, error: ignore, warn: (text: unknown) => warnings.push(text) } };
}

describe('closing a process', () => {
  it('says nothing when all goes well', async () => {
    const { logger, warnings } = aLogger();
    await closeWithin({ close: () => Promise.resolve() }, logger, 1_000);
    expect(warnings).toEqual([]);
  });

  it('does not wait for ever for what does not close', async () => {
    const { logger, warnings } = aLogger();
    await closeWithin({ close: () => new Promise(() => undefined) }, logger, 10);
    expect(warnings).toHaveLength(1);
  });
});
