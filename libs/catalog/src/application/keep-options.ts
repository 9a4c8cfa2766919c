import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { OptionId, OptionValueId } from '../domain/ids.js';
import { Option, type NewOption, type NewOptionValue } from '../domain/option.js';
import { Options } from '../domain/options.js';
import { lastPosition, putInOrder } from '../domain/positions.js';
import { mustHaveSeen } from '../domain/version.js';
import { theShop, type Author } from './author.js';
import { differenceBetween } from './difference.js';
import { optionState } from './audit-states.js';

/** Options and their values are made, renamed, put in order and removed. Codes stay: they stand in addresses. */
@Injectable()
export class KeepOptions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: Options,
    private readonly auditLog: AuditLog,
  ) {}

  /** Behind the others. @throws InvalidOption, OptionCodeTaken */
  create(input: NewOption, by: Author = theShop): Promise<OptionId> {
    return this.unitOfWork.run(async () => {
      const option = Option.create(input, lastPosition(await this.options.all()));
      await this.options.add(option);
      await this.record('catalog.create-option', by, option.id, { after: optionState(option) });
      return option.id;
    });
  }

  /** @throws OptionNotFound, ChangedMeanwhile, InvalidOption */
  rename(id: OptionId, name: string, by: Author = theShop): Promise<void> {
    return this.change('catalog.rename-option', id, by, (option) => {
      option.rename(name);
    });
  }

  /** @throws OptionNotFound, ChangedMeanwhile, InvalidOption */
  addValue(id: OptionId, value: NewOptionValue, by: Author = theShop): Promise<void> {
    return this.change('catalog.add-option-value', id, by, (option) => {
      option.addValue(value);
    });
  }

  /** @throws OptionNotFound, OptionValueNotFound, ChangedMeanwhile, InvalidOption */
  renameValue(id: OptionId, valueId: OptionValueId, name: string, by: Author = theShop): Promise<void> {
    return this.change('catalog.rename-option-value', id, by, (option) => {
      option.renameValue(valueId, name);
    });
  }

  /** All of the option. @throws OptionNotFound, ChangedMeanwhile, InvalidOption */
  orderValues(id: OptionId, valueIds: readonly OptionValueId[], by: Author = theShop): Promise<void> {
    return this.change('catalog.order-option-values', id, by, (option) => {
      option.orderValues(valueIds);
    });
  }

  /** @throws OptionNotFound, OptionValueNotFound, ChangedMeanwhile, OptionInUse */
  removeValue(id: OptionId, valueId: OptionValueId, by: Author = theShop): Promise<void> {
    return this.change('catalog.remove-option-value', id, by, (option) => {
      option.removeValue(valueId);
    });
  }

  /** All of them. @throws InvalidOrder */
  order(ids: readonly OptionId[], by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const before = await this.options.all();
      for (const option of putInOrder(before, ids)) await this.options.save(option);
      await this.auditLog.append({
        actor: by.actor,
        action: 'catalog.order-options',
        subjectType: 'shop',
        subjectId: 'options',
        before: before.map(({ code }) => code),
        after: ids.map((id) => before.find((option) => option.id === id)?.code),
      });
    });
  }

  /** @throws OptionNotFound, ChangedMeanwhile, OptionInUse */
  remove(id: OptionId, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const option = await this.options.get(id);
      mustHaveSeen(option, by.seen);
      await this.options.remove(option);
      await this.record('catalog.remove-option', by, id, { before: optionState(option) });
    });
  }

  private change(action: string, id: OptionId, by: Author, change: (option: Option) => void): Promise<void> {
    return this.unitOfWork.run(async () => {
      const option = await this.options.get(id);
      mustHaveSeen(option, by.seen);
      const before = optionState(option);
      change(option);
      await this.options.save(option);
      await this.record(action, by, id, differenceBetween(before, optionState(option)));
    });
  }

  private record(
    action: string,
    { actor }: Author,
    subjectId: OptionId,
    states: { before?: unknown; after?: unknown },
  ): Promise<void> {
    return this.auditLog.append({ actor, action, subjectType: 'option', subjectId, ...states });
  }
}
