import type { SecurityNotice } from '../application/mail.js';

interface NoticeText {
  readonly title: string;
  /** What happened. */
  readonly told: string;
  /** What its owner does if it was somebody else. */
  readonly otherwise: string;
  /** Whether a new password helps, so that the mail leads to the page for it. */
  readonly offersReset: boolean;
  /** Then where it was done from is nobody else's business. */
  readonly isByStaff: boolean;
}

const NEW_PASSWORD =
  'If it was not, somebody else can get into your account. Choose a new password at once: that signs everybody out, and keeps them out.';
const ASK_US = 'If you did not expect this, please ask the shop.';

/** The words for each thing that an owner must hear of. `subject` has been made fit to be printed. */
export function noticeText(
  notice: SecurityNotice['notice'],
  { shopName, subject }: { shopName: string; subject: string },
): NoticeText {
  const mayBeTheft = (title: string, told: string, besides = ''): NoticeText => ({
    title,
    told,
    otherwise: `If it was you, there is nothing to do. ${NEW_PASSWORD}${besides}`,
    offersReset: true,
    isByStaff: false,
  });
  const byStaff = (title: string, told: string): NoticeText => ({
    title,
    told,
    otherwise: ASK_US,
    offersReset: false,
    isByStaff: true,
  });
  switch (notice) {
    case 'password-changed':
      return mayBeTheft(
        'Your password was changed',
        `Your account at ${shopName} has a new password. Whoever was signed in elsewhere has been signed out.`,
      );
    case 'new-device':
      return mayBeTheft(
        'A new sign-in to your account',
        `Somebody has signed in to your account at ${shopName} on a device that was not used for it before.`,
      );
    case 'second-factor-enabled':
      return mayBeTheft(
        'Two-step sign-in is on',
        `Signing in to your account at ${shopName} now takes a code from your authenticator app as well. Keep your recovery codes in a safe place.`,
        ' The shop can turn off codes that you do not have.',
      );
    case 'second-factor-disabled':
      return mayBeTheft(
        'Two-step sign-in is off',
        `Your account at ${shopName} can be signed in to without a code from your authenticator app now.`,
      );
    case 'second-factor-guessed':
      return mayBeTheft(
        'Somebody knows your password',
        `Somebody has entered the password of your account at ${shopName}, and then a wrong code again and again. They have not got in.`,
      );
    case 'recovery-code-used':
      return mayBeTheft(
        'A recovery code was used',
        `Somebody has used one of the recovery codes of your account at ${shopName}. That code does not work again.`,
      );
    case 'recovery-codes-renewed':
      return mayBeTheft(
        'You have new recovery codes',
        `New recovery codes were made for your account at ${shopName}. The old ones do not work any more.`,
      );
    case 'identity-linked':
      return mayBeTheft(
        `You can sign in with ${subject} now`,
        `An account at ${subject} was linked to your account at ${shopName}. Whoever is signed in there can sign in here.`,
      );
    case 'identity-unlinked':
      return mayBeTheft(
        `Sign-in with ${subject} is off`,
        `Your account at ${shopName} can no longer be signed in to with ${subject}.`,
      );
    case 'refresh-token-reused':
      return {
        title: 'We have ended a sign-in',
        told: `A key to your account at ${shopName} was used a second time, as it is when somebody has made a copy of it. To be safe we have ended the sign-in that it belonged to.`,
        otherwise:
          'Often it is only a device that lost its connection at the wrong moment: just sign in again. If you do not know this device, or if this happens again, choose a new password: that signs everybody out.',
        offersReset: true,
        isByStaff: false,
      };
    case 'account-disabled':
      return byStaff(
        'Your account has been disabled',
        `Nobody can sign in to your account at ${shopName} any more. Orders that you have placed are not touched by this.`,
      );
    case 'account-enabled':
      return byStaff(
        'Your account is open again',
        `You can sign in to your account at ${shopName} as before.`,
      );
    case 'role-changed':
      return byStaff(
        'Your role has changed',
        `Your account at ${shopName} has the role “${subject}” now. You have been signed out; sign in again to work with it.`,
      );
    case 'api-key-created':
      return mayBeTheft(
        'An API key was made',
        `The API key “${subject}” was made with your account at ${shopName}. Whoever has it can work with the shop’s data without signing in.`,
        ' A new password does not end the key: revoke it as well.',
      );
  }
}

/** Another provider than Google would have its name here, too. */
export function noticeSubject(notice: SecurityNotice['notice']): string {
  return noticeText(notice, { shopName: '', subject: 'another account' }).title;
}
