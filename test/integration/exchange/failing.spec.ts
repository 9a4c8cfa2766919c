import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { CatalogBulk } from '#catalog';
import { InventoryFacade } from '#inventory';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import { Imports } from '../../../libs/exchange/src/domain/imports.js';
import { StagedRows } from '../../../libs/exchange/src/domain/staged-rows.js';
import { TestExchange } from './support.js';

let exchange: TestExchange;
let logged: unknown[];

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());
beforeEach(() => {
  logged = [];
  jest.spyOn(Logger.prototype, 'error').mockImplementation((entry: unknown) => logged.push(entry));
});
afterEach(() => {
  jest.restoreAllMocks();
});

function file(prefix: string): string {
  const row = `${prefix}-tent,Tent,${prefix.toUpperCase()}-1,5,3`;
  return `product_slug,product_name,sku,price,stock\n${row}\n`;
}

/** What no rule foresees. */
const surprise = new TypeError('secret details');

describe('an import that fails for no reason in the file', () => {
  it('is tried again while there are attempts left', async () => {
    const id = await exchange.stage(file('again'));
    jest.spyOn(exchange.of(InventoryFacade), 'setStocks').mockRejectedValueOnce(surprise);
    await expect(exchange.run(id)).rejects.toThrow(surprise);
    expect((await exchange.find(id)).status).toBe('applying');
    expect(await exchange.run(id)).toBe('done');
    expect((await exchange.find(id)).status).toBe('applied');
  });

  it('stops behind the last attempt, with one problem and the details in the log, and can go on', async () => {
    const id = await exchange.stage(file('last'));
    jest.spyOn(exchange.of(InventoryFacade), 'setStocks').mockRejectedValueOnce(surprise);
    expect(await exchange.run(id, undefined, { isLastAttempt: true })).toBe('done');
    expect(await exchange.find(id)).toMatchObject({ status: 'stopped', applied: 0, errors: 1 });
    expect(await exchange.errors(id)).toEqual(['1  internal']);
    const [problem] = await exchange.query<{ message: string }>('SELECT message FROM import_errors');
    expect(problem?.message).not.toContain('secret');
    expect(logged).toEqual([expect.objectContaining({ err: surprise, importId: id })]);
    await exchange.apply(id);
    await exchange.run(id);
    expect(await exchange.find(id)).toMatchObject({ status: 'applied', errors: 0 });
  });

  it('stops in its check, too', async () => {
    const id = await exchange.stage(file('check'));
    jest.spyOn(exchange.of(CatalogBulk), 'check').mockRejectedValueOnce(surprise);
    await exchange.run(id, undefined, { isLastAttempt: true });
    expect(await exchange.find(id)).toMatchObject({ status: 'stopped', errors: 1 });
  });

  it('waits for a database that is away, however often it was tried', async () => {
    const id = await exchange.stage(file('away'));
    const away = new DatabaseUnavailable('not reachable');
    const deadlock = Object.assign(new Error('deadlock'), { errno: 1213 });
    const setStocks = jest.spyOn(exchange.of(InventoryFacade), 'setStocks');
    for (const error of [away, deadlock]) {
      setStocks.mockRejectedValue(error);
      await expect(exchange.run(id, undefined, { isLastAttempt: true })).rejects.toThrow(error);
      expect((await exchange.find(id)).status).toBe('applying');
    }
  });
});

describe('an upload that fails', () => {
  it('is deleted only once nothing of it is being written any more', async () => {
    const rows = exchange.of(StagedRows);
    const add = rows.add.bind(rows);
    jest.spyOn(rows, 'add').mockImplementation(async (...of) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await add(...of);
    });
    jest.spyOn(exchange.of(Imports), 'addProblems').mockRejectedValue(surprise);
    const deleted = jest.spyOn(rows, 'deleteImport').mockResolvedValue(undefined);
    let rowsThen = 0;
    deleted.mockImplementation(async () => {
      rowsThen = await exchange.count("SELECT COUNT(*) AS n FROM import_rows WHERE product_slug LIKE 'up%'");
    });
    await expect(exchange.stage(`${file('up')}no-cells\n`)).rejects.toThrow(surprise);
    expect(rowsThen).toBe(1);
  });
});
