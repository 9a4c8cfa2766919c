import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { CsvRecord } from '../domain/csv-reader.js';
import { CsvRecordReader } from './csv-record-reader.js';

/** Cut into pieces of every size, since the network cuts where it likes. */
async function read(text: string | Buffer, size: number): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text as string);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  const records: CsvRecord[] = [];
  for await (const record of new CsvRecordReader().read(Readable.from(pieces))) records.push(record);
  return records;
}

describe('a CSV file', () => {
  it.each([1, 2, 3, 7, 1_000])('is the same in pieces of %d bytes', async (size) => {
    const text = '\ufeffa,b\r\n"ä ""q"" 😀","x\r\ny"\r\n\r\n\n1,\n,2\r\n"last\n",\n3,4';
    expect(await read(text, size)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['ä "q" 😀', 'x\r\ny'] },
      { line: 6, cells: ['1', ''] },
      { line: 7, cells: ['', '2'] },
      { line: 8, cells: ['last\n', ''] },
      { line: 10, cells: ['3', '4'] },
    ]);
  });

  it.each([
    ['a,b\n1,"open\n2,3\n', 2],
    ['a,b\n\n1,2\n\n\n3,x"y"\n', 6],
    ['a,b\n"x\ny",2\n3,"4"5\n', 4],
    [`a,b\n1,2\n"${'x'.repeat(140_000)}"\n`, 3],
    [`a,b\n1,2\n${'x'.repeat(140_000)}\n`, 3],
    [`a,b\n\n1,2\n${','.repeat(140_000)}\n`, 4],
    [','.repeat(140_000), 1],
  ])('that is none is told the line on which it stops to be one', async (text, line) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({
      code: 'exchange.malformed-csv',
      details: [{ field: `line ${String(line)}` }],
    });
  });

  it('is not read to its end by whoever stops', async () => {
    let pieces = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          pieces += 1;
          yield Buffer.from('1,2\n'.repeat(1_000));
        }
      })(),
    );
    for await (const { line } of new CsvRecordReader().read(endless)) if (line === 5_000) break;
    expect(pieces).toBeLessThan(40);
    expect(endless.destroyed).toBe(true);
  });

  it('passes on what breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('a,b\n1,2\n');
        throw new Error('the line is dead');
      })(),
    );
    const all = async (): Promise<void> => {
      for await (const record of new CsvRecordReader().read(broken)) expect(record.cells).toHaveLength(2);
    };
    await expect(all()).rejects.toThrow('the line is dead');
  });
});
