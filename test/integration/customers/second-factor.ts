import { idToBytes } from '#platform/database/id-column.js';
import type { Answer, HttpClient, Problem } from '../../support/http.js';
import { Phone } from '../../support/phone.js';
import { passphrase, type Accounts, type Tokens } from './accounts.js';

export interface Status {
  enabled: boolean;
  since: string | null;
  recoveryCodesLeft: number;
}

export type Outcome = Tokens & Problem & { status: unknown; challenge: string; expiresIn: number };

/** Somebody who has an authenticator app. */
export class Careful {
  client!: HttpClient;
  tokens!: Tokens;
  phone!: Phone;
  recoveryCodes: string[] = [];

  private constructor(
    readonly accounts: Accounts,
    readonly email: string,
  ) {}

  /** A customer with a second factor, and a session that has shown it. */
  static async joins(accounts: Accounts, email: string): Promise<Careful> {
    const person = await Careful.member(accounts, email);
    await person.enrols();
    return person;
  }

  /** A customer without one, signed in. */
  static async member(accounts: Accounts, email: string): Promise<Careful> {
    const person = new Careful(accounts, email);
    person.use(await accounts.member(email));
    return person;
  }

  /** An account that somebody else has made, signed in. */
  static async known(accounts: Accounts, email: string): Promise<Careful> {
    const person = new Careful(accounts, email);
    person.use((await accounts.signIn(email)).body);
    return person;
  }

  use(tokens: Tokens): void {
    this.tokens = tokens;
    this.client = this.accounts.client(tokens.accessToken);
  }

  async begins(): Promise<Phone> {
    const { secret } = await this.client.post<{ secret: string }>('/v1/me/second-factor', {
      currentPassword: passphrase,
    });
    return new Phone(secret);
  }

  async enrols(): Promise<void> {
    this.phone = await this.begins();
    const { recoveryCodes } = await this.client.post<{ recoveryCodes: string[] }>(
      '/v1/me/second-factor/confirmation',
      { code: this.phone.shows() },
    );
    this.recoveryCodes = recoveryCodes;
    await this.waitsForAnotherCode();
  }

  status(): Promise<Status> {
    return this.client.get<Status>('/v1/me/second-factor');
  }

  async challenge(): Promise<string> {
    const { body } = await this.accounts.signIn(this.email);
    return (body as unknown as Outcome).challenge;
  }

  answers(challenge: string, code: string, process = 0): Promise<Answer<Outcome>> {
    return this.accounts
      .client(undefined, this.accounts.urls[process])
      .send<Outcome>('POST', '/v1/auth/sessions/second-factor', { challenge, code });
  }

  /** As if half a minute had passed: what the phone shows has not been used. */
  async waitsForAnotherCode(): Promise<void> {
    await this.sql('UPDATE second_factors SET last_step = NULL WHERE customer_id = ?');
  }

  /** A statement about this account. */
  async sql<Row extends object>(statement: string): Promise<Row[]> {
    return this.accounts.database.query<Row>(statement, [await this.idBytes()]);
  }

  async id(): Promise<string> {
    return (await this.client.get<{ id: string }>('/v1/me')).id;
  }

  /** What was told to the owner of the second factor. */
  async notices(): Promise<string[]> {
    const rows = await this.accounts.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'customers.security-notice' ORDER BY id",
    );
    return rows
      .map(({ payload }) => JSON.parse(payload) as { email: string; notice: string })
      .filter(({ email, notice }) => email === this.email && notice !== 'new-device')
      .map(({ notice }) => notice);
  }

  private async idBytes(): Promise<Buffer> {
    const [row] = await this.accounts.database.query<{ id: Buffer }>(
      'SELECT id FROM customers WHERE email = ?',
      [this.email],
    );
    return row?.id ?? idToBytes('00000000-0000-7000-8000-000000000000');
  }
}

export const code = ({ status, body }: Answer<Problem | Outcome>): string =>
  status < 300 ? String(status) : `${String(status)} ${body.code}`;
