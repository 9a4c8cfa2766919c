import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** One import that breaks (or keeps) a rule: `from` is written by the importing file. */
export interface Plant {
  file: string;
  imports: string;
}

interface Violation {
  rule: string;
  from: string;
  to: string;
}

/** Rules that are broken in the project itself. */
export function cruiseProject(): Violation[] {
  return cruise(root, ['apps', 'libs', 'migrations', 'tools', 'test/support']);
}

/** Rules that are broken in a small tree of the same shape, made of the planted files alone. */
export function cruisePlanted(
  plants: readonly Plant[],
  packages: readonly string[],
  targets: readonly string[],
): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'tradepost-architecture-'));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  try {
    write('package.json', readFileSync(join(root, 'package.json'), 'utf8'));
    write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { module: 'nodenext', moduleResolution: 'nodenext', customConditions: ['source'] },
      }),
    );
    for (const name of packages) {
      write(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      );
      write(`node_modules/${name}/index.js`, '');
    }
    for (const target of targets) write(target, 'export const here = 1;\n');
    for (const { file, imports } of plants) write(file, `import '${imports}';\nexport const planted = 1;\n`);
    return cruise(folder, ['.']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function cruise(cwd: string, paths: readonly string[]): Violation[] {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [bin, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...paths],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not answer: ${stderr}${stdout}`);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
