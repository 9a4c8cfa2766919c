import type { Answer, Problem } from '../../support/http.js';
import { passphrase, type Accounts, type Tokens } from './accounts.js';

export const other = 'lanterns above the quiet mill';

/** How a customer gets back in, as a client of the API does it. */
export class Recovery {
  constructor(private readonly accounts: Accounts) {}

  asks(email: string): Promise<Answer<Problem>> {
    return this.accounts.send('POST', '/v1/auth/password-resets', { email });
  }

  /** Asks, and takes the token out of the mail. */
  async token(email: string): Promise<string> {
    await this.asks(email);
    return this.accounts.mailedToken(email);
  }

  chooses(token: string, password = other, url = this.accounts.url): Promise<Answer<Problem>> {
    const body = { token, password };
    return this.accounts.client(undefined, url).send('POST', '/v1/auth/password-resets/confirmation', body);
  }

  changesPassword({ accessToken }: Tokens, body: Record<string, unknown>): Promise<Answer<Problem>> {
    return this.accounts.client(accessToken).send('PUT', '/v1/me/password', body);
  }

  asksForAddress({ accessToken }: Tokens, body: Record<string, unknown>): Promise<Answer<Problem>> {
    return this.accounts.client(accessToken).send('POST', '/v1/me/email-changes', body);
  }

  confirmsAddress(
    token: string,
    url = this.accounts.url,
    currentPassword: string | undefined = passphrase,
  ): Promise<Answer<Problem>> {
    return this.accounts
      .client(undefined, url)
      .send('POST', '/v1/auth/email-changes/confirmation', { token, currentPassword });
  }

  verifies(token: string): Promise<Answer<Problem>> {
    return this.accounts.send('POST', '/v1/auth/email-verifications', { token });
  }

  async types(email: string): Promise<string[]> {
    return (await this.accounts.events(email)).map(({ type }) => type.replace('customers.', ''));
  }

  async mails(email: string, type: string): Promise<number> {
    return (await this.types(email)).filter((each) => each === type).length;
  }

  /** Kinds of the notices to this address, oldest first. */
  async notices(email: string): Promise<string[]> {
    const rows = await this.accounts.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'customers.security-notice' AND payload LIKE ? ORDER BY id",
      [`%"email":"${email}"%`],
    );
    return rows.map(({ payload }) => (JSON.parse(payload) as { notice: string }).notice);
  }

  async isSignedIn({ accessToken }: Tokens, url = this.accounts.url): Promise<boolean> {
    return (await this.accounts.client(accessToken, url).send('GET', '/v1/me')).status === 200;
  }

  /** What a clock on the wall would do to every mailed link. */
  async anHourPasses(): Promise<void> {
    await this.accounts.database.query('UPDATE email_tokens SET expires_at = expires_at - INTERVAL 1 HOUR');
  }

  async disable(email: string): Promise<void> {
    await this.accounts.database.query(
      'UPDATE customers SET disabled_at = UTC_TIMESTAMP(3) WHERE email_key = ?',
      [email],
    );
  }

  /** What is different between two answers, apart from the number of the request. */
  static seen({ status, headers, body }: Answer<Problem>): unknown {
    return { status, headers: [...headers.keys()].toSorted(), body };
  }
}
