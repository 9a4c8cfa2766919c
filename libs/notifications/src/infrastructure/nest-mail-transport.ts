import { Injectable } from '@nestjs/common';
import { MailerService, type ISendMailOptions } from '@nestjs-modules/mailer';
import { Config } from '#platform/config/config.js';
import type { ClaimedMail } from '../application/mail.js';
import { MailDelayed, MailRefused, MailTransport } from '../application/mail-transport.js';
import { MailTemplates } from './mail-templates.js';

interface SmtpError {
  readonly message: string;
  /** Nodemailer's verdict on an SMTP answer: true for 5xx, apart from 503 (out of sequence). */
  readonly permanent?: boolean;
  readonly code?: string;
  readonly command?: string;
}

/** One recipient, and nothing that ends a header, starts a second address or names a host twice. */
const PLAIN_ADDRESS = /^[^\s@<>,;:"()\\\p{Cc}]+@[^\s@<>,;:"()\\\p{Cc}]+$/u;

/** Answers to these are about this mail. One to AUTH or MAIL FROM is about the shop's own settings, and the mail waits until they are right. */
const COMMANDS_ABOUT_THE_MAIL = /^(RCPT TO|DATA)/;

@Injectable()
export class NestMailTransport extends MailTransport {
  readonly patienceSeconds: number;

  constructor(
    private readonly mailer: MailerService,
    private readonly templates: MailTemplates,
    private readonly config: Config,
  ) {
    super();
    // The single time-outs count silence; a server that drips would stretch them without an end.
    this.patienceSeconds = Math.ceil((2 * config.mail.timeoutMs) / 1_000);
  }

  async send(mail: ClaimedMail): Promise<void> {
    if (!PLAIN_ADDRESS.test(mail.recipient))
      throw new MailRefused('The recipient is not one plain e-mail address.');
    const options = this.compose(mail);
    try {
      await this.mailer.sendMail(options);
    } catch (error) {
      throw verdictOn(error);
    }
  }

  private compose(mail: ClaimedMail): ISendMailOptions {
    const { name, publicUrl } = { name: this.config.shop.name, publicUrl: this.config.http.publicUrl };
    const { subject, html, text } = this.templates.render(mail, { name, publicUrl });
    const options = {
      from: this.config.mail.from,
      to: { name: '', address: mail.recipient },
      subject: onOneLine(subject),
      html,
      text,
      messageId: mail.messageId,
      // Out-of-office robots must not answer a receipt (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      // Content comes from customers: it must never name a file or an address to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: AbortSignal.timeout(this.patienceSeconds * 1_000),
    };
    return options;
  }
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function verdictOn(error: unknown): MailRefused | MailDelayed {
  const { message, permanent, code, command } = error as SmtpError;
  const told = `${code ?? 'error'}${command ? ` at ${command}` : ''}: ${message}`;
  const verdict =
    permanent === true && COMMANDS_ABOUT_THE_MAIL.test(command ?? '')
      ? new MailRefused(told)
      : new MailDelayed(told);
  verdict.cause = error;
  return verdict;
}
