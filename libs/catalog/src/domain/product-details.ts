import { InvalidProduct } from './catalog.errors.js';

/** 65,535 bytes of TEXT hold this many characters of any script. */
const longestDescription = 16_000;

/** @throws InvalidProduct */
export function productNameOf(text: string): string {
  if (text.trim() === '' || text.length > 200)
    throw InvalidProduct.because('name', 'length', 'name must have 1 to 200 characters');
  return text;
}

/** @throws InvalidProduct */
export function descriptionOf(text: string): string {
  if (text.length > longestDescription) {
    const most = longestDescription.toLocaleString('en');
    throw InvalidProduct.because('description', 'length', `description must have up to ${most} characters`);
  }
  return text;
}

/** What the tax on it is looked up by. @throws InvalidProduct */
export function taxClassOf(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(text)) {
    throw InvalidProduct.because(
      'taxClass',
      'matches',
      'taxClass must have 1 to 32 lower-case letters, digits or hyphens',
    );
  }
  return text;
}
