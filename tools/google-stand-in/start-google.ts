import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthorizationServer, issuingPath } from './authorization-server.js';
import { choosingPage, frontPage, pagePolicy, refusalPage } from './page.js';
import type { GoogleAccount } from './accounts.js';

export interface GoogleOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Loopback unless told otherwise: here everybody is whoever they want to be. */
  readonly host?: string;
  /** Where alone people are sent back to, as it is configured at Google; without it any page of this machine. */
  readonly redirectUri?: string;
}

/** `down`: 503 to the shop; `hang`: it gets no answer; `null`: an answer that is no object. People still get their pages. */
export type GoogleFault = 'down' | 'hang' | 'null' | 'huge';

export interface Google {
  readonly url: string;
  /** What a person does on the page: the address that the browser is sent to, with a code. */
  choose(authorizeUrl: string, account: Partial<GoogleAccount> & { email: string }): Promise<URL>;
  deny(authorizeUrl: string): Promise<URL>;
  /** Userinfo answers so for everybody, until told otherwise. */
  says(claims: Record<string, unknown> | undefined): void;
  fails(fault: GoogleFault | undefined): void;
  close(): Promise<void>;
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

export async function startGoogle(options: GoogleOptions = {}): Promise<Google> {
  const { host = '127.0.0.1', port = 0, redirectUri } = options;
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${String((server.address() as AddressInfo).port)}`;
  const authorization = await AuthorizationServer.start(url);
  const pages = new Pages(redirectUri);
  let fault: GoogleFault | undefined;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (pages.answer(request, response)) return;
    if (fault === undefined || request.url?.startsWith(issuingPath)) authorization.handler(request, response);
    else misbehave(fault, response);
  });
  return {
    url,
    choose: (authorizeUrl, account) => follow(authorizeUrl, '/choose', account),
    deny: (authorizeUrl) => follow(authorizeUrl, '/deny'),
    says: (claims) => {
      authorization.claims = claims;
    },
    fails: (next) => {
      fault = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a browser gets; everything else is OAuth's. */
class Pages {
  constructor(private readonly redirectUri: string | undefined) {}

  /** @returns false if it is no page */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    if (pathname === '/health')
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    else if (pathname === '/') html(response, 200, frontPage());
    else if (['/authorize', '/choose', '/deny'].includes(pathname))
      this.answerAsk(pathname, searchParams, response);
    else return false;
    return true;
  }

  private answerAsk(pathname: string, query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!this.isKnown(redirectUri)) html(response, 400, refusalPage('Error 400: redirect_uri_mismatch'));
    else if (pathname === '/authorize') html(response, 200, choosingPage(query));
    else if (pathname === '/choose') redirect(response, `${issuingPath}?${query.toString()}`);
    else redirect(response, deniedAt(redirectUri, query.get('state')));
  }

  private isKnown(redirectUri: string): boolean {
    if (this.redirectUri !== undefined) return redirectUri === this.redirectUri;
    return URL.canParse(redirectUri) && loopback.test(new URL(redirectUri).hostname);
  }
}

function deniedAt(redirectUri: string, state: string | null): string {
  const url = new URL(redirectUri);
  url.searchParams.set('error', 'access_denied');
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}

function misbehave(fault: GoogleFault, response: ServerResponse): void {
  if (fault === 'down') response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503</h1>');
  if (fault === 'null') response.writeHead(200, { 'content-type': 'application/json' }).end('null');
  if (fault === 'huge')
    response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(5_000_000)}"`);
}

async function follow(
  authorizeUrl: string,
  path: string,
  account?: Partial<GoogleAccount> & { email: string },
): Promise<URL> {
  const url = new URL(authorizeUrl);
  url.pathname = path;
  if (account !== undefined) {
    url.searchParams.set('as_email', account.email);
    url.searchParams.set('as_name', account.name ?? 'Somebody');
    url.searchParams.set('as_verified', String(account.emailVerified ?? true));
  }
  const there = await locationOf(url);
  return path === '/choose' ? locationOf(there) : there;
}

async function locationOf(url: URL): Promise<URL> {
  const { status, headers } = await fetch(url, { redirect: 'manual' });
  const location = headers.get('location');
  if (location === null) throw new Error(`The stand-in answered ${String(status)} instead of a redirect.`);
  return new URL(location, url);
}

function html(response: ServerResponse, status: number, page: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .end(page);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}
