import {
  OptionCodeTaken,
  OptionInUse,
  OptionNotFound,
  UnknownOptionValue,
} from '../domain/catalog.errors.js';
import type { OptionId, OptionValueId } from '../domain/ids.js';
import type { Option } from '../domain/option.js';
import { Options, type KnownChoice, type NamedChoice } from '../domain/options.js';

/** The port without a database. */
export class InMemoryOptions extends Options {
  /** Values that variants have. */
  readonly used = new Set<OptionValueId>();
  private readonly byId = new Map<OptionId, Option>();

  override get(id: OptionId): Promise<Option> {
    const option = this.byId.get(id);
    return option === undefined ? Promise.reject(new OptionNotFound()) : Promise.resolve(option);
  }

  override all(): Promise<Option[]> {
    return Promise.resolve([...this.byId.values()].sort((one, other) => one.position - other.position));
  }

  override async choices(named: readonly NamedChoice[]): Promise<KnownChoice[]> {
    const all = await this.all();
    return named.map(({ option: code, value: valueCode }) => {
      const option = all.find((each) => each.code === code);
      const value = option?.values.find((each) => each.code === valueCode);
      if (option === undefined || value === undefined) throw new UnknownOptionValue(code, valueCode);
      return { optionId: option.id, optionValueId: value.id, name: value.name };
    });
  }

  override async add(option: Option): Promise<void> {
    if ((await this.all()).some(({ code }) => code === option.code)) throw new OptionCodeTaken();
    this.byId.set(option.id, option);
  }

  override save(option: Option): Promise<void> {
    const kept = option.values.map(({ id }) => id);
    if ([...this.used].some((id) => !kept.includes(id))) return Promise.reject(new OptionInUse());
    this.byId.set(option.id, option);
    return Promise.resolve();
  }

  override remove(option: Option): Promise<void> {
    if (option.values.some(({ id }) => this.used.has(id))) return Promise.reject(new OptionInUse());
    this.byId.delete(option.id);
    return Promise.resolve();
  }
}
