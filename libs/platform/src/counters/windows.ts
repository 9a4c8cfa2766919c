/** What is known of a window. */
export interface WindowState {
  hits: number;
  /** Milliseconds until it ends; 0 if there is none. */
  left: number;
}

/** Between two searches for windows that have ended, in milliseconds. */
const sweepEveryMs = 1_000;

/**
 * Fixed windows in this process's memory. Whoever can make up keys (an address out of a large network, an account that does not exist) must
 * not fill it: beyond the capacity the oldest window goes.
 */
export class Windows {
  private readonly windows = new Map<string, { hits: number; endsAt: number }>();
  private sweepAt = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.windows.size;
  }

  hit(key: string, ttlMs: number): WindowState {
    const now = Date.now();
    const window = this.windows.get(key);
    if (window !== undefined && window.endsAt > now) {
      window.hits += 1;
      return { hits: window.hits, left: window.endsAt - now };
    }
    // Taken out first: a map keeps the place of a key that is set again, and the oldest must come first.
    this.windows.delete(key);
    this.makeRoom(now);
    this.windows.set(key, { hits: 1, endsAt: now + ttlMs });
    return { hits: 1, left: ttlMs };
  }

  look(key: string): WindowState {
    const window = this.windows.get(key);
    const left = (window?.endsAt ?? 0) - Date.now();
    return window === undefined || left <= 0 ? { hits: 0, left: 0 } : { hits: window.hits, left };
  }

  giveBack(key: string): void {
    const window = this.windows.get(key);
    if (window !== undefined && window.hits > 0) window.hits -= 1;
  }

  clear(key: string): void {
    this.windows.delete(key);
  }

  private makeRoom(now: number): void {
    if (this.windows.size < this.capacity && now < this.sweepAt + 60 * sweepEveryMs) return;
    if (now >= this.sweepAt + sweepEveryMs) {
      this.sweepAt = now;
      for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
    }
    const [oldest] = this.windows.size < this.capacity ? [] : this.windows.keys();
    if (oldest !== undefined) this.windows.delete(oldest);
  }
}
