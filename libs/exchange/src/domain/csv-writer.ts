export abstract class CsvWriter {
  /** Rows as RFC 4180 has them, each with its line end. */
  abstract write(rows: readonly (readonly string[])[]): string;
}
