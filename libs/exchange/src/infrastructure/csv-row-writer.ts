import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { CsvWriter } from '../domain/csv-writer.js';

@Injectable()
export class CsvRowWriter extends CsvWriter {
  override write(rows: readonly (readonly string[])[]): string {
    return stringify(
      rows.map((row) => [...row]),
      { record_delimiter: 'windows' },
    );
  }
}
