import { DomainError } from '#shared-kernel';

export class SignInBusy extends DomainError {
  readonly code = 'auth.busy';
  readonly kind = 'unavailable';

  constructor() {
    super('Too many people are signing in at this moment. Please try again in a second.');
  }
}

/** Lets a few in at a time, and a limited number wait, so that expensive work can't take the whole machine. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly capacity: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws SignInBusy when too many wait already */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.inside < this.capacity) this.inside += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.maxWaiting) throw new SignInBusy();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
