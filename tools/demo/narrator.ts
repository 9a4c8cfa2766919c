const plain = process.env['NO_COLOR'] !== undefined || !process.stdout.isTTY;

/** Says what is being done and what came back. */
export class Narrator {
  private step = 0;

  constructor(
    private readonly print: (line: string) => void = (line) => {
      process.stdout.write(`${line}\n`);
    },
  ) {}

  title(text: string): void {
    this.print(`\n${bold(text)}`);
  }

  next(what: string): void {
    this.step += 1;
    this.print(`\n${bold(`${String(this.step).padStart(2)}. ${what}`)}`);
  }

  request(method: string, path: string, status: number, ms: number): void {
    this.print(dim(`    ${method} ${path} → ${status} (${Math.round(ms)} ms)`));
  }

  note(text: string): void {
    this.print(dim(`    ${text}`));
  }

  result(...lines: string[]): void {
    for (const line of lines) this.print(`    ${line}`);
  }

  /** A mail or another text, set off from the rest. */
  quote(text: string): void {
    for (const line of text.trim().split('\n')) this.print(`    │ ${line}`.trimEnd());
  }
}

function bold(text: string): string {
  return plain ? text : `\u001b[1m${text}\u001b[0m`;
}

function dim(text: string): string {
  return plain ? text : `\u001b[2m${text}\u001b[0m`;
}
