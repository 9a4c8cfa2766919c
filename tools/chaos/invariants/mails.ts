import type { MailRow, Truth } from '../truth.js';
import { isSettled, type Invariant } from './violation.js';

/**
 * I6: each paid order's confirmation was accepted at least once, nobody else's ever; and twice only where an answer of the mail server was lost or
 * the worker died with the mail in its hand, then under the same Message-ID.
 */
export const mailsArriveOnce: Invariant = (truth) => {
  const copies = new Map(
    [...Map.groupBy(confirmations(truth), ({ messageId }) => messageId)].map(([id, mails]) => [
      id,
      mails.length,
    ]),
  );
  return [
    ...missing(truth, copies),
    ...unwanted(truth, copies),
    ...tooMany(truth, copies),
    ...twoNames(truth),
  ];
};

function confirmations({ mailbox }: Truth): Truth['mailbox'] {
  return mailbox.filter(({ messageId }) => messageId.startsWith('<order-confirmation.'));
}

function missing({ orders, mails }: Truth, copies: Map<string, number>): string[] {
  const byOrder = new Map(mails.map((mail) => [mail.orderId, mail]));
  return orders
    .filter(({ status }) => isSettled(status))
    .flatMap(({ id, number }) => {
      const mail = byOrder.get(id);
      if (mail === undefined) return [`order ${number} is paid and no mail was even asked for`];
      return copies.has(mail.messageId)
        ? []
        : [`order ${number} is paid and its mail (${mail.status}) never arrived`];
    });
}

function unwanted({ orders, mails }: Truth, copies: Map<string, number>): string[] {
  const paid = new Set(orders.filter(({ status }) => isSettled(status)).map(({ id }) => id));
  const orderOf = new Map(mails.map((mail: MailRow) => [mail.messageId, mail.orderId]));
  return [...copies.keys()]
    .filter((messageId) => !paid.has(orderOf.get(messageId) ?? ''))
    .map((messageId) => `the mail ${messageId} confirms an order that is not paid`);
}

function tooMany({ interruptedMails, lostMailAnswers }: Truth, copies: Map<string, number>): string[] {
  const repeated = [...copies].filter(([messageId, count]) => count > 1 && !interruptedMails.has(messageId));
  const extra = repeated.reduce((total, [, count]) => total + count - 1, 0);
  if (extra <= lostMailAnswers) return [];
  const names = repeated.slice(0, 3).map(([messageId, count]) => `${messageId} ${count} times`);
  return [`${extra} mails came again, and only ${lostMailAnswers} answers were lost: ${names.join(', ')}`];
}

function twoNames({ mails }: Truth): string[] {
  return [...Map.groupBy(mails, ({ orderId }) => orderId)]
    .filter(([, rows]) => rows.length > 1)
    .map(([orderId, rows]) => `order ${orderId} has ${rows.length} confirmations`);
}
