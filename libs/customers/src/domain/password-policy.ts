import { commonWords } from './common-words.js';
import { WeakPassword } from './customers.errors.js';

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** What an attacker knows about the account without its password. */
export interface PasswordContext {
  email: string;
  name: string;
  shopName: string;
}

/**
 * The password in the one form in which it is hashed: keyboards compose letters differently (NIST SP 800-63B 5.1.1.2).
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Long enough, and none that everybody tries first; no rules about its composition (OWASP ASVS 5.0, 6.2). Length counts characters.
 * @param field of the input, for the refusal
 * @throws WeakPassword
 */
export function mustBeGoodPassword(
  password: string,
  { email, name, shopName }: PasswordContext,
  field = 'password',
): void {
  const normal = normalisePassword(password);
  const { length } = Array.from(normal);
  if (length < minPasswordLength) throw new WeakPassword('too-short', field);
  if (length > maxPasswordLength) throw new WeakPassword('too-long', field);
  if (isCommonPassword(normal)) throw new WeakPassword('too-common', field);
  const known = [email, email.split('@')[0] ?? '', name, ...name.split(/\s+/), shopName].map(squeezed);
  if (coresOf(normal.toLowerCase()).some((core) => known.includes(squeezed(core)) && core.length > 2))
    throw new WeakPassword('about-you', field);
}

/** Whether it is a common word in one of the usual disguises, a repetition, a sequence or a walk over the keyboard. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const unit = repeatedUnit(lower);
  if (unit.length <= 4 || isWalk(unit)) return true;
  return [lower, unit].some((text) => coresOf(text).some((core) => isCommonCore(core) || isRepetition(core)));
}

function isRepetition(core: string): boolean {
  const unit = repeatedUnit(core);
  return isCommonCore(unit) || (unit.length <= 4 && core.length >= 8);
}

function isCommonCore(core: string): boolean {
  const plain = withoutDisguise(core);
  return [core, squeezed(core), plain, squeezed(plain)].some((word) => commonWords.has(word)) || isWalk(core);
}

/**
 * The text without some or all of the digits and signs that are usually put before and after a word: `!sunshine1987` is `sunshine`. Some,
 * because the last ones may be letters in disguise: `!$unshin31`.
 */
function coresOf(text: string): string[] {
  if (!/\p{L}/u.test(text)) return [text];
  const heads = cutsOf(/^\P{L}*/u.exec(text)?.[0] ?? '');
  const tails = cutsOf(/\P{L}*$/u.exec(text)?.[0] ?? '');
  return tails.flatMap((tail) => heads.map((head) => text.slice(head, text.length - tail)));
}

/** How many characters may be cut off of an end like this. */
function cutsOf(end: string): number[] {
  const some = Array.from({ length: Math.min(end.length, 6) + 1 }, (_, cut) => cut);
  return isWalk(end) ? [...some, end.length] : some;
}

/** The shortest text that gives this one when it is repeated, the last time perhaps in part. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

// prettier-ignore
const rows = [
  '01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjklyxcvbnm', 'azertyuiopqsdfghjklmwxcvbn',
  'qazwsxedcrfvtgbyhnujmikolp', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', '1q2w3e4r5t6y7u8i9o0p', 'q1w2e3r4t5y6u7i8o9p0', '!@#$%^&*()_+', '!"§$%&/()=',
  '147258369', '159357', '1a2b3c4d5e6f7g8h', 'a1b2c3d4e5f6g7h8', 'йцукенгшщзхъфывапролджэячсмитьбю', '13579', '02468',
];
const walks = rows.flatMap((row) => [row, Array.from(row).reverse().join('')]);

/** Whether it is made of pieces of keyboard rows and sequences, each of three characters or more. */
function isWalk(text: string): boolean {
  const reachable = new Set([0]);
  for (let from = 0; from < text.length; from += 1) {
    if (!reachable.has(from)) continue;
    for (let to = from + 3; to <= text.length; to += 1) {
      const piece = text.slice(from, to);
      if (walks.some((walk) => walk.includes(piece)) || /^(.)\1+$/u.test(piece)) reachable.add(to);
    }
  }
  return text.length >= 3 && reachable.has(text.length);
}

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
};

function withoutDisguise(text: string): string {
  return Array.from(text, (character) => disguises[character] ?? character).join('');
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[\s._-]/g, '');
}
