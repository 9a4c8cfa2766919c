import { Faults, type Fault, type FaultState } from './faults.js';
import { HttpDoor } from './http-door.js';
import { MailStore } from './mail-store.js';
import type { Message } from './message.js';
import { SmtpDoor } from './smtp-door.js';

export interface MailboxOptions {
  /** 0, the default, takes a free port. */
  readonly smtpPort?: number;
  readonly httpPort?: number;
  /** Loopback unless told otherwise: anyone who reaches the box can read sign-up links. */
  readonly host?: string;
  /** Folder, or file ending in .jsonl. Without it the mails go with the process. */
  readonly state?: string;
}

export interface Mailbox {
  readonly smtpUrl: string;
  readonly httpUrl: string;
  /** Newest first. */
  messages(filter?: { to?: string; subject?: string }): Promise<Message[]>;
  /** The newest mail that fits, as soon as there is one. Rejects after `ms`, naming what did arrive. */
  waitFor(predicate: (message: Message) => boolean, ms?: number): Promise<Message>;
  fault(fault: Fault): void;
  faultState(): FaultState;
  /** How many SMTP connections there have been. */
  connections(): number;
  clear(): Promise<void>;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set([LOOPBACK, 'localhost', '::1']);

export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const host = options.host ?? LOOPBACK;
  const store = await MailStore.open(options.state);
  const faults = new Faults();
  const smtp = new SmtpDoor(store, faults);
  const http = new HttpDoor(store, faults, { anyHost: !LOOPBACK_HOSTS.has(host) });
  const smtpPort = await smtp.listen(options.smtpPort ?? 0, host);
  const httpPort = await http.listen(options.httpPort ?? 0, host);
  const reachable = host === '0.0.0.0' || host === '::' ? LOOPBACK : host;
  return {
    smtpUrl: `smtp://${reachable}:${smtpPort}`,
    httpUrl: `http://${reachable}:${httpPort}`,
    messages: (filter) => store.search(filter),
    waitFor: (predicate, ms) => waitFor(store, predicate, ms),
    fault: (fault) => {
      faults.set(fault);
    },
    faultState: () => faults.state(),
    connections: () => smtp.connections,
    clear: () => store.clear(),
    close: async () => {
      await Promise.all([smtp.close(), http.close()]);
    },
  };
}

function waitFor(store: MailStore, predicate: (message: Message) => boolean, ms = 10_000): Promise<Message> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      stop();
      end();
    };
    const look = (): void => {
      store.search().then(
        (messages) => {
          const found = messages.find(predicate);
          if (found)
            finish(() => {
              resolve(found);
            });
        },
        (error: unknown) => {
          finish(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        },
      );
    };
    const giveUp = async (): Promise<void> => {
      const subjects = (await store.search()).map(({ to, subject }) => `"${subject}" to ${to.join(', ')}`);
      throw new Error(`No such mail within ${ms} ms. In the box: ${subjects.join('; ') || 'nothing'}.`);
    };
    const timer = setTimeout(() => {
      finish(() => {
        giveUp().catch(reject);
      });
    }, ms);
    const stop = store.onMail(look);
    look();
  });
}
