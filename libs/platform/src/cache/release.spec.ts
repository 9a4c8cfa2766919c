import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { releaseOf } from './release.js';

describe('the release', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    mkdirSync(join(folder, 'queries'));
    writeFileSync(join(folder, 'queries', 'list.js'), 'one');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the same for the same program, wherever it is installed', () => {
    const first = releaseOf(folder);
    writeFileSync(join(folder, 'queries', 'list.js.map'), 'of another machine');
    expect(releaseOf(folder)).toBe(first);
    expect(first).toMatch(/^[\w-]{8}$/);
  });

  it('is another one when a file has changed, or come', () => {
    const first = releaseOf(folder);
    writeFileSync(join(folder, 'queries', 'list.js'), 'two');
    const second = releaseOf(folder);
    writeFileSync(join(folder, 'views.js'), '');
    expect(new Set([first, second, releaseOf(folder)]).size).toBe(3);
  });
});
