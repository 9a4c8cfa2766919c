import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { OptionNotFound, UnknownOptionValue } from '../domain/catalog.errors.js';
import type { OptionId, OptionValueId } from '../domain/ids.js';
import { Option, OptionValue } from '../domain/option.js';
import { whatIsFound } from '../domain/scope.js';
import { Options, type KnownChoice, type NamedChoice } from '../domain/options.js';
import { byKey, changesBetween } from './row-changes.js';
import { RowWriter, type Table } from './row-writer.js';

const optionTable: Table = {
  name: 'options',
  columns: ['id', 'code', 'name', 'position', 'version'],
  keyLength: 1,
};
const valueTable: Table = {
  name: 'option_values',
  columns: ['id', 'option_id', 'code', 'name', 'position'],
  keyLength: 1,
};

/** The rows that an option had when it was loaded. */
interface Known {
  readonly own: readonly SqlRow[];
  readonly values: readonly SqlRow[];
}

@Injectable()
export class MysqlOptions extends Options {
  private readonly known = new WeakMap<Option, Known>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly writer: RowWriter,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async get(id: OptionId): Promise<Option> {
    const [option] = await this.load([idToBytes(id)]);
    if (option === undefined) throw new OptionNotFound();
    return option;
  }

  override all(): Promise<Option[]> {
    return this.load();
  }

  override async choices(named: readonly NamedChoice[]): Promise<KnownChoice[]> {
    if (named.length === 0) return [];
    const rows = await this.database.query<{
      option_id: Buffer;
      value_id: Buffer;
      option: string;
      value: string;
      name: string;
    }>(
      `SELECT o.id AS option_id, ov.id AS value_id, o.code AS 'option', ov.code AS value, ov.name
       FROM options o
       JOIN option_values ov ON ov.option_id = o.id
       WHERE o.code IN (:options) AND ov.code IN (:values)
       ORDER BY o.position, o.id`,
      { options: named.map(({ option }) => option), values: named.map(({ value }) => value) },
    );
    const unknown = named.find((one) => !rows.some((row) => isSame(one, row)));
    if (unknown !== undefined) throw new UnknownOptionValue(unknown.option, unknown.value);
    return rows
      .filter((row) => named.some((one) => isSame(one, row)))
      .map(({ option_id, value_id, name }) => ({
        optionId: bytesToId<OptionId>(option_id),
        optionValueId: bytesToId<OptionValueId>(value_id),
        name,
      }));
  }

  override async add(option: Option): Promise<void> {
    await this.writer.insert(optionTable, [ownRow(option)]);
    await this.writer.insert(valueTable, valueRows(option));
    this.remember(option);
  }

  override async save(option: Option): Promise<void> {
    const { values, own } = this.known.get(option) ?? { values: [], own: [] };
    const changes = changesBetween(byKey(valueTable, values), byKey(valueTable, valueRows(option)));
    await this.writer.update(optionTable, [ownRow(option)]);
    await this.writer.remove(valueTable, changes.removed);
    await this.writer.update(valueTable, changes.changed);
    await this.writer.insert(valueTable, changes.added);
    const isRenamed = own[0]?.[2] !== option.name || own[0][3] !== option.position;
    await this.tell(isRenamed ? valueRows(option) : changes.changed);
    this.remember(option);
  }

  override async remove(option: Option): Promise<void> {
    await this.writer.remove(valueTable, valueRows(option));
    await this.writer.remove(optionTable, [ownRow(option)]);
  }

  /** Products whose variants have one of these values show its name. */
  private async tell(values: readonly SqlRow[]): Promise<void> {
    const ids = values.map(([id]) => id).filter((id) => Buffer.isBuffer(id));
    if (ids.length === 0) return;
    const rows = await this.database.query<{ product_id: Buffer }>(
      `SELECT DISTINCT v.product_id
       FROM variant_option_values vov
       JOIN variants v ON v.id = vov.variant_id
       WHERE vov.option_value_id IN (:ids)`,
      { ids },
    );
    if (rows.length === 0) return;
    await this.changeFeed.append([
      ...rows.map(({ product_id }) => ({ topic: 'product', subject: bytesToId(product_id) })),
      whatIsFound,
    ]);
  }

  private async load(ids?: readonly Buffer[]): Promise<Option[]> {
    const { manager } = this.unitOfWork;
    const options = manager.createQueryBuilder(Option, 'each').setLock('pessimistic_write');
    const values = manager.createQueryBuilder(OptionValue, 'each').orderBy('each.currentPosition');
    if (ids !== undefined) {
      options.where('each.id IN (:...ids)', { ids });
      values.where('each.optionId IN (:...ids)', { ids });
    }
    const found = await options.orderBy('each.currentPosition').addOrderBy('each.id').getMany();
    const ofAll = await values.getMany();
    for (const option of found) {
      Object.assign(option, { everyValue: ofAll.filter(({ optionId }) => optionId === option.id) });
      this.remember(option);
    }
    return found;
  }

  private remember(option: Option): void {
    this.known.set(option, { own: [ownRow(option)], values: valueRows(option) });
  }
}

function isSame(one: NamedChoice, other: NamedChoice): boolean {
  return one.option === other.option && one.value === other.value;
}

function ownRow({ id, code, name, position, version }: Option): SqlRow {
  return [idToBytes(id), code, name, position, version];
}

function valueRows({ values }: Option): SqlRow[] {
  return values.map(({ id, optionId, code, name, position }) => [
    idToBytes(id),
    idToBytes(optionId),
    code,
    name,
    position,
  ]);
}
