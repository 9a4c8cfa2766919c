import { startGoogle, type Google } from '../../../tools/google-stand-in/start-google.js';
import type { GoogleAccount } from '../../../tools/google-stand-in/accounts.js';
import { BrowserJar } from '../../support/browser-jar.js';
import { Accounts } from './accounts.js';

export const publicUrl = 'http://shop.test';
const callbackUrl = `${publicUrl}/v1/auth/google/callback`;

export type AtGoogle = Partial<GoogleAccount> & { email: string };

export interface Landing {
  readonly status: number;
  /** Where the browser is sent to. */
  readonly location: URL | undefined;
  readonly body: string;
  readonly headers: Headers;
}

/** The customers context and a Google of its own. */
export class AccountsWithGoogle {
  private constructor(
    readonly accounts: Accounts,
    readonly google: Google,
  ) {}

  static async open(variables: Readonly<Record<string, string>> = {}): Promise<AccountsWithGoogle> {
    const google = await startGoogle({ redirectUri: callbackUrl });
    const accounts = await Accounts.open({
      PUBLIC_URL: publicUrl,
      SIGN_IN_RETURN_URLS: 'https://shop.example/signed-in',
      GOOGLE_CLIENT_ID: 'the-shop',
      GOOGLE_CLIENT_SECRET: 'a secret of the shop',
      GOOGLE_BASE_URL: google.url,
      ...variables,
    });
    return new AccountsWithGoogle(accounts, google);
  }

  visitor(): GoogleVisitor {
    return new GoogleVisitor(this.accounts, this.google);
  }

  async close(): Promise<void> {
    await Promise.all([this.accounts.close(), this.google.close()]);
  }
}

/** Somebody with a browser, which keeps cookies and follows redirects only when it is told to. */
export class GoogleVisitor {
  readonly jar = new BrowserJar();

  constructor(
    private readonly accounts: Accounts,
    private readonly google: Google,
  ) {}

  async opens(path: string, query: Record<string, string> = {}): Promise<Landing> {
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${this.accounts.url}${path}${search === '' ? '' : `?${search}`}`, {
      redirect: 'manual',
      headers: { cookie: this.jar.header },
    });
    this.jar.take(response.headers);
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location === null ? undefined : new URL(location),
      body: await response.text(),
      headers: response.headers,
    };
  }

  begins(query: Record<string, string> = {}): Promise<Landing> {
    return this.opens('/v1/auth/google', query);
  }

  /** Goes to Google with the address that the shop has given out. @returns where Google sends the browser */
  async chooses(account: AtGoogle, authorizeUrl?: URL): Promise<URL> {
    const url = authorizeUrl ?? (await this.begins()).location!;
    return this.google.choose(url.href, account);
  }

  /** Opens an address that Google has sent the browser to, perhaps with other parameters. */
  comesBack(callback: URL, changes: Record<string, string | undefined> = {}): Promise<Landing> {
    const query = Object.fromEntries(callback.searchParams);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) Reflect.deleteProperty(query, name);
      else query[name] = value;
    }
    return this.opens(callback.pathname, query);
  }

  /** All the way. */
  async signsInAs(account: AtGoogle, query: Record<string, string> = {}): Promise<Landing> {
    const { location } = await this.begins(query);
    return this.comesBack(await this.chooses(account, location));
  }

  get accessToken(): string | undefined {
    return this.jar.named('access');
  }

  /** The address of whoever this browser is signed in as. */
  async email(): Promise<string | undefined> {
    const response = await fetch(`${this.accounts.url}/v1/me`, { headers: { cookie: this.jar.header } });
    return response.status === 200 ? ((await response.json()) as { email: string }).email : undefined;
  }
}
