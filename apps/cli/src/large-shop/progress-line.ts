import type { Progress } from './large-shop.js';

const barWidth = 30;
const drawEveryMs = 100;
const tellEveryMs = 5_000;

/** How far it is: a bar on a terminal, a line now and then in a log. */
export class ProgressLine {
  private readonly began = performance.now();
  private told = this.began;

  constructor(
    private readonly goal: number,
    private readonly out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stdout,
  ) {}

  readonly update = (progress: Progress): void => {
    const now = performance.now();
    if (now - this.told < (this.out.isTTY ? drawEveryMs : tellEveryMs)) return;
    this.told = now;
    if (this.out.isTTY) this.out.write(`\r${this.bar(progress.products)} ${this.text(progress)}\u001b[K`);
    else this.say(this.text(progress));
  };

  end({ made, rows }: Progress): void {
    if (this.out.isTTY) this.out.write('\r\u001b[K');
    const seconds = (performance.now() - this.began) / 1_000;
    if (made === 0) {
      this.say(`The shop has these ${count(this.goal)} products already; nothing was changed.`);
      return;
    }
    this.say(
      `${count(made)} products in ${count(rows)} rows, in ${seconds.toFixed(1)} s: ${count(rows / seconds)} rows a second.`,
    );
  }

  private say(line: string): void {
    this.out.write(`${line}\n`);
  }

  private bar(products: number): string {
    const full = Math.floor((products / this.goal) * barWidth);
    return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
  }

  private text({ products }: Progress): string {
    const perSecond = products / ((performance.now() - this.began) / 1_000);
    const left = (this.goal - products) / perSecond;
    return `${count(products)} of ${count(this.goal)} products, ${count(perSecond)} a second, ${left.toFixed(0)} s left`;
  }
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
