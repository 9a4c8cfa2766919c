import { InvalidEmail } from './customers.errors.js';

const maxLength = 254; // RFC 5321 4.5.3.1.3, less the two brackets
const maxLocalLength = 64;
// Letters of every script, as RFC 6531 allows; no quoted local parts, which nobody has and mailers get wrong.
const localPart = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Where mail goes (`address`), and what makes two of them the same account (`key`). */
export class EmailAddress {
  private constructor(
    readonly address: string,
    readonly key: string,
  ) {}

  /**
   * Trims and composes (NFC). The domain becomes what DNS knows (`bücher.example` is `xn--bcher-kva.example`), so that a mail
   * can't go to another domain than the one that the key stands for.
   * @param field of the input, for the refusal
   * @throws InvalidEmail
   */
  static of(text: string, field = 'email'): EmailAddress {
    const trimmed = text.trim().normalize('NFC');
    const at = trimmed.lastIndexOf('@');
    const local = trimmed.slice(0, Math.max(at, 0));
    const domain = toAsciiDomain(trimmed.slice(at + 1));
    const address = `${local}@${domain}`;
    if (local.length > maxLocalLength || !localPart.test(local) || !isMailDomain(domain))
      throw new InvalidEmail(field);
    if (address.length > maxLength) throw new InvalidEmail(field);
    return new EmailAddress(address, address.toLowerCase());
  }
}

function toAsciiDomain(domain: string): string {
  // A host parser takes ports, paths and percent signs too; none of them is part of a mail address.
  if (/[\s/\\?#:@%[\]]/.test(domain) || !URL.canParse(`http://${domain}`)) return '';
  return new URL(`http://${domain}`).hostname;
}

function isMailDomain(domain: string): boolean {
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  return labels.length >= 2 && labels.every((label) => hostLabel.test(label)) && !/^\d+$/.test(top);
}
