import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { InvalidFault, parseFault, type Faults } from './faults.js';
import type { MailStore } from './mail-store.js';
import { sourceOf, summarise, type Message } from './message.js';
import { mailboxPage, PAGE_POLICY } from './page.js';

/** Scripts never run in a mail, forms never leave it; its links open a tab of their own. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:";
const LOOPBACK_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const MAX_BODY_BYTES = 10_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly policy?: string;
}

export class HttpDoor {
  private readonly server: Server;

  constructor(
    private readonly store: MailStore,
    private readonly faults: Faults,
    private readonly options: { readonly anyHost: boolean },
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    return closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: Answer;
    try {
      answer = await this.answer(request);
    } catch (error) {
      if (error instanceof InvalidFault) answer = problem(400, error.message);
      else {
        process.stderr.write(`mail box: ${inspect(error)}\n`);
        answer = problem(500, 'The mail box failed; its log says why.');
      }
    }
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': answer.policy ?? "default-src 'none'",
    });
    response.end(answer.body);
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    // A page on the internet can make a browser ask loopback under its own name (DNS rebinding).
    if (!this.options.anyHost && !LOOPBACK_NAMES.test(request.headers.host ?? '')) {
      return problem(403, 'This mail box answers only under localhost or 127.0.0.1.');
    }
    const url = new URL(request.url ?? '/', 'http://mailbox');
    const route = `${request.method ?? 'GET'} ${url.pathname}`;
    if (route === 'GET /')
      return { status: 200, type: 'text/html; charset=utf-8', body: mailboxPage(), policy: PAGE_POLICY };
    if (route === 'GET /health') return json({ status: 'ok', mails: this.store.size });
    if (route === 'GET /api/messages') return this.list(url.searchParams);
    if (route === 'DELETE /api/messages') return this.clear();
    if (route === 'GET /_control/fault') return json(this.faults.state());
    if (route === 'POST /_control/fault') return this.setFault(request);
    const [, id, form] = /^GET \/api\/messages\/([\w-]+)(?:\/(html|source))?$/.exec(route) ?? [];
    return id === undefined ? problem(404, `There is no ${route} here.`) : this.show(id, form);
  }

  private async list(query: URLSearchParams): Promise<Answer> {
    const messages = await this.store.search({
      to: query.get('to') ?? undefined,
      subject: query.get('subject') ?? undefined,
    });
    return json({ items: messages.map(summarise), total: messages.length });
  }

  private async show(id: string, form: string | undefined): Promise<Answer> {
    const mail = this.store.find(id);
    const message = mail && (await this.store.read(id));
    if (!mail || !message) return problem(404, 'There is no such mail.');
    if (form === 'source') return { status: 200, type: 'text/plain; charset=utf-8', body: sourceOf(mail) };
    if (form === 'html') return htmlOf(message);
    return json(message);
  }

  private async clear(): Promise<Answer> {
    await this.store.clear();
    return { status: 204, type: 'text/plain', body: '' };
  }

  private async setFault(request: IncomingMessage): Promise<Answer> {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
      return problem(413, 'Too long for a fault.');
    this.faults.set(parseFault(parseJson(await readText(request))));
    return json(this.faults.state());
  }
}

function htmlOf({ html, text }: Message): Answer {
  const body =
    html || `<pre style="white-space:pre-wrap">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`;
  // Without a base every link would open inside the small frame.
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: `<base target="_blank">${body}`,
    policy: MAIL_POLICY,
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidFault('The body is not JSON.');
  }
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function problem(status: number, detail: string): Answer {
  return {
    status,
    type: 'application/problem+json; charset=utf-8',
    body: JSON.stringify({ status, detail }),
  };
}
