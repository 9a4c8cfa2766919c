import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import type { Config } from '../config/config.js';
import { loggedError } from './logged-error.js';
import { requestScope } from './request-scope.js';

/** Headers and fields that must never reach a log, wherever in an object they stand at the first two levels. */
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'cart-token',
  'order-token',
  'device-token',
  'x-csrf-token',
  'stripe-signature',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'refreshToken',
  'accessToken',
  'csrfToken',
  'deviceToken',
  'clientSecret',
  'client_secret',
  'secret',
  'challenge',
  'recoveryCodes',
  'email',
];

export function createPino(
  config: Config,
  service: string,
  level: string = config.log.level,
  destination?: DestinationStream,
): Pino {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [...secrets.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`])],
      censor: '[redacted]',
    },
    serializers: { err: loggedError },
    mixin: scopeOfLine,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function scopeOfLine(): Record<string, string | undefined> {
  const { requestId, job, client } = requestScope.getStore() ?? {};
  return { requestId, job, address: client?.address };
}

/** Nest's logger as JSON lines with the request's id; control characters in messages are escaped by JSON itself. */
export class StructuredLogger implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context's name last, and a stack or a message before it. */
  private write(
    level: 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const texts = rest.slice(0, -1).filter((each) => typeof each === 'string');
    const fields = typeof message === 'object' && message !== null ? message : {};
    const text = typeof message === 'string' ? message : texts.shift();
    this.pino[level]({ ...fields, context, ...(texts.length > 0 ? { stack: texts.join('\n') } : {}) }, text);
  }
}
