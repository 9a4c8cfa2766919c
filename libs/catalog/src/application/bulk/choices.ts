import { DomainError } from '#shared-kernel';
import type { KnownOption } from '../../domain/bulk-references.js';
import type { OptionId, OptionValueId } from '../../domain/ids.js';
import { Option } from '../../domain/option.js';
import type { Choice } from '../../domain/variant.js';

interface Value {
  readonly id: OptionValueId;
  readonly name: string;
}

interface OptionNames {
  readonly id: OptionId;
  /** By code and by name, both in lower case; a code goes before a name. */
  readonly byCode: Map<string, Value>;
  readonly byName: Map<string, Value>;
}

export interface Unknown {
  code: string;
  message: string;
}

/** Options and their values by what people call them; what is missing is made if that is allowed. */
export class Choices {
  readonly added: Option[] = [];
  readonly changed = new Set<Option>();
  private readonly options = new Map<string, OptionNames>();
  private readonly names = new Map<OptionValueId, string>();
  private readonly editable: Map<string, Option> | undefined;

  /** @param editable all options, locked, if new ones and new values may be made */
  constructor(known: readonly KnownOption[], editable?: readonly Option[]) {
    this.editable = editable && new Map(editable.map((option) => [option.code, option]));
    for (const { id, code, values } of known) {
      const option = this.remember(code, id);
      for (const value of values) this.rememberValue(option, value.code, value);
    }
  }

  optionId(code: string): OptionId | Unknown {
    return this.options.get(code)?.id ?? attempt(() => this.addOption(code));
  }

  choice(code: string, text: string): Choice | Unknown {
    const optionId = this.optionId(code);
    if (typeof optionId !== 'string') return optionId;
    const names = this.options.get(code);
    const wanted = text.trim().toLowerCase();
    const known = names?.byCode.get(wanted) ?? names?.byName.get(wanted);
    if (known !== undefined) return { optionId, optionValueId: known.id };
    return attempt(() => this.addValue(code, text.trim()));
  }

  /** 'M / Moss' for a variant that has no name of its own. */
  nameOf(choices: readonly Choice[]): string {
    return choices.map(({ optionValueId }) => this.names.get(optionValueId) ?? '').join(' / ');
  }

  private addOption(code: string): OptionId | Unknown {
    if (this.editable === undefined)
      return { code: 'unknown-option', message: `option ${code} is not known` };
    const option = Option.create({ code, name: capitalised(code), values: [] }, this.editable.size);
    this.added.push(option);
    this.editable.set(code, option);
    return this.remember(code, option.id).id;
  }

  private addValue(optionCode: string, name: string): Choice | Unknown {
    const option = this.editable?.get(optionCode);
    const names = this.options.get(optionCode);
    if (option === undefined || names === undefined) {
      const message = `option ${optionCode} has no value '${name.slice(0, 80)}'`;
      return { code: 'unknown-option-value', message };
    }
    const code = codeOf(name);
    const id = option.addValue({ code, name });
    this.changed.add(option);
    this.rememberValue(names, code, { id, name });
    return { optionId: option.id, optionValueId: id };
  }

  private remember(code: string, id: OptionId): OptionNames {
    const option: OptionNames = { id, byCode: new Map(), byName: new Map() };
    this.options.set(code, option);
    return option;
  }

  private rememberValue(option: OptionNames, code: string, value: Value): void {
    option.byCode.set(code.toLowerCase(), value);
    option.byName.set(value.name.toLowerCase(), value);
    this.names.set(value.id, value.name);
  }
}

/** What the option's own rules refuse. */
function attempt<Result>(work: () => Result): Result | Unknown {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.details[0]?.code ?? error.code, message: error.message };
  }
}

/** A code that stands for a name: 'Size 42 ½' → 'size-42-1-2', 'Crème' → 'creme'. */
function codeOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function capitalised(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
