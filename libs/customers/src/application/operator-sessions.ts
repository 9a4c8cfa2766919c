import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { SessionId } from '../domain/ids.js';
import { permissionsOf } from '../domain/roles.js';
import { Sessions, type Account } from '../domain/sessions.js';
import { OperatorTokens } from './access-tokens.js';
import {
  operatorPermission,
  operatorSessionSeconds,
  OperatorSignIn,
  type OperatorSignInInput,
} from './operator-sign-in.js';

/** Somebody who may see the staff pages; what the platform calls a principal. */
export interface Operator extends Account {
  readonly sessionId: SessionId;
  readonly permissions: ReadonlySet<string>;
}

/**
 * Sign-ins to the staff pages. The browser holds a signed token in a cookie; the session behind it is looked up each time, so that
 * signing out, or losing the role, ends it at once.
 */
@Injectable()
export class OperatorSessions {
  constructor(
    private readonly operatorSignIn: OperatorSignIn,
    private readonly sessions: Sessions,
    private readonly tokens: OperatorTokens,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
  ) {}

  /** @returns the value of the `set-cookie` header @throws what OperatorSignIn throws */
  async signIn(input: OperatorSignInInput): Promise<string> {
    const sessionId = await this.operatorSignIn.execute(input);
    return this.cookie(this.tokens.issue(sessionId, operatorSessionSeconds), operatorSessionSeconds);
  }

  /** @returns the value of the `set-cookie` header that takes the cookie away */
  async signOut(cookieHeader: string | undefined): Promise<string> {
    const sessionId = this.sessionIn(cookieHeader);
    if (sessionId !== undefined) await this.unitOfWork.run(() => this.sessions.end(sessionId, 'signed-out'));
    return this.cookie('', 0);
  }

  /** Who asks for a staff page, by the request's `cookie` header; undefined unless signed in as staff. */
  async verify(cookieHeader: string | undefined): Promise<Operator | undefined> {
    const sessionId = this.sessionIn(cookieHeader);
    const account = sessionId === undefined ? undefined : await this.sessions.running(sessionId, 'operator');
    if (sessionId === undefined || account === undefined) return undefined;
    const { id, email, role } = account;
    const permissions = operatorPermissionsOf(role);
    return permissions.has(operatorPermission) ? { id, email, role, sessionId, permissions } : undefined;
  }

  private sessionIn(cookieHeader = ''): ReturnType<OperatorTokens['verify']> {
    const prefix = `${this.cookieName}=`;
    const pair = cookieHeader.split(';').find((each) => each.trim().startsWith(prefix));
    return pair === undefined ? undefined : this.tokens.verify(pair.trim().slice(prefix.length));
  }

  private cookie(value: string, maxAgeSeconds: number): string {
    const secure = this.isSecure ? '; Secure' : '';
    return `${this.cookieName}=${value}; Path=/; Max-Age=${String(maxAgeSeconds)}; HttpOnly; SameSite=Strict${secure}`;
  }

  private get cookieName(): string {
    // The prefix keeps other hosts of the same domain from planting a cookie of theirs.
    return this.isSecure ? '__Host-tradepost-operator' : 'tradepost-operator';
  }

  private get isSecure(): boolean {
    return this.config.http.publicUrl.startsWith('https:');
  }
}

/** Only what the staff pages are for: this cookie opens nothing else. */
function operatorPermissionsOf(role: string): ReadonlySet<string> {
  return new Set([...permissionsOf(role)].filter((permission) => permission.startsWith('operations:')));
}
