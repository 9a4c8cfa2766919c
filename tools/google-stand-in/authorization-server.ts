import { generateKeyPairSync } from 'node:crypto';
import { Events, OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import type { IncomingMessage, RequestListener } from 'node:http';
import { subjectOf, type GoogleAccount } from './accounts.js';

/** Where the mock server makes a code, behind the page that asks who one is. */
export const issuingPath = '/authorize/issue';

interface Grant {
  readonly account: GoogleAccount;
  readonly redirectUri: string;
  readonly clientId: string;
  readonly isChallenged: boolean;
}

/**
 * oauth2-mock-server, held to what Google holds its clients to: a code is good once, for the client and the redirect URI that it was made
 * for, and, if it was asked for with a PKCE challenge, only with the verifier.
 */
export class AuthorizationServer {
  /** Answered by userinfo instead of the account, for shops that shall meet a strange Google. */
  claims: Record<string, unknown> | undefined;
  private readonly grants = new Map<string, Grant>();
  private readonly people = new Map<string, GoogleAccount>();

  private constructor(private readonly service: OAuth2Service) {
    service.on(Events.BeforeAuthorizeRedirect, ({ url }: { url: URL }, request: IncomingMessage) =>
      this.remember(url, request),
    );
    service.on(Events.BeforeResponse, (answer: Answer, request: { body: Record<string, unknown> }) =>
      this.judge(answer, request.body),
    );
    service.on(Events.BeforeUserinfo, (answer: Answer, request: IncomingMessage) =>
      this.describe(answer, request),
    );
  }

  static async start(issuerUrl: string): Promise<AuthorizationServer> {
    const issuer = new OAuth2Issuer();
    issuer.url = issuerUrl;
    // Of Node's own making: in Jest's realm the mock server does not take its own for an object.
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await issuer.keys.add({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'stand-in' });
    return new AuthorizationServer(new OAuth2Service(issuer, { authorize: issuingPath }));
  }

  get handler(): RequestListener {
    return this.service.requestHandler;
  }

  private remember(redirect: URL, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', 'http://here').searchParams;
    const email = query.get('as_email') ?? '';
    this.grants.set(redirect.searchParams.get('code') ?? '', {
      account: {
        email,
        name: query.get('as_name') ?? email.split('@')[0] ?? '',
        emailVerified: query.get('as_verified') === 'true',
      },
      redirectUri: query.get('redirect_uri') ?? '',
      clientId: query.get('client_id') ?? '',
      isChallenged: query.has('code_challenge'),
    });
  }

  private judge(answer: Answer, body: Record<string, unknown>): void {
    const code = String(body['code']);
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const isGood =
      grant !== undefined &&
      body['grant_type'] === 'authorization_code' &&
      body['redirect_uri'] === grant.redirectUri &&
      body['client_id'] === grant.clientId &&
      typeof body['client_secret'] === 'string' &&
      // Whether it is the right one has been looked at before.
      (!grant.isChallenged || typeof body['code_verifier'] === 'string');
    if (!isGood) {
      answer.statusCode = 400;
      answer.body = { error: 'invalid_grant', error_description: 'Bad Request' };
      return;
    }
    this.people.set(String((answer.body as Record<string, unknown>)['access_token']), grant.account);
  }

  private describe(answer: Answer, request: IncomingMessage): void {
    const account = this.people.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
    if (account === undefined) {
      answer.statusCode = 401;
      answer.body = { error: 'invalid_request', error_description: 'Invalid Credentials' };
      return;
    }
    const { email, name, emailVerified } = account;
    const told: Record<string, unknown> = {
      sub: subjectOf(email),
      email,
      email_verified: emailVerified,
      name,
    };
    answer.body = this.claims ?? told;
  }
}

interface Answer {
  body: Record<string, unknown> | '';
  statusCode: number;
}
