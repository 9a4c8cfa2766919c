import type { MailKind } from './mail.js';

export abstract class MailMetrics {
  abstract sent(kind: MailKind): void;
  abstract failed(kind: MailKind): void;
}
