/** Boot is refused; the message names every variable that is missing or wrong. */
export class InvalidConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n.env.example explains each variable.`,
    );
    this.name = 'InvalidConfiguration';
  }
}

/** Secrets that stand in examples, so that nobody runs a shop on one of them. */
const wellKnownSecrets = /change-?me|example|secret-?here|^(.)\1+$|your[-_]/i;

/** Reads typed values from environment variables and gathers what is wrong, so that one boot tells all of it. */
export class EnvironmentReader {
  private readonly problems: string[] = [];

  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  optional(name: string): string | undefined {
    const value = this.variables[name]?.trim();
    return value === '' ? undefined : value;
  }

  text(name: string, fallback: string | undefined): string {
    const value = this.optional(name) ?? fallback;
    if (value === undefined) this.problem(name, 'is not set');
    return value ?? '';
  }

  list(name: string): string[] {
    return (this.optional(name) ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  }

  flag(name: string, fallback: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  number(name: string, fallback: number): number {
    const text = this.optional(name);
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isFinite(value) || value <= 0)
      this.problem(name, `must be a positive number, not '${String(text)}'`);
    return value;
  }

  integer(
    name: string,
    fallback: number,
    { min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number },
  ): number {
    const text = this.optional(name);
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      this.problem(
        name,
        `must be a whole number from ${String(min)}${max === Number.MAX_SAFE_INTEGER ? '' : ` to ${String(max)}`}, not '${String(text)}'`,
      );
    }
    return value;
  }

  port(name: string, fallback: number): number {
    return this.integer(name, fallback, { min: 0, max: 65_535 });
  }

  oneOf<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: NoInfer<Choice>,
  ): Choice {
    const text = this.optional(name) ?? fallback;
    const choice = choices.find((each) => each === text);
    if (choice === undefined) this.problem(name, `must be one of ${choices.join(', ')}, not '${text}'`);
    return choice ?? fallback;
  }

  matching(name: string, pattern: RegExp, what: string, fallback: string): string {
    const text = this.text(name, fallback);
    if (!pattern.test(text)) this.problem(name, `must be ${what}, not '${text}'`);
    return text;
  }

  url(
    name: string,
    fallback: string | undefined,
    protocols: readonly string[] = ['http:', 'https:'],
  ): string {
    const text = this.optional(name) ?? fallback;
    if (text === undefined) {
      this.problem(name, 'is not set');
      return `${protocols[0] ?? 'http:'}//unset`;
    }
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
      // The value may hold a password: it is not repeated.
      this.problem(
        name,
        `must be a URL that starts with ${protocols.map((each) => `${each}//`).join(' or ')}`,
      );
      return `${protocols[0] ?? 'http:'}//invalid`;
    }
    return text;
  }

  databaseUrl(name: string, fallback?: string): string {
    const text = this.url(name, fallback, ['mysql:', 'mariadb:']);
    if (new URL(text).pathname.length < 2 && this.optional(name) !== undefined)
      this.problem(name, 'must end with the name of the database (…/tradepost)');
    return text;
  }

  secret(name: string, minLength: number): string {
    const value = this.optional(name);
    if (value === undefined) this.problem(name, 'is not set');
    else this.mustBeSecret(name, value, minLength);
    return value ?? '';
  }

  /** Several, separated by commas, while one is being rotated. */
  secrets(name: string, minLength: number): string[] {
    const values = this.list(name);
    if (values.length === 0) this.problem(name, 'is not set');
    for (const value of values) this.mustBeSecret(name, value, minLength);
    return values;
  }

  /** The compose file's own secrets, which everybody can read, in whatever variable. */
  refuseTrialSecrets(): void {
    for (const name of Object.keys(this.variables)) {
      if (
        /_(?:SECRET|KEY|TOKEN|URL)$/.test(name) &&
        /for-trying|local_stand_in/.test(this.optional(name) ?? '')
      )
        this.problem(name, 'holds a secret of the compose file, which is for trying only');
    }
  }

  /** A service that others can reach must ask for a password, and not for one that everybody knows. */
  passwordUnlessLocal(name: string): void {
    const text = this.optional(name) ?? '';
    if (!URL.canParse(text)) return; // told already
    const { hostname, password } = new URL(text);
    if (password === '' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
      this.problem(name, 'must hold a password in production, unless the service runs on this machine');
    if (wellKnownSecrets.test(password)) this.problem(name, 'holds a password that is a well-known example');
  }

  urls(name: string): string[] {
    const urls = this.list(name);
    if (!urls.every((each) => URL.canParse(each) && /^https?:/.test(each)))
      this.problem(name, 'must be URLs, separated by commas, that start with https:// (or http://)');
    return urls;
  }

  problem(name: string, what: string): void {
    this.problems.push(`${name} ${what}`);
  }

  throwIfAnyProblem(): void {
    if (this.problems.length > 0) throw new InvalidConfiguration(this.problems);
  }

  private mustBeSecret(name: string, value: string, minLength: number): void {
    if (value.length < minLength) this.problem(name, `must have at least ${String(minLength)} characters`);
    else if (wellKnownSecrets.test(value))
      this.problem(name, 'is a well-known example: make one of your own (openssl rand -base64 48)');
  }
}
