import type { MailContent, SecurityNotice } from '../application/mail.js';
import type { Shop } from './mail-shop.js';
import { greeting, ipAddress, label, moment } from './printable.js';
import { noticeText } from './security-notices.js';

/** What the template `account` is given. Lists may be empty. */
export interface AccountMailView {
  readonly title: string;
  readonly preview: string;
  readonly reason: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** What to do about it. */
  readonly advice: readonly string[];
  readonly button: { readonly label: string; readonly link: string } | null;
  readonly small: readonly string[];
}

export type AccountMail = Exclude<MailContent, { kind: 'order-confirmation' }>;

type Parts = Partial<AccountMailView> & Pick<AccountMailView, 'title' | 'preview' | 'paragraphs'>;

const FOR_AN_HOUR = 'The link works once, and for one hour.';

export function accountMailView(mail: AccountMail, shop: Shop): AccountMailView {
  const everyMail = {
    reason: `You get this mail because you have an account at ${shop.name}.`,
    greeting: greeting(mail.content.name),
    facts: [],
    advice: [],
    button: null,
    small: [],
  };
  return { ...everyMail, ...partsOf(mail, shop) };
}

function partsOf(mail: AccountMail, shop: Shop): Parts {
  switch (mail.kind) {
    case 'email-verification':
      return verification(mail.content.token, shop);
    case 'already-registered':
      return alreadyRegistered(shop);
    case 'password-reset':
      return passwordReset(mail.content.token, shop);
    case 'email-change':
      return emailChange(mail.content.token, shop);
    case 'email-change-warning':
      return emailChangeWarning(mail.content.newEmail ?? '', shop);
    case 'email-changed':
      return emailChanged(mail.content.newEmail, shop);
    case 'security-notice':
      return securityNotice(mail.content, shop);
    case 'staff-invitation':
      return staffInvitation(mail.content, shop);
    case 'account-erased':
      return accountErased(shop);
  }
}

function verification(token: string, { name, publicUrl }: Shop): Parts {
  return {
    title: 'Confirm your e-mail address',
    preview: 'One click, and your account is ready.',
    reason: unexpected(name),
    paragraphs: [`Welcome to ${name}. One click, and your account is ready:`],
    button: { label: 'Confirm my address', link: `${publicUrl}/v1/auth/email-verifications?${query(token)}` },
    small: [`${FOR_AN_HOUR} If it has run out, register again and you get a new one.`],
  };
}

function alreadyRegistered({ name, publicUrl }: Shop): Parts {
  return {
    title: 'You already have an account',
    preview: 'Nothing about it has changed.',
    reason: unexpected(name),
    paragraphs: [
      `Somebody, most likely you, wanted to use this e-mail address for an account at ${name}. There is one with it already, and nothing about it has changed.`,
      'Sign in with the password that you chose back then. If you do not remember it, choose a new one:',
    ],
    button: resetPage(publicUrl),
  };
}

function passwordReset(token: string, { name, publicUrl }: Shop): Parts {
  return {
    title: 'Choose a new password',
    preview: 'The link works once, and for one hour.',
    reason: unexpected(name),
    paragraphs: [
      `Somebody, most likely you, has asked for a new password for the account with this e-mail address at ${name}. Choose it here:`,
    ],
    button: {
      label: 'Choose a new password',
      link: `${publicUrl}/v1/auth/password-resets?${query(token)}`,
    },
    small: [
      `${FOR_AN_HOUR} The new password signs you out everywhere else.`,
      'If you did not ask for it, do nothing: your password stays as it is. Nobody from the shop will ever ask you for this link.',
    ],
  };
}

function emailChange(token: string, { name, publicUrl }: Shop): Parts {
  return {
    title: 'Confirm your new e-mail address',
    preview: 'Your password once more, and your account uses this address.',
    reason: unexpected(name),
    paragraphs: [
      `You want to use this e-mail address for your account at ${name}. With your password once more, it does:`,
    ],
    button: { label: 'Use this address', link: `${publicUrl}/v1/auth/email-changes?${query(token)}` },
    small: [`${FOR_AN_HOUR} Afterwards you sign in again, with this address.`],
  };
}

