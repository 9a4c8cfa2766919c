import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

/** Where the refresh token goes, and nowhere else. */
export const refreshPath = '/v1/auth/sessions';

interface Life {
  readonly seconds: number;
}

/**
 * The tokens of a browser that doesn't want to keep them itself: no script reads them, and no other site's form carries them. The prefixes
 * keep hosts of the same domain from planting cookies of theirs.
 */
@Injectable()
export class SessionCookies {
  private readonly isSecure: boolean;
  private readonly accessName: string;
  private readonly refreshName: string;

  constructor(config: Config) {
    this.isSecure = config.http.publicUrl.startsWith('https:');
    this.accessName = `${this.isSecure ? '__Host-' : ''}tradepost-access`;
    this.refreshName = `${this.isSecure ? '__Secure-' : ''}tradepost-refresh`;
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
      this.cookie(this.accessName, access.token, { path: '/', seconds: access.seconds }),
      this.cookie(this.refreshName, refresh.token, { path: refreshPath, seconds: refresh.seconds }),
    ];
  }

  /** The same, for taking them away. */
  get gone(): string[] {
    return this.holding({ token: '', seconds: 0 }, { token: '', seconds: 0 });
  }

  private cookie(name: string, value: string, { path, seconds }: Life & { path: string }): string {
    const secure = this.isSecure ? '; Secure' : '';
    return `${name}=${value}; Path=${path}; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax${secure}`;
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
