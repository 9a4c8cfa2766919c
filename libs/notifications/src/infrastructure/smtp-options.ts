import type { MailerOptions } from '@nestjs-modules/mailer';
import type { Config } from '#platform/config/config.js';
import { SMTP_CONNECTIONS } from '../application/mail-transport.js';

const IDLE_MS = 30_000;

/** The pooled SMTP connection. Nodemailer's own time-outs are minutes long, its own retries would send behind the delivery log's back. */
export function mailerOptions(config: Config): MailerOptions {
  const { smtpUrl, timeoutMs } = config.mail;
  const transport = {
    url: smtpUrl,
    pool: true as const,
    maxConnections: SMTP_CONNECTIONS,
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  return { transport };
}
