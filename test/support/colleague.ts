import { HttpClient } from './http.js';
import type { Mailbox } from '../../tools/mailbox/start-mailbox.js';
import type { OrderView } from './shopper.js';

const password = 'a colleague with a long passphrase';

/** Somebody who is to work in the shop, in its own words. */
export class NewColleague {
  readonly client: HttpClient;

  constructor(
    readonly name: string,
    readonly email: string,
    url: string,
    private readonly mailbox: Mailbox,
  ) {
    this.client = new HttpClient(url);
  }

  /** The link of the newest invitation. */
  async isInvitedByMail(): Promise<string> {
    const mail = await this.mailbox.waitFor(
      ({ to, subject }) => to.includes(this.email) && /join the staff/i.test(subject),
      15_000,
    );
    const link = /https?:\S+\/staff-invitations\?token=[\w-]+/.exec(mail.text)?.[0];
    if (link === undefined) throw new Error(`No link in the mail: ${mail.text}`);
    return link;
  }

  async accepts(link: string): Promise<void> {
    const token = new URL(link).searchParams.get('token');
    const session = await this.client.post<{ accessToken: string }>('/v1/auth/staff-invitations/acceptance', {
      token,
      password,
    });
    this.client.headers['authorization'] = `Bearer ${session.accessToken}`;
  }

  async signsIn(): Promise<void> {
    delete this.client.headers['authorization'];
    const session = await this.client.post<{ accessToken: string }>('/v1/auth/sessions', {
      email: this.email,
      password,
    });
    this.client.headers['authorization'] = `Bearer ${session.accessToken}`;
  }

  async findsOrder(number: string): Promise<OrderView | undefined> {
    const { items } = await this.client.get<{ items: OrderView[] }>(`/v1/admin/orders?number=${number}`);
    return items[0];
  }

  async findsCustomer(email: string): Promise<{ id: string; name: string } | undefined> {
    const query = encodeURIComponent(email);
    const { items } = await this.client.get<{ items: { id: string; name: string }[] }>(
      `/v1/admin/customers?q=${query}`,
    );
    return items[0];
  }

  id(): Promise<string> {
    return this.client.get<{ id: string }>('/v1/me').then(({ id }) => id);
  }
}
