import type { Fault, FaultState } from '../mailbox/faults.js';
import type { MessageSummary } from '../mailbox/message.js';

/** The mail box's door for programs; it runs as a process of its own. */
export class MailboxControl {
  constructor(readonly url: string) {}

  async messages(): Promise<MessageSummary[]> {
    return (await this.ask<{ items: MessageSummary[] }>('GET', '/api/messages')).items;
  }

  faultState(): Promise<FaultState> {
    return this.ask('GET', '/_control/fault');
  }

  fault(fault: Fault): Promise<FaultState> {
    return this.ask('POST', '/_control/fault', fault);
  }

  private async ask<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...sent,
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`The mail box refused ${path}: ${await response.text()}`);
    return (await response.json()) as Result;
  }
}
