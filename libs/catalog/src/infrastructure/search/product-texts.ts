import { withRoom } from './growing.js';
import { Postings } from './postings.js';
import { Vocabulary } from './vocabulary.js';
import { compoundsOf, isStopWord, tokensOf, type Token } from './words.js';

/** Between the name and the description, so that no phrase reaches from one into the other. */
const boundary = 0;

interface Words {
  inName: Set<number>;
  inDescription: Set<number>;
}

/**
 * Names and descriptions as numbers of words: which products have a word (postings), and the words of each product in order, a byte or two
 * each, for phrases and for taking a product out again. A number's text never changes; another text is another number.
 */
export class ProductTexts {
  readonly vocabulary = new Vocabulary();
  readonly postings = new Postings();
  private bytes = new Uint8Array(16_384);
  private ends = new Uint32Array(64);
  private nameLengths = new Uint8Array(64);
  private prints = new Float64Array(64);

  /** Numbers come in ascending order. */
  add(number: number, name: string, description: string): void {
    const nameTokens = tokensOf(name);
    this.nameLengths = withRoom(this.nameLengths, Uint8Array, number);
    this.nameLengths[number] = Math.min(255, nameTokens.length);
    this.prints = withRoom(this.prints, Float64Array, number);
    this.prints[number] = fingerprintOf(name, description);
    let end = this.startOf(number);
    const write = (tokens: readonly Token[], compound: 0 | 1): void => {
      for (const token of tokens) end = this.writeNumber(end, 2 * this.vocabulary.numberOf(token) + compound);
    };
    write(nameTokens, 0);
    write(compoundsOf(name), 1);
    end = this.writeNumber(end, boundary);
    write(tokensOf(description), 0);
    write(compoundsOf(description), 1);
    this.ends = withRoom(this.ends, Uint32Array, number);
    this.ends[number] = end;
    const { inName, inDescription } = this.wordsOf(number);
    for (const term of inName) this.post(term, number, true);
    for (const term of inDescription) this.post(term, number, false);
  }

  /** The product's words are not counted any more; its postings stay until the index is made anew. */
  remove(number: number): void {
    const { inName, inDescription } = this.wordsOf(number);
    for (const term of inName) this.vocabulary.count(term, true, -1);
    for (const term of inDescription) this.vocabulary.count(term, false, -1);
  }

  isText(number: number, name: string, description: string): boolean {
    return this.prints[number] === fingerprintOf(name, description);
  }

  /** How many words its name has. */
  nameLengthOf(number: number): number {
    return this.nameLengths[number] ?? 0;
  }

  nameHasOne(number: number, terms: ReadonlySet<number>): boolean {
    const entries = this.entriesOf(number);
    return entries.slice(0, entries.indexOf(boundary)).some((entry) => terms.has(entry >>> 1));
  }

  /** Whether these words stand side by side, and if so, whether in the name. */
  placeOfPhrase(number: number, terms: readonly number[]): 'name' | 'description' | undefined {
    const entries = this.entriesOf(number).filter((entry) => (entry & 1) === 0);
    const border = entries.indexOf(boundary);
    for (let start = 0; start + terms.length <= entries.length; start++) {
      if (terms.every((term, index) => entries[start + index] === 2 * term))
        return start < border ? 'name' : 'description';
    }
    return undefined;
  }

  private post(term: number, product: number, inName: boolean): void {
    this.postings.add(term, product, inName);
    this.vocabulary.count(term, inName, 1);
  }

  private wordsOf(number: number): Words {
    const words: Words = { inName: new Set(), inDescription: new Set() };
    let part = words.inName;
    for (const entry of this.entriesOf(number)) {
      if (entry === boundary) part = words.inDescription;
      else if (part === words.inName) part.add(entry >>> 1);
      else if (!words.inName.has(entry >>> 1) && !isStopWord(this.vocabulary.termOf(entry >>> 1)))
        part.add(entry >>> 1);
    }
    return words;
  }

  private entriesOf(number: number): number[] {
    const entries: number[] = [];
    const end = this.ends[number] as number;
    let [value, shift] = [0, 0];
    for (let index = this.startOf(number); index < end; index++) {
      const byte = this.bytes[index] as number;
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) {
        entries.push(value);
        [value, shift] = [0, 0];
      }
    }
    return entries;
  }

  private writeNumber(at: number, value: number): number {
    this.bytes = withRoom(this.bytes, Uint8Array, at + 4);
    let [rest, index] = [value, at];
    while (rest >= 0x80) {
      this.bytes[index++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[index++] = rest;
    return index;
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : (this.ends[number - 1] as number);
  }
}

/** 52 bits of two multiplicative hashes: enough to see that a text has changed. */
function fingerprintOf(name: string, description: string): number {
  let [one, other] = [0x2545f491, 0x6c078965];
  for (const text of [name, '\0', description]) {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      one = Math.imul(one ^ code, 0x9e3779b1);
      other = Math.imul(other ^ code, 0x5f356495) + (one >>> 15);
    }
  }
  return (one >>> 0) * 2 ** 20 + ((other ^ (other >>> 13)) & 0xfffff);
}
