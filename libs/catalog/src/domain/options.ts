import type { OptionId } from './ids.js';
import type { Option } from './option.js';
import type { Choice } from './variant.js';

/** An option and one of its values by their codes: `{ option: 'size', value: 'm' }`. */
export interface NamedChoice {
  option: string;
  value: string;
}

/** All options with their values: few, so that all of them may be loaded. Works only inside a unit of work; tells the change feed. */
export abstract class Options {
  /** Locked. @throws OptionNotFound */
  abstract get(id: OptionId): Promise<Option>;

  /** In their order, locked. */
  abstract all(): Promise<Option[]>;

  /** What the codes stand for, in the order of the options. @throws UnknownOptionValue */
  abstract choices(named: readonly NamedChoice[]): Promise<KnownChoice[]>;

  /** @throws OptionCodeTaken */
  abstract add(option: Option): Promise<void>;

  /** @throws OptionInUse if a variant has a value that was removed */
  abstract save(option: Option): Promise<void>;

  /** With its values. @throws OptionInUse */
  abstract remove(option: Option): Promise<void>;
}

export interface KnownChoice extends Choice {
  /** As customers read it: 'M'. */
  readonly name: string;
}
