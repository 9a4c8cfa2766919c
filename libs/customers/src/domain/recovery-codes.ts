/** For reading aloud and typing: no I, L, O and U, as in Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 4;
const pattern = new RegExp(`^[${alphabet}]{12}$`);

export const recoveryCodesPerAccount = 10;
export const recoveryCodeBytes = 12;

/** `7K4M-Q2XT-9HBD`: 60 bits, five of each random byte. */
export function recoveryCodeOf(random: Uint8Array): string {
  const text = Array.from(random.subarray(0, recoveryCodeBytes), (byte) => alphabet.charAt(byte % 32)).join(
    '',
  );
  return (text.match(new RegExp(`.{${String(groupLength)}}`, 'g')) ?? []).join('-');
}

/** As it is compared: however it was grouped, in capitals or not, and with the letters that are taken for digits. Undefined: no such code. */
export function recoveryCodeIn(typed: string): string | undefined {
  const code = typed
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return pattern.test(code) ? code : undefined;
}
