import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

interface Package {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { alg: string }[];
  readonly properties?: readonly { name: string }[];
}

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };

describe('what others have written', () => {
  it('is asked for in exact versions', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('is pinned by its content, and comes from a registry alone', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(300);
    const loose = packages.filter(
      ([, { resolved, integrity, link }]) =>
        link === true ||
        !/^sha512-/.test(integrity ?? '') ||
        (resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved)),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('runs nothing while it is installed', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const installs = read('docker/Dockerfile')
      .split('\n')
      .filter((line) => /npm (ci|install)/.test(line));
    expect(installs.length).toBeGreaterThan(0);
    for (const line of installs) expect(line).toMatch(/npm ci/);
  });
});

describe('npm sbom', () => {
  let components: readonly Component[];

  // Not with --omit=dev: npm leaves out what a package for testing wants beside it, Nest itself among them.
  beforeAll(() => {
    const npm = process.env['npm_execpath'];
    const parameters = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'];
    const { status, stdout, stderr } =
      npm === undefined
        ? spawnSync('npm', parameters, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1_048_576 })
        : spawnSync(process.execPath, [npm, ...parameters], {
            ...{ cwd: root, encoding: 'utf8', maxBuffer: 64 * 1_048_576 },
          });
    if (status !== 0) throw new Error(`npm sbom ended with ${String(status)}: ${stderr}`);
    ({ components } = JSON.parse(stdout) as { components: readonly Component[] });
  });

  it('lists everything that runs in production, with version, address and hash', () => {
    const names = new Set(components.map(({ name }) => name));
    expect(Object.keys(manifest.dependencies).filter((name) => !names.has(name))).toEqual([]);
    for (const { purl, version, hashes } of components) {
      expect(purl).toMatch(/^pkg:npm\//);
      expect(version).toMatch(/^\d/);
      expect(hashes?.map(({ alg }) => alg)).toContain('SHA-512');
    }
  });

  it('marks what is for building and testing only', () => {
    const marked = new Set(components.filter(isForDevelopment).map(({ name }) => name));
    for (const name of ['jest', 'eslint', 'oauth2-mock-server', 'fast-check']) expect(marked).toContain(name);
    expect(Object.keys(manifest.dependencies).filter((name) => marked.has(name))).toEqual([]);
  });
});

function isForDevelopment({ properties = [] }: Component): boolean {
  return properties.some(({ name }) => name === 'cdx:npm:package:development');
}
