import { Injectable } from '@nestjs/common';
import { Options, type NamedChoice } from '../domain/options.js';
import type { Choice, NewVariant, VariantChange } from '../domain/variant.js';

/** Option values by their ids, or as people know them. */
export type AnyChoice = Choice | NamedChoice;

export interface VariantInput extends Omit<NewVariant, 'name' | 'choices'> {
  /** Left out: the names of its option values, 'M / Moss'. */
  name?: string | undefined;
  choices: readonly AnyChoice[];
}

export interface VariantChangeInput extends Omit<VariantChange, 'choices'> {
  choices?: readonly AnyChoice[] | undefined;
}

/** Makes of what people write what the domain knows. Works only inside a unit of work. */
@Injectable()
export class VariantInputs {
  constructor(private readonly options: Options) {}

  /** @throws UnknownOptionValue */
  async newVariant({ name, choices, ...rest }: VariantInput): Promise<NewVariant> {
    const known = await this.known(choices);
    return { ...rest, name: name ?? known.names.join(' / '), choices: known.choices };
  }

  /** @throws UnknownOptionValue */
  async change({ choices, ...rest }: VariantChangeInput): Promise<VariantChange> {
    return choices === undefined ? rest : { ...rest, choices: (await this.known(choices)).choices };
  }

  private async known(choices: readonly AnyChoice[]): Promise<{ choices: Choice[]; names: string[] }> {
    const byId = choices.filter((choice) => 'optionId' in choice);
    const found = await this.options.choices(choices.filter((choice) => 'option' in choice));
    return { choices: [...byId, ...found], names: found.map(({ name }) => name) };
  }
}