function emailChangeWarning(newEmail: string, { name, publicUrl }: Shop): Parts {
  return {
    title: 'Your e-mail address is about to change',
    preview: 'If that was not you, there is time to stop it.',
    paragraphs: [
      `Somebody who knows your password wants your account at ${name} to use another e-mail address: ${newEmail}. It changes as soon as the link that we have sent there is opened.`,
    ],
    advice: [
      'If that was you, there is nothing to do. If it was not, choose a new password at once: that stops the change, signs everybody out, and keeps them out.',
    ],
    button: resetPage(publicUrl),
  };
}

function emailChanged(newEmail: string | undefined, { name, publicUrl }: Shop): Parts {
  const title = 'Your e-mail address was changed';
  if (newEmail === undefined)
    return {
      title,
      preview: 'From now on you sign in with this address.',
      paragraphs: [`Your account at ${name} uses this e-mail address now. From now on you sign in with it.`],
      advice: ['You have been signed out everywhere. If you know nothing of this, choose a new password:'],
      button: resetPage(publicUrl),
    };
  return {
    title,
    preview: 'Your account uses another address now.',
    reason: `You get this mail because your account at ${name} had this address.`,
    paragraphs: [
      `Your account at ${name} uses another e-mail address now: ${newEmail}. This one can no longer be used to sign in to it, and links that were sent here do not work any more.`,
    ],
    advice: [
      'If that was you, there is nothing to do. If it was not, please ask the shop for help at once: it can disable the account and give it back to you.',
    ],
  };
}

function securityNotice({ notice, at, address, device, subject }: SecurityNotice, shop: Shop): Parts {
  const about = label(subject, 'unnamed');
  const { title, told, otherwise, offersReset, isByStaff } = noticeText(notice, {
    shopName: shop.name,
    subject: notice.startsWith('identity-') ? capitalised(about) : about,
  });
  const from = [device === undefined ? undefined : label(device, 'unknown device'), ipAddress(address)];
  const origin = from.filter((each) => each !== undefined).join(', ');
  return {
    title,
    preview: told,
    paragraphs: [told],
    facts: [
      { label: 'When', value: moment(at) },
      ...(origin === '' || isByStaff ? [] : [{ label: 'From', value: origin }]),
    ],
    advice: [otherwise],
    button: offersReset ? resetPage(shop.publicUrl) : null,
  };
}

function staffInvitation(
  { role, invitedBy, token }: { role: string; invitedBy: string; token: string },
  { name, publicUrl }: Shop,
): Parts {
  return {
    title: `Join the staff of ${name}`,
    preview: `You are invited as ${label(role, 'staff')}.`,
    reason: unexpected(name),
    paragraphs: [
      `${label(invitedBy, 'Somebody of the staff')} invites you to work at ${name}, in the role “${label(role, 'staff')}”. Accept here:`,
    ],
    button: {
      label: 'Accept the invitation',
      link: `${publicUrl}/v1/auth/staff-invitations?${query(token)}`,
    },
    small: [
      'The link works once, and for two days. Do not pass it on: whoever opens it gets the account of a member of staff.',
    ],
  };
}

function accountErased({ name }: Shop): Parts {
  return {
    title: 'Your account has been erased',
    preview: 'Good-bye, and thank you.',
    reason: `You get this mail because you had an account at ${name}. It is the last one: the shop has now forgotten this address.`,
    paragraphs: [
      `Your account at ${name} and what we knew about you are gone. Of your orders we keep only what the law wants us to keep, without your name on it.`,
      'This can’t be undone. You are welcome to open a new account at any time.',
    ],
  };
}

/** Whoever reads it need not be the one who asked. */
function unexpected(shopName: string): string {
  return `You get this mail because this address was given at ${shopName}. If that was not you, ignore it: nothing happens.`;
}

function resetPage(publicUrl: string): { label: string; link: string } {
  return { label: 'Choose a new password', link: `${publicUrl}/v1/auth/password-resets` };
}

function query(token: string): string {
  return `token=${encodeURIComponent(token)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
