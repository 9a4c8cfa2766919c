import { Injectable } from '@nestjs/common';
import { CatalogImport } from '#catalog';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { slugFrom, valueCodes } from '../../domain/tshirtshop/names.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { hashOf, text, type ImportRun } from './import-run.js';

/** One value of an attribute, and what it is called here. */
export interface AttributeValue {
  readonly id: string;
  readonly attributeId: string;
  readonly name: string;
  /** For SKUs; no two values of an attribute have the same. */
  readonly skuCode: string;
  readonly option: string;
  readonly value: string;
}

/** Values by their number in the dump. */
export type AttributeValues = ReadonlyMap<string, AttributeValue>;

type ValueRow = ShopRow<'attribute_value'>;

/** Attributes are options. What is called alike in both shops is the same: sizes here and there can be filtered together. */
@Injectable()
export class ImportOptionsStep {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: CatalogImport,
    private readonly records: ImportedRecords,
  ) {}

  async run(run: ImportRun): Promise<AttributeValues> {
    const attributes = await run.shop.all('attribute');
    const rows = await run.shop.all('attribute_value');
    const named = rows.filter(({ value }) => text(value) !== '');
    run.report.skipped('attribute_value', 'it has no name', rows.length - named.length);
    const valuesOf = Map.groupBy(named, (row) => text(row.attribute_id));
    const kept = await this.unitOfWork.run(async () => {
      const all: AttributeValue[] = [];
      for (const attribute of attributes)
        all.push(...(await this.keep(run, attribute, valuesOf.get(text(attribute.attribute_id)) ?? [])));
      return all;
    });
    run.report.skippedRest('attribute_value', 'its attribute is not there');
    return new Map(kept.map((value) => [value.id, value]));
  }

  private async keep(
    { report }: ImportRun,
    attribute: ShopRow<'attribute'>,
    rows: readonly ValueRow[],
  ): Promise<AttributeValue[]> {
    const attributeId = text(attribute.attribute_id);
    const name = text(attribute.name);
    if (name === '') {
      report.skipped('attribute', 'it has no name');
      report.skipped('attribute_value', 'its attribute has no name', rows.length);
      return [];
    }
    const values = rows.map((row) => ({
      id: text(row.attribute_value_id),
      name: text(row.value).slice(0, 80),
    }));
    const codes = valueCodes(values);
    const known = await this.records.find('attribute', [attributeId]);
    const option = await this.catalog.keepOption({
      id: known.get(attributeId)?.targetId,
      code: slugFrom(name, 60) || `attribute-${attributeId}`,
      name: name.slice(0, 80),
      values: values.map(({ id, name: called }) => ({ code: codes.get(id) ?? `v-${id}`, name: called })),
    });
    await this.remember(report, { attributeId, name, values }, option);
    return values.flatMap(({ id, name: called }, index) => ({
      id,
      attributeId,
      name: called,
      skuCode: codes.get(id) ?? id,
      option: option.code,
      value: option.values[index]?.code ?? '',
    }));
  }

  private async remember(
    report: ImportRun['report'],
    source: { attributeId: string; name: string; values: readonly { id: string; name: string }[] },
    option: { id: string; isNew: boolean; values: readonly { id: string; isNew: boolean }[] },
  ): Promise<void> {
    const { attributeId, name, values } = source;
    const contentHash = hashOf({ name });
    const known = await this.records.find('attribute', [attributeId]);
    report.took('attribute', known.has(attributeId) ? 'unchanged' : 'created');
    if (!known.has(attributeId) && !option.isNew)
      report.remark('attributes that the shop had as an option already');
    if (!known.has(attributeId))
      await this.records.keep('attribute', [{ sourceId: attributeId, targetId: option.id, contentHash }]);
    const knownValues = await this.records.find(
      'attribute_value',
      values.map(({ id }) => id),
    );
    values.forEach(({ id }, index) => {
      report.took('attribute_value', knownValues.has(id) ? 'unchanged' : 'created');
      if (!knownValues.has(id) && option.values[index]?.isNew === false)
        report.remark('attribute values that the shop had already');
    });
    await this.records.keep(
      'attribute_value',
      values.flatMap(({ id, name: called }, index) => {
        const targetId = option.values[index]?.id;
        return targetId === undefined || knownValues.has(id)
          ? []
          : { sourceId: id, targetId, contentHash: hashOf({ name: called }) };
      }),
    );
  }
}
