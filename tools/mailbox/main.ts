import { startMailbox } from './start-mailbox.js';

const DEFAULT_SMTP_PORT = 1025;
const DEFAULT_HTTP_PORT = 8025;

const mailbox = await startMailbox({
  smtpPort: port('MAILBOX_SMTP_PORT', DEFAULT_SMTP_PORT),
  httpPort: port('MAILBOX_HTTP_PORT', DEFAULT_HTTP_PORT),
  ...(process.env.MAILBOX_HOST ? { host: process.env.MAILBOX_HOST } : {}),
  ...(process.env.MAILBOX_STATE ? { state: process.env.MAILBOX_STATE } : {}),
});
process.stdout.write(`mail box: ${mailbox.smtpUrl} takes every mail, ${mailbox.httpUrl} shows them\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void mailbox.close().then(() => process.exit(0)));
}

function port(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new Error(`${name} must be a port, not "${text}".`);
  return value;
}
