import type { Message, MessageSummary } from '../mailbox/message.js';
import { CannotShow } from './running.js';

/** The mail box of `npm start`, asked over HTTP. */
export class MailboxClient {
  constructor(private readonly baseUrl: string) {}

  async waitFor(recipient: string, subject: string, ms: number): Promise<Message> {
    const deadline = performance.now() + ms;
    const query = new URLSearchParams({ to: recipient, subject }).toString();
    for (;;) {
      const { items } = await this.get<{ items: MessageSummary[] }>(`/api/messages?${query}`);
      if (items[0] !== undefined) return this.get<Message>(`/api/messages/${items[0].id}`);
      if (performance.now() > deadline)
        throw new CannotShow(
          `No mail "${subject}" to ${recipient} within ${ms / 1_000} s. Is the worker running? See .tradepost/logs/.`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Where a person reads it. */
  pageOf({ id }: Message): string {
    return `${this.baseUrl}/#${id}`;
  }

  private async get<Body>(path: string): Promise<Body> {
    const response = await fetch(`${this.baseUrl}${path}`, { signal: AbortSignal.timeout(5_000) });
    return (await response.json()) as Body;
  }
}
