// @ts-check
// npm run demo | bench | chaos: a program of tools/, built if needed, on the pinned Node.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure, main } from './console.mjs';
import { withoutShop, withTools } from './environment.mjs';
import { install, pinnedNode } from './install.mjs';
import { alone } from './lock.mjs';
import { root } from './paths.mjs';
import { attach } from './process.mjs';
import { isAlive } from './process-identity.mjs';
import { runningFile } from './running.mjs';
import { readJson } from './state.mjs';

await main(async () => {
  const [name = '', ...words] = process.argv.slice(2);
  const script = `dist/tools/${name}/main.js`;
  await alone(install);
  const node = await pinnedNode();
  await alone(() => build(node));
  if (name === '' || !existsSync(join(root, script)))
    throw new Failure(`There is no tools/${name}/main.ts to run.`);
  if (name === 'demo') mustRun();
  // Bench and chaos bring services of their own; what configures the user's shop must not lead them to it.
  const env = withTools({ ...withoutShop(process.env), TRADEPOST_RUNNING: runningFile });
  const { code } = await attach(node, [script, ...words], { cwd: root, env });
  return code ?? 1;
});

function mustRun() {
  const running = readJson(runningFile);
  const launcher = readJson(join(root, '.tradepost', 'launcher.json'));
  if (running === undefined || !isAlive(launcher)) {
    throw new Failure(
      'The demo buys something in the running shop: start it with "npm start" in another terminal first.',
    );
  }
}
