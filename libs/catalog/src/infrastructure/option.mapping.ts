import { EntitySchema } from 'typeorm';
import { idColumn } from '#platform/database/id-column.js';
import { Option, OptionValue } from '../domain/option.js';

interface OptionShape {
  id: string;
  code: string;
  currentName: string;
  currentPosition: number;
  changes: number;
}

interface OptionValueShape {
  id: string;
  optionId: string;
  code: string;
  currentName: string;
  currentPosition: number;
}

const named = {
  id: idColumn({ primary: true }),
  code: { type: 'varchar', length: 60 },
  currentName: { name: 'name', type: 'varchar', length: 80 },
  currentPosition: { name: 'position', type: 'int' },
} as const;

export const optionMapping = new EntitySchema<OptionShape>({
  name: 'Option',
  target: Option,
  tableName: 'options',
  columns: { ...named, changes: { name: 'version', type: 'int' } },
});

export const optionValueMapping = new EntitySchema<OptionValueShape>({
  name: 'OptionValue',
  target: OptionValue,
  tableName: 'option_values',
  columns: { ...named, optionId: idColumn({ name: 'option_id' }) },
});

export const optionMappings = [optionMapping, optionValueMapping];
