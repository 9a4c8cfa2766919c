import { invalid, missing } from './errors.js';

export type Form = { [name: string]: string | Form };

/** Reads Stripe's form encoding: `line_items[0][price_data][currency]=usd`, `expand[]=latest_charge`. */
export function parseForm(encoded: string): Form {
  const form = emptyForm();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const [first = '', ...inner] = name.split('[').map((part) => part.replace(/\]$/, ''));
    put(form, [first, ...inner], value);
  }
  return form;
}

function put(form: Form, path: string[], value: string): void {
  const [head = '', ...rest] = path;
  const name = head === '' ? String(Object.keys(form).length) : head;
  if (rest.length === 0) {
    form[name] = value;
    return;
  }
  const inner = form[name];
  const next = typeof inner === 'object' ? inner : emptyForm();
  form[name] = next;
  put(next, rest, value);
}

// Without a prototype, so that a parameter named __proto__ is only a name.
function emptyForm(): Form {
  return Object.create(null) as Form;
}

/** Typed reading of one level of the parameters; every complaint names the parameter as Stripe does. */
export class Params {
  constructor(
    private readonly form: Form,
    private readonly path = '',
  ) {}

  get names(): string[] {
    return Object.keys(this.form);
  }

  has(name: string): boolean {
    return name in this.form;
  }

  isHash(name: string): boolean {
    return typeof this.form[name] === 'object';
  }

  nameOf(name: string): string {
    return this.path === '' ? name : `${this.path}[${name}]`;
  }

  /** Undefined when absent; Stripe reads an empty value as "unset". */
  text(name: string): string | undefined {
    const value = this.form[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    throw invalid({ message: 'Invalid string.', param: this.nameOf(name) });
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(this.nameOf(name));
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^-?\d{1,15}$/.test(value)) return Number(value);
    const message = `Invalid integer: ${value}`;
    throw invalid({ message, code: 'parameter_invalid_integer', param: this.nameOf(name) });
  }

  flag(name: string): boolean {
    const value = this.text(name);
    if (value === undefined || value === 'false') return false;
    if (value === 'true') return true;
    throw invalid({ message: `Invalid boolean: ${value}`, param: this.nameOf(name) });
  }

  oneOf(name: string, values: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value === undefined || values.includes(value)) return value;
    const message = `Invalid ${this.nameOf(name)}: must be one of ${values.join(', ')}`;
    throw invalid({ message, param: this.nameOf(name) });
  }

  hash(name: string): Params | undefined {
    const value = this.form[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'object') return new Params(value, this.nameOf(name));
    throw invalid({ message: 'Invalid hash', param: this.nameOf(name) });
  }

  list(name: string): Params[] {
    const list = this.hash(name);
    return list ? list.names.map((index) => list.hash(index) ?? new Params({}, list.nameOf(index))) : [];
  }

  texts(name: string): string[] {
    const list = this.hash(name);
    return list ? list.names.map((index) => list.requiredText(index)) : [];
  }

  /** What was given is laid over what is there; an empty value removes a key, an empty hash all of them. */
  metadata(before: Record<string, string> = {}): Record<string, string> {
    if (this.form.metadata === '') return {};
    const after = new Map(Object.entries(before));
    const given = this.hash('metadata');
    for (const key of given?.names ?? []) {
      const value = given?.text(key);
      if (value === undefined) after.delete(key);
      else after.set(key, checkMetadata(key, value, this.nameOf('metadata')));
    }
    if (after.size > 50)
      throw invalid({
        message: 'You can only have up to 50 keys in metadata.',
        param: this.nameOf('metadata'),
      });
    return Object.fromEntries(after);
  }

  /** As it came, for values that are only kept and given back (an address, for example). */
  asGiven(name: string): Form | null {
    return this.hash(name)?.form ?? null;
  }
}

function checkMetadata(key: string, value: string, param: string): string {
  if (key.length > 40)
    throw invalid({ message: `Metadata keys can have up to 40 characters: ${key}`, param });
  if (value.length > 500)
    throw invalid({
      message: `Metadata values can have up to 500 characters: ${key}`,
      param: `${param}[${key}]`,
    });
  return value;
}
