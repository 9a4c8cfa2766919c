// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure, step } from './console.mjs';
import { root } from './paths.mjs';
import { capture } from './process.mjs';
import { isMissing, writePrivate } from './state.mjs';

const sourceFolders = ['apps', 'libs', 'migrations', 'tools'];
const settings = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', '.swcrc'];
const dist = join(root, 'dist');
const stampFile = join(dist, '.build-stamp');

/**
 * Compiles everything to dist/, unless nothing has changed since.
 * @param {string} node
 */
export async function build(node) {
  const stamp = stampOfSources();
  if (stamp === readStamp()) return;
  await step('Building', async () => {
    const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    const { code, output } = await capture(node, [nest, 'build', 'api'], { cwd: root });
    if (code !== 0) throw new Failure(`The build failed:\n${output.trimEnd()}`);
    removeOrphans(dist);
    writePrivate(stampFile, stamp);
  });
}

/** Names, sizes and times of everything that goes into the build. */
function stampOfSources() {
  const hash = createHash('sha256');
  const sources = sourceFolders.flatMap((folder) => filesBelow(join(root, folder)));
  for (const file of [...sources, ...settings.map((name) => join(root, name))]) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)} ${String(mtimeMs)} ${String(size)}\n`);
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * The compiler never deletes, but what is left of a removed source would go on working: a migration would still run.
 * @param {string} folder
 */
function removeOrphans(folder) {
  for (const file of filesBelow(folder)) {
    const source = join(root, relative(dist, file)).replace(/\.js(\.map)?$/, '.ts');
    if (/\.js(\.map)?$/.test(file) && !existsSync(source)) rmSync(file);
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
