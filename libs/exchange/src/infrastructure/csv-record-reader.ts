import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { CsvError, parse, type Options } from 'csv-parse';
import { CsvReader, type CsvRecord } from '../domain/csv-reader.js';
import { MalformedCsv } from '../domain/import.errors.js';

/** Bytes; a quote that is left open swallows no more than this before somebody is told. */
const longestRecord = 131_072;
/** Empty cells have no bytes that the parser would count: a file of commas would be one row that fills the memory. */
const mostCells = 1_000;

const options = {
  bom: true,
  max_record_size: longestRecord,
  record_delimiter: ['\r\n', '\n'],
  relax_column_count: true,
  skip_empty_lines: true,
} satisfies Options;

const wordings: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote must be followed by a comma or the end of the line',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell: quote the whole cell and double the quote',
  CSV_MAX_RECORD_SIZE: `a row has at most ${String(longestRecord)} bytes; maybe a quote is left open`,
};

@Injectable()
export class CsvRecordReader extends CsvReader {
  override async *read(file: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
    const lines = new LineCount();
    const bytes = Readable.from(file, { objectMode: false });
    // Of the records that are parsed but not taken yet; the error of a record comes before those in front of it are taken.
    const begins: number[] = [];
    const parser = parse({
      ...options,
      cast: (cell, { column, empty_lines }) => {
        if (Number(column) < mostCells) return cell;
        const message = `a row has at most ${String(mostCells)} cells`;
        throw new MalformedCsv(lines.nextLine(empty_lines), 'malformed', message);
      },
      on_record: (cells, { empty_lines }) => {
        begins.push(lines.next(cells, empty_lines));
        return cells;
      },
    });
    bytes.on('error', (error) => parser.destroy(error));
    bytes.pipe(parser);
    try {
      for await (const cells of parser) yield { line: begins.shift() ?? 0, cells: cells as string[] };
    } catch (error) {
      throw error instanceof CsvError ? malformed(error, lines) : error;
    } finally {
      bytes.destroy();
    }
  }
}

/** Counted here: the parser counts a CRLF within quotes twice. */
class LineCount {
  /** On which the last record ends. */
  private last = 0;
  private emptyBefore = 0;

  /** @returns the line on which the record begins */
  next(record: readonly string[], emptyLines: number): number {
    const first = this.nextLine(emptyLines);
    this.emptyBefore = emptyLines;
    this.last = first + record.reduce((sum, cell) => sum + newlinesIn(cell), 0);
    return first;
  }

  nextLine(emptyLines: number): number {
    return this.last + 1 + emptyLines - this.emptyBefore;
  }
}

function newlinesIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function malformed(error: CsvError, lines: LineCount): MalformedCsv {
  const emptyLines = Number(error['empty_lines'] ?? 0);
  return new MalformedCsv(lines.nextLine(emptyLines), 'malformed', wordings[error.code] ?? 'this is no CSV');
}
