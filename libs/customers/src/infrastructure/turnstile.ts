import { SignInBusy } from '../domain/guessing.errors.js';

export interface TurnstileOptions {
  /** So many work at a time. */
  readonly capacity: number;
  /** So many wait, in each of the two lines. */
  readonly maxWaiting: number;
  /** Whoever has waited for longer is sent away. */
  readonly maxWaitMs: number;
}

/**
 * Lets a few in at a time, and a limited number wait for a limited time, so that expensive work can't take the whole machine. Who is
 * known goes before strangers: these may be an attacker's, and any number.
 */
export class Turnstile {
  private inside = 0;
  private readonly known: (() => void)[] = [];
  private readonly strangers: (() => void)[] = [];

  constructor(private readonly options: TurnstileOptions) {}

  /** @throws SignInBusy when too many wait already, or when it takes too long */
  async pass<Result>(
    work: () => Promise<Result>,
    lane: 'known' | 'strangers' = 'strangers',
  ): Promise<Result> {
    if (this.inside < this.options.capacity) this.inside += 1;
    else await this.turn(this[lane]);
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that nobody slips in between.
      const next = this.known.shift() ?? this.strangers.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }

  private turn(line: (() => void)[]): Promise<void> {
    if (line.length >= this.options.maxWaiting) throw new SignInBusy();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        line.splice(line.indexOf(enter), 1);
        reject(new SignInBusy());
      }, this.options.maxWaitMs);
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      line.push(enter);
    });
  }
}
