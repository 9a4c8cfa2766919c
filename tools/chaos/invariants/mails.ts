import type { MailRow, Truth } from '../truth.js';
import { isSettled, type Invariant } from './violation.js';

/**
 * I6: each paid order's confirmation was accepted at least once, nobody else's ever, and so was every mail that the shop believes to have sent; twice only
 * where an answer of the mail server was lost or the worker died with the mail in its hand, then under the same Message-ID.
 */
export const mailsArriveOnce: Invariant = (truth) => {
  const copies = new Map(
    [...Map.groupBy(truth.mailbox, ({ messageId }) => messageId)].map(([id, mails]) => [id, mails.length]),
  );
  return [
    ...unasked(truth),
    ...lost(truth, copies),
    ...unwanted(truth, copies),
    ...tooMany(truth, copies),
    ...twoNames(truth),
  ];
};

function confirmations({ mails }: Truth): MailRow[] {
  return mails.filter(({ kind }) => kind === 'order-confirmation');
}

function unasked(truth: Truth): string[] {
  const asked = new Set(confirmations(truth).map(({ about }) => about));
  return truth.orders
    .filter(({ id, status }) => isSettled(status) && !asked.has(id))
    .map(({ number }) => `order ${number} is paid and no mail was even asked for`);
}

function lost({ mails }: Truth, copies: Map<string, number>): string[] {
  return mails
    .filter(({ messageId }) => !copies.has(messageId))
    .map(({ messageId, status }) => `the mail ${messageId} is "${status}" and never arrived`);
}

function unwanted(truth: Truth, copies: Map<string, number>): string[] {
  const paid = new Set(truth.orders.filter(({ status }) => isSettled(status)).map(({ id }) => id));
  const known = new Set(truth.mails.map(({ messageId }) => messageId));
  return [
    ...confirmations(truth)
      .filter(({ about, messageId }) => copies.has(messageId) && !paid.has(about))
      .map(({ messageId }) => `the mail ${messageId} confirms an order that is not paid`),
    ...[...copies.keys()]
      .filter((messageId) => !known.has(messageId))
      .map((messageId) => `the mail ${messageId} arrived and the shop does not know it`),
  ];
}

function tooMany({ interruptedMails, lostMailAnswers }: Truth, copies: Map<string, number>): string[] {
  const repeated = [...copies].filter(([messageId, count]) => count > 1 && !interruptedMails.has(messageId));
  const extra = repeated.reduce((total, [, count]) => total + count - 1, 0);
  if (extra <= lostMailAnswers) return [];
  const names = repeated.slice(0, 3).map(([messageId, count]) => `${messageId} ${count} times`);
  return [`${extra} mails came again, and only ${lostMailAnswers} answers were lost: ${names.join(', ')}`];
}

function twoNames({ mails }: Truth): string[] {
  return [...Map.groupBy(mails, ({ kind, about }) => `${kind} of ${about}`)]
    .filter(([, rows]) => rows.length > 1)
    .map(([name, rows]) => `there are ${rows.length} mails for ${name}`);
}
