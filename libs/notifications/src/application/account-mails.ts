import type {
  CustomerErased,
  EmailChanged,
  EmailChangeRequested,
  PasswordResetRequested,
  SecurityNotice,
  StaffInvited,
} from '#customers/events';
import type { EventEnvelope } from '#platform/outbox/event-envelope.js';
import type { MailDraft } from './mail.js';

export type AccountEvent =
  | PasswordResetRequested
  | EmailChangeRequested
  | EmailChanged
  | SecurityNotice
  | StaffInvited
  | CustomerErased;

export const accountEvents = [
  'customers.password-reset-requested',
  'customers.email-change-requested',
  'customers.email-changed',
  'customers.security-notice',
  'customers.staff-invited',
  'customers.customer-erased',
] as const satisfies readonly AccountEvent['type'][];

type Received<Event extends AccountEvent = AccountEvent> = Event extends AccountEvent
  ? Pick<Event, 'type' | 'payload'>
  : never;

/** Who is told what. Each event has tokens or a moment of its own, so each gets its mails: the event is the reference. */
export function accountMailsOf({ id, type, payload }: EventEnvelope): readonly MailDraft[] {
  // The row was written from an event, in which the type decides on the payload.
  const event = { type, payload } as Received;
  switch (event.type) {
    case 'customers.password-reset-requested': {
      const { email, name, token } = event.payload;
      return [{ kind: 'password-reset', reference: id, recipient: email, content: { name, token } }];
    }
    case 'customers.email-change-requested':
      return beforeTheChange(id, event.payload);
    case 'customers.email-changed':
      return afterTheChange(id, event.payload);
    case 'customers.security-notice': {
      const { email, name, notice, at, address, device, subject } = event.payload;
      const told = { ...(address && { address }), ...(device && { device }), ...(subject && { subject }) };
      const content = { name, notice, at, ...told };
      return [{ kind: 'security-notice', reference: id, recipient: email, content }];
    }
    case 'customers.staff-invited': {
      const { email, name, role, invitedBy, token } = event.payload;
      const content = { name, role, invitedBy, token };
      return [{ kind: 'staff-invitation', reference: id, recipient: email, content }];
    }
    case 'customers.customer-erased': {
      const { email, name } = event.payload;
      return [{ kind: 'account-erased', reference: id, recipient: email, content: { name } }];
    }
  }
}

function beforeTheChange(
  reference: string,
  { email, newEmail, name, token }: EmailChangeRequested['payload'],
): readonly MailDraft[] {
  const content = { name, newEmail: masked(newEmail) };
  const warning = { kind: 'email-change-warning', reference, recipient: email, content } as const;
  if (token === undefined) return [warning];
  return [{ kind: 'email-change', reference, recipient: newEmail, content: { name, token } }, warning];
}

function afterTheChange(
  id: string,
  { oldEmail, newEmail, name }: EmailChanged['payload'],
): readonly MailDraft[] {
  const content = { name, newEmail: masked(newEmail) };
  return [
    { kind: 'email-changed', reference: `${id}.old`, recipient: oldEmail, content },
    { kind: 'email-changed', reference: `${id}.new`, recipient: newEmail, content: { name } },
  ];
}

/** `maria@example.test` → `m***@example.test`: enough to know one's own address again. */
export function masked(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}***${email.slice(at)}`;
}
