import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { ChangedMeanwhile, OptionCodeTaken, OptionInUse, OptionNotFound } from '../domain/catalog.errors.js';
import { aCounter } from '../testing/counter.js';
import { KeepOptions } from './keep-options.js';

const ida = { actor: 'ida' };
const size = { code: 'size', name: 'Size', values: ['s', 'm'].map((code) => ({ code, name: code })) };

function anOffice(): { options: KeepOptions; counter: ReturnType<typeof aCounter> } {
  const counter = aCounter();
  return { options: new KeepOptions(counter.unitOfWork, counter.options, counter.auditLog), counter };
}

describe('keeping options', () => {
  it('makes, renames, orders and removes them and their values', async () => {
    const { options, counter } = anOffice();
    const id = await options.create(size, ida);
    await options.addValue(id, { code: 'l', name: 'l' }, ida);
    const [s, m, l] = (await counter.options.get(id)).values.map((value) => value.id);
    await options.renameValue(id, l!, 'Large', ida);
    await options.orderValues(id, [l!, m!, s!], ida);
    await options.removeValue(id, s!, ida);
    await options.rename(id, 'Sizes', ida);
    const option = await counter.options.get(id);
    expect([option.name, option.values.map(({ name }) => name)]).toEqual(['Sizes', ['Large', 'm']]);
    expect(counter.audited.at(-1)).toMatchObject({
      actor: 'ida',
      action: 'catalog.rename-option',
      before: { name: 'Size' },
      after: { name: 'Sizes' },
    });
    const colour = await options.create({ code: 'colour', name: 'Colour', values: [] }, ida);
    await options.order([colour, id], ida);
    expect((await counter.options.all()).map(({ code }) => code)).toEqual(['colour', 'size']);
    await options.remove(colour, ida);
    expect(await counter.options.all()).toHaveLength(1);
  });

  it('refuses what would harm', async () => {
    const { options, counter } = anOffice();
    const id = await options.create(size, ida);
    const [s] = (await counter.options.get(id)).values;
    await expect(options.create(size, ida)).rejects.toThrow(OptionCodeTaken);
    await expect(options.rename(id, 'x', { ...ida, seen: [9] })).rejects.toThrow(ChangedMeanwhile);
    await expect(options.rename(newId(), 'x', ida)).rejects.toThrow(OptionNotFound);
    counter.options.used.add(s!.id);
    await expect(options.remove(id, ida)).rejects.toThrow(OptionInUse);
    await expect(options.removeValue(id, s!.id, ida)).rejects.toThrow(OptionInUse);
  });
});
