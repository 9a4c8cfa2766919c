import type { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock, newId, type DomainEvent } from '#shared-kernel';
import { AccessTokens, type AccessToken } from '../application/access-tokens.js';
import { PasswordHasher } from '../application/password-hasher.js';
import type { Customer } from '../domain/customer.js';
import { CustomerNotFound, EmailTaken } from '../domain/customers.errors.js';
import { Customers, type Credentials } from '../domain/customers.js';
import {
  EmailTokens,
  type EmailTokenPurpose,
  type MailedToken,
  type NewEmailToken,
} from '../domain/email-tokens.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import {
  Sessions,
  type Account,
  type PresentedRefreshToken,
  type SessionEnd,
  type SessionKind,
} from '../domain/sessions.js';
import { someTime } from './customer.builder.js';

// The real ports in memory, for specs of use cases; what only a database shows is tested on one.

export const immediately = {
  run: <Result>(work: () => Promise<Result>): Promise<Result> => work(),
} as unknown as UnitOfWork;

export class StoppedClock extends Clock {
  now(): Date {
    return someTime;
  }
}

export class CustomersInMemory extends Customers {
  readonly events: DomainEvent[] = [];
  private readonly byId = new Map<CustomerId, Customer>();

  get(id: CustomerId): Promise<Customer> {
    const customer = this.byId.get(id);
    return customer === undefined ? Promise.reject(new CustomerNotFound()) : Promise.resolve(customer);
  }

  withEmail(emailKey: string): Promise<Customer | undefined> {
    return Promise.resolve([...this.byId.values()].find((customer) => customer.emailKey === emailKey));
  }

  async credentials(emailKey: string): Promise<Credentials | undefined> {
    const customer = await this.withEmail(emailKey);
    return customer && { customerId: customer.id, passwordHash: customer.passwordHash };
  }

  passwordHashOf(id: CustomerId): Promise<string | undefined> {
    return Promise.resolve(this.byId.get(id)?.passwordHash);
  }

  async add(customer: Customer): Promise<void> {
    if ((await this.withEmail(customer.emailKey)) !== undefined) throw new EmailTaken();
    await this.save(customer);
  }

  save(customer: Customer): Promise<void> {
    this.byId.set(customer.id, customer);
    this.events.push(...customer.releaseEvents());
    return Promise.resolve();
  }
}

export class EmailTokensInMemory extends EmailTokens {
  private tokens: NewEmailToken[] = [];

  replace(token: NewEmailToken): Promise<void> {
    this.drop((each) => each.customerId === token.customerId && each.purpose === token.purpose);
    this.tokens.push(token);
    return Promise.resolve();
  }

  find(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<MailedToken | undefined> {
    const found = this.tokens.find((each) => each.purpose === purpose && each.tokenHash.equals(tokenHash));
    return Promise.resolve(
      found && { customerId: found.customerId, newEmail: found.newEmail?.address ?? undefined },
    );
  }

  consume(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<boolean> {
    return Promise.resolve(this.drop((each) => each.purpose === purpose && each.tokenHash.equals(tokenHash)));
  }

  voidAllOf(customerId: CustomerId, purposes: readonly EmailTokenPurpose[]): Promise<void> {
    this.drop((each) => each.customerId === customerId && purposes.includes(each.purpose));
    return Promise.resolve();
  }

  deleteExpired(): Promise<number> {
    return Promise.resolve(0);
  }

  private drop(unwanted: (token: NewEmailToken) => boolean): boolean {
    const before = this.tokens.length;
    this.tokens = this.tokens.filter((token) => !unwanted(token));
    return this.tokens.length < before;
  }
}

/** Hands out what a spec has put into `presented`, and notes what was done. */
export class SessionsInMemory extends Sessions {
  presented: PresentedRefreshToken | undefined;
  readonly done: string[] = [];

  start({ kind }: { kind: SessionKind }): Promise<SessionId> {
    this.done.push(`started ${kind}`);
    return Promise.resolve(newId<SessionId>());
  }

  addToken(): Promise<void> {
    return Promise.resolve();
  }

  present(): Promise<PresentedRefreshToken | undefined> {
    return Promise.resolve(this.presented);
  }

  rotate(): Promise<void> {
    this.done.push('rotated');
    return Promise.resolve();
  }

  isRunningOf(): Promise<boolean> {
    return Promise.resolve(this.presented?.sessionHasEnded === false);
  }

  end(_: SessionId, reason: SessionEnd): Promise<void> {
    this.done.push(`ended: ${reason}`);
    return Promise.resolve();
  }

  endAllOf(_: CustomerId, reason: SessionEnd): Promise<void> {
    this.done.push(`ended all: ${reason}`);
    return Promise.resolve();
  }

  noteSecondFactor(_: SessionId, isShown: boolean): Promise<void> {
    this.done.push(isShown ? 'second factor shown' : 'second factor gone');
    return Promise.resolve();
  }

  running(): Promise<Account | undefined> {
    return Promise.resolve(this.presented?.account);
  }

  deleteExpired(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Reverses the text, and counts what a clock on the wall would show. */
export class ReversingHasher extends PasswordHasher {
  computed = 0;
  outdated = false;

  hash(password: string): Promise<string> {
    this.computed += 1;
    return Promise.resolve(`reversed:${Array.from(password).reverse().join('')}`);
  }

  async verify(hash: string | undefined, password: string): Promise<boolean> {
    return (await this.hash(password)) === hash;
  }

  isOutdated(): boolean {
    return this.outdated;
  }
}

export class PlainAccessTokens extends AccessTokens {
  issue({ id }: Account, sessionId: SessionId): AccessToken {
    return { token: `${id} in ${sessionId}`, expiresInSeconds: 900 };
  }
}
