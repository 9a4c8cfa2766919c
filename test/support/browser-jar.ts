/** Cookies of one browser, as far as a shop's tests need them: one site, every path. */
export class BrowserJar {
  private readonly cookies = new Map<string, string>();

  /** What the browser would send along. */
  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The name of the first cookie that contains this, with its value. */
  named(part: string): string | undefined {
    return [...this.cookies].find(([name]) => name.includes(part))?.[1];
  }

  set(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  /** Takes what an answer sets, and drops what it lets run out. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((each) => each.trim());
      const at = pair.indexOf('=');
      const isGone = attributes.some((each) => /^max-age=0$/i.test(each));
      if (isGone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
