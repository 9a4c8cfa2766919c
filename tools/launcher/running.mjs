// @ts-check
import { join } from 'node:path';
import { stateDir } from './paths.mjs';
import { demoPassword, localUrl, usesGoogleStandIn, usesMailbox, usesStandIn } from './shop-environment.mjs';
import { readJson, secretsIn } from './state.mjs';

/** Where the running shop is, for `npm run demo` and whoever else wants to talk to it. */
export const runningFile = join(stateDir, 'running.json');

const customer = 'ada@example.test';
const staff = 'grace@example.test';

/** What a second `npm start` says. */
export function tellRunning() {
  const { pid } = readJson(join(stateDir, 'launcher.json')) ?? {};
  const apiUrl = readJson(runningFile)?.['apiUrl'];
  const where = typeof apiUrl === 'string' ? `at ${apiUrl}` : 'here, it is just starting or stopping';
  return `Tradepost already runs ${where} (process ${String(pid)}). Stop it there with Ctrl-C first.`;
}

/**
 * What the reader, and other programs, want to know of the running shop.
 * @param {object} setting
 * @param {NodeJS.ProcessEnv} setting.given
 * @param {import('./shop-environment.mjs').Ports} setting.ports
 * @param {NodeJS.ProcessEnv} setting.env
 * @param {boolean} setting.databaseIsOurs
 */
export function welcome({ given, ports, env, databaseIsOurs }) {
  const apiUrl = env['PUBLIC_URL'] ?? localUrl(ports.api);
  const mailboxUrl = usesMailbox(given) ? localUrl(ports.mailboxHttp) : undefined;
  const stripeUrl = usesStandIn(given) ? localUrl(ports.standIn) : undefined;
  const googleUrl = usesGoogleStandIn(given) ? localUrl(ports.google) : undefined;
  const password = demoPassword({ given, secrets: secretsIn(stateDir) });
  const facts = {
    pid: process.pid,
    apiUrl,
    docsUrl: `${apiUrl}/docs`,
    queuesUrl: `${apiUrl}/operators/queues`,
    workerUrl: localUrl(ports.worker),
    mailboxUrl,
    stripeUrl,
    googleUrl,
    customer,
    staff,
  };
  const lines = [
    `  API              ${apiUrl}/v1`,
    `  Swagger UI       ${facts.docsUrl}`,
    `  Job queues       ${facts.queuesUrl}   (staff only)`,
    `  Mail box         ${mailboxUrl ?? 'none: mail goes to SMTP_URL'}`,
    `  Stripe stand-in  ${stripeUrl ?? 'none: payments go to Stripe in test mode'}`,
    `  Google stand-in  ${googleUrl ?? 'none: people sign in with their Google accounts'}`,
    '',
    `  Sign in as       ${customer} (a customer) or ${staff} (staff), password ${password}`,
    ...(databaseIsOurs ? [] : ['                   (if your database was empty before this start)']),
    `                   or with Google: ${apiUrl}/v1/auth/google`,
    ...stripeNote(given),
    '',
    '  Try:',
    `    curl '${apiUrl}/v1/products?limit=3'`,
    '    npm run demo',
    `    ${openCommand()} ${mailboxUrl ?? facts.docsUrl}`,
    '',
    '  Logs are in .tradepost/logs/. Ctrl-C stops everything.',
  ];
  return { facts, text: lines.join('\n') };
}

/** @param {NodeJS.ProcessEnv} given */
function stripeNote(given) {
  if (usesStandIn(given) || given['STRIPE_WEBHOOK_SECRET'] !== undefined) return [];
  return [
    '',
    '  STRIPE_WEBHOOK_SECRET is not set: webhooks are refused, payments settle by reconciliation only.',
  ];
}

function openCommand() {
  return process.platform === 'darwin' ? 'open' : 'xdg-open';
}
