// @ts-check
import { join } from 'node:path';
import { namesIn, parseEnv, readText } from './env-file.mjs';
import { root } from './paths.mjs';

// What configures the shop, should .env.example ever miss one: none of it may reach a test.
const known = [
  'APP_ENV',
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'REDIS_URL',
  'SMTP_URL',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_BASE',
  'ENCRYPTION_SECRET',
  'SIGNING_SECRET',
  'PUBLIC_URL',
  'PORT',
  'WORKER_PORT',
];

/**
 * The environment without anything that configures the shop, so that a test can't reach a real service
 * and passes or fails the same on every machine.
 * @param {NodeJS.ProcessEnv} environment
 * @param {{ example: string, file: string }} [texts] of `.env.example` and `.env`
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutShop(environment, { example, file } = envFiles()) {
  const drop = new Set([...known, ...namesIn(example)]);
  const kept = Object.entries(environment).filter(([name]) => !drop.has(name));
  // The programs read .env themselves, but leave alone what is set, be it to nothing.
  const emptied = Object.keys(parseEnv(file)).map((name) => [name, '']);
  return Object.fromEntries([...emptied, ...kept]);
}

function envFiles() {
  return { example: readText(join(root, '.env.example')), file: readText(join(root, '.env')) };
}

/**
 * The pinned Node first on the PATH, for what the programs start themselves.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function withTools(environment) {
  return { ...environment, PATH: `${join(root, 'node_modules', '.bin')}:${environment['PATH'] ?? ''}` };
}
