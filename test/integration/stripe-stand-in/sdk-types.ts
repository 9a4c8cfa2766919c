import { fileURLToPath } from 'node:url';
import ts from 'typescript';

type Fields = Record<string, unknown>;

/**
 * Checks JSON against the type definitions of the installed `stripe` package: required fields, types, enums, and that
 * there is no field that the SDK does not know. Made anew from the package each time, so it cannot fall behind it.
 */
export class SdkTypes {
  private readonly checker: ts.TypeChecker;
  private readonly stripe: ts.Symbol;

  constructor() {
    const root = fileURLToPath(import.meta.resolve('stripe')).replace(/\.js$/, '.d.ts');
    const program = ts.createProgram([root], {
      strict: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      types: ['node'],
    });
    this.checker = program.getTypeChecker();
    const file = program.getSourceFile(root);
    const module = file && this.checker.getSymbolAtLocation(file);
    if (!module) throw new Error(`No type definitions of stripe at ${root}`);
    this.stripe = this.exported(module, 'Stripe');
  }

  /** What is wrong with `value` as a `Stripe.<name>`; nothing if all is well. */
  problems(name: string, value: unknown): string[] {
    return this.compare(this.typeNamed(name), value, name);
  }

  /** The names that a type of parameters has, its parents' too. */
  fieldsOf(name: string): string[] {
    return this.typeNamed(name)
      .getProperties()
      .map((property) => property.name);
  }

  private typeNamed(name: string): ts.Type {
    const symbol = name.split('.').reduce((inside, part) => this.exported(inside, part), this.stripe);
    return this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  private exported(inside: ts.Symbol, name: string): ts.Symbol {
    const symbol = this.checker.getExportsOfModule(inside).find((candidate) => candidate.name === name);
    if (!symbol) throw new Error(`stripe has no ${inside.name}.${name}`);
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private compare(type: ts.Type, value: unknown, path: string): string[] {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
    if (type.isUnion()) return this.compareUnion(type, value, path);
    if (isText(type)) return typeof value === 'string' ? [] : [`${path}: ${shown(value)} is not a string`];
    if (type.isStringLiteral() || type.isNumberLiteral())
      return value === type.value ? [] : [`${path}: ${shown(value)} is not ${shown(type.value)}`];
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return String(value) === this.checker.typeToString(type)
        ? []
        : [`${path}: ${shown(value)} is not that boolean`];
    if (type.flags & ts.TypeFlags.Number)
      return typeof value === 'number' ? [] : [`${path}: ${shown(value)} is not a number`];
    if (type.flags & ts.TypeFlags.Null) return value === null ? [] : [`${path}: ${shown(value)} is not null`];
    if (type.flags & ts.TypeFlags.Object) return this.compareObject(type, value, path);
    return [`${path}: the checker does not know ${this.checker.typeToString(type)}`];
  }

  private compareUnion(union: ts.UnionType, value: unknown, path: string): string[] {
    const isEnum = union.types.some((type) => type.isStringLiteral());
    // The SDK adds "or any other string" to its enums, for values to come. The stand-in gives none that are not known.
    const types = union.types.filter((type) => !(isEnum && isText(type)));
    const attempts = this.likely(types, value).map((type) => this.compare(type, value, path));
    if (attempts.some((problems) => problems.length === 0)) return [];
    if (attempts.length === 1) return attempts[0] ?? [];
    return [`${path}: ${shown(value)} is not ${this.checker.typeToString(union).slice(0, 200)}`];
  }

  /** Of several kinds of object the one that says the same in `object` and `type`, so that its problems are told. */
  private likely(types: ts.Type[], value: unknown): ts.Type[] {
    if (!isFields(value)) return types;
    const fitting = types.filter((type) =>
      ['object', 'type', 'deleted'].every((name) => {
        const property = type.getProperty(name);
        const literal = property && this.checker.getTypeOfSymbol(property);
        return !literal?.isStringLiteral() || literal.value === value[name];
      }),
    );
    const objects = fitting.filter(
      (type) => type.flags & ts.TypeFlags.Object && !this.isDeletedKind(type, value),
    );
    return objects.length > 0 ? objects : types;
  }

  private isDeletedKind(type: ts.Type, value: Fields): boolean {
    const deleted = type.getProperty('deleted');
    return deleted !== undefined && !(deleted.flags & ts.SymbolFlags.Optional) && value.deleted !== true;
  }

  private compareObject(type: ts.Type, value: unknown, path: string): string[] {
    if (this.checker.isArrayType(type)) return this.compareArray(type as ts.TypeReference, value, path);
    if (!isFields(value)) return [`${path}: ${shown(value)} is not an object`];
    const index = type.getStringIndexType();
    const properties = type.getProperties();
    const known = properties.flatMap((property) => this.compareProperty(property, value, path));
    const others = Object.keys(value).filter(
      (name) => !properties.some((property) => property.name === name),
    );
    const unknown = others.flatMap((name) =>
      index
        ? this.compare(index, value[name], `${path}.${name}`)
        : [`${path}.${name}: the SDK knows no such field`],
    );
    return [...known, ...unknown];
  }

  private compareArray(type: ts.TypeReference, value: unknown, path: string): string[] {
    const [element] = this.checker.getTypeArguments(type);
    if (!Array.isArray(value) || !element) return [`${path}: ${shown(value)} is not an array`];
    return value.flatMap((item, index) => this.compare(element, item, `${path}[${String(index)}]`));
  }

  private compareProperty(property: ts.Symbol, value: Fields, path: string): string[] {
    const inner = `${path}.${property.name}`;
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    if (!(property.name in value)) return isOptional ? [] : [`${inner}: is missing`];
    return this.compare(this.checker.getTypeOfSymbol(property), value[property.name], inner);
  }
}

/** The wire's strings: plain ones, "any other value" of an enum, and what the SDK makes an exact decimal of. */
function isText(type: ts.Type): boolean {
  if (type.aliasSymbol?.name === 'Decimal') return true;
  const isOtherString = type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);
  return isOtherString || (type.flags & ts.TypeFlags.String) !== 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 120);
}
