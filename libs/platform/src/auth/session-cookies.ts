import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

interface Life {
  readonly seconds: number;
}

/**
 * The tokens of a browser that doesn't want to keep them itself: no script reads them, and no other site's form carries them. The prefix
 * keeps hosts of the same domain from planting cookies of theirs; it wants both to go along with every request.
 */
@Injectable()
export class SessionCookies {
  private readonly isSecure: boolean;
  private readonly accessName: string;
  private readonly refreshName: string;

  constructor(config: Config) {
    this.isSecure = config.http.publicUrl.startsWith('https:');
    const prefix = this.isSecure ? '__Host-' : '';
    this.accessName = `${prefix}tradepost-access`;
    this.refreshName = `${prefix}tradepost-refresh`;
  }

  accessTokenIn(cookieHeader: string | undefined): string | undefined {
    return valueIn(cookieHeader, this.accessName);
  }

  refreshTokenIn(cookieHeader: string | undefined): string | undefined {
    return valueIn(cookieHeader, this.refreshName);
  }

  /** Values of `set-cookie`. */
  holding(access: { token: string } & Life, refresh: { token: string } & Life): string[] {
    return [
      this.cookie(this.accessName, access.token, access.seconds),
      this.cookie(this.refreshName, refresh.token, refresh.seconds),
    ];
  }

  /** The same, for taking them away. */
  get gone(): string[] {
    return this.holding({ token: '', seconds: 0 }, { token: '', seconds: 0 });
  }

  private cookie(name: string, value: string, seconds: number): string {
    const secure = this.isSecure ? '; Secure' : '';
    return `${name}=${value}; Path=/; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax${secure}`;
  }
}

/** The first one: of two, browsers send that of the longer path first, and we set no two. */
function valueIn(cookieHeader: string | undefined, name: string): string | undefined {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim();
      return value === '' ? undefined : value;
    }
  }
  return undefined;
}
