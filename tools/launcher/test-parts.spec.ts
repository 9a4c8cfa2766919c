import { describe, expect, it } from '@jest/globals';
import { allParts, choose, countJest } from './test-parts.mjs';

const names = (...words: string[]): string[] => choose(words).parts.map(({ name }) => name);

describe('npm test', () => {
  it('runs everything', () => {
    expect(names()).toEqual(allParts.map(({ name }) => name));
  });

  it('runs the parts that are named', () => {
    expect(names('unit')).toEqual(['unit']);
    expect(names('types', 'lint')).toEqual(['lint', 'types']);
  });

  it('builds before the stories, which run the built programs', () => {
    expect(names('stories', '-t', 'fifty')).toEqual(['build', 'stories']);
  });

  it('hands the other words to Jest', () => {
    expect(choose(['stories', '-t', 'fifty buyers']).jestArgs).toEqual(['-t', 'fifty buyers']);
  });

  it('runs no static check for words that only Jest understands', () => {
    expect(names('libs/cart')).toEqual(['build', 'architecture', 'unit', 'integration', 'stories']);
  });

  it('does not let such words go unheard', () => {
    expect(() => names('lint', 'libs/cart')).toThrow('lint: takes no further words (libs/cart).');
  });
});

describe('counting a Jest run', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 1,
    numTodoTests: 0,
  };

  it('takes Jest’s own figures', () => {
    expect(countJest(report, 0)).toEqual({ passed: 7, failed: 0, skipped: 1 });
  });

  it('counts a file that could not be loaded', () => {
    expect(countJest({ ...report, numRuntimeErrorTestSuites: 2 }, 1).failed).toBe(2);
  });

  it('never lets a failed run look like a good one', () => {
    expect(countJest(report, 1).failed).toBe(1);
    expect(countJest(undefined, null).failed).toBe(1);
  });
});
