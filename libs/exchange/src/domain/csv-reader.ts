export interface CsvRecord {
  /** Of the file, from 1, where the record begins: a quoted cell may go on over several. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Takes a file apart as it comes in. */
export abstract class CsvReader {
  /** The records of an RFC 4180 file in UTF-8, the header first; empty lines are left out. The iterator throws MalformedCsv. */
  abstract read(file: AsyncIterable<Uint8Array>): AsyncIterable<CsvRecord>;
}
