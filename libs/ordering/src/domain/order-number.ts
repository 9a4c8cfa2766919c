/** What people say on the telephone: `TP-7K3M-9QXD`. Not a secret, and no count of the shop's orders either. */
export type OrderNumber = string & { readonly kind: 'OrderNumber' };

// Crockford's base 32: no I, L, O or U, so nothing is misread and no word is spelt by accident.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 40 random bits: with a million orders one draw in a million meets a number that is taken. */
export function drawOrderNumber(): OrderNumber {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => alphabet[byte % 32]);
  return `TP-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}` as OrderNumber;
}
