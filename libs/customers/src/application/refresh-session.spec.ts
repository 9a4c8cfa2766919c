import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditLog } from '#platform/audit/audit-log.js';
import { NoSigningKey } from '#platform/auth/signing-keys.js';
import type { Config } from '#platform/config/config.js';
import { newId } from '#shared-kernel';
import { InvalidRefreshToken, RefreshTokenReused } from '../domain/customers.errors.js';
import type { SessionId } from '../domain/ids.js';
import { member } from '../testing/customer.builder.js';
import {
  CustomersInMemory,
  immediately,
  PlainAccessTokens,
  SessionsInMemory,
  StoppedClock,
} from '../testing/fakes.js';
import { newOpaqueToken } from './opaque-token.js';
import { RefreshSession } from './refresh-session.js';
import { RefreshTokens } from './refresh-tokens.js';

const token = newOpaqueToken();
const owner = member();
const fresh = {
  sessionId: newId<SessionId>(),
  account: owner,
  secondFactor: false,
  sessionSeconds: 86_400,
  sessionHasEnded: false,
  usedSecondsAgo: undefined,
  successorIsUsed: undefined,
};
let sessions: SessionsInMemory;
let customers: CustomersInMemory;
let accessTokens: PlainAccessTokens;
let refresh: RefreshSession;

beforeEach(async () => {
  Logger.overrideLogger(false); // a theft is worth a warning, but not here
  sessions = new SessionsInMemory();
  const tokens = new RefreshTokens({ auth: { signingSecret: 'a secret of the specs' } } as Config);
  customers = new CustomersInMemory();
  accessTokens = new PlainAccessTokens();
  await customers.add(owner);
  refresh = new RefreshSession(
    immediately,
    sessions,
    customers,
    tokens,
    accessTokens,
    { append: () => Promise.resolve() } as unknown as AuditLog,
    new StoppedClock(),
  );
});

describe('refreshing a session', () => {
  it('hands out the successor and a new access token', async () => {
    sessions.presented = fresh;
    const answer = await refresh.execute(token);
    expect(answer.refreshToken).not.toBe(token);
    expect(answer.accessToken).toBe(`${fresh.account.id} in ${fresh.sessionId}`);
    expect(sessions.done).toEqual(['rotated']);
  });

  it('hands out the same successor to a second tab, and changes nothing', async () => {
    sessions.presented = fresh;
    const first = await refresh.execute(token);
    sessions.presented = { ...fresh, usedSecondsAgo: 2, successorIsUsed: false };
    expect((await refresh.execute(token)).refreshToken).toBe(first.refreshToken);
    expect(sessions.done).toEqual(['rotated']);
  });

  it('ends the session of a token that comes again, and only then refuses it', async () => {
    sessions.presented = { ...fresh, usedSecondsAgo: 60, successorIsUsed: true };
    await expect(refresh.execute(token)).rejects.toThrow(RefreshTokenReused);
    expect(sessions.done).toEqual(['ended: refresh-token-reused']);
    expect(customers.events.at(-1)).toMatchObject({
      type: 'customers.security-notice',
      payload: { notice: 'refresh-token-reused', email: owner.email },
    });
  });

  it('leaves the token as it is while nothing can be signed', async () => {
    sessions.presented = fresh;
    const issue = accessTokens.issue.bind(accessTokens);
    accessTokens.issue = () => {
      throw new NoSigningKey();
    };
    await expect(refresh.execute(token)).rejects.toThrow(NoSigningKey);
    expect(sessions.done).toEqual([]);
    accessTokens.issue = issue;
    await refresh.execute(token);
    expect(sessions.done).toEqual(['rotated']);
  });

  it('refuses unknown tokens and those of sessions that have ended', async () => {
    await expect(refresh.execute(token)).rejects.toThrow(InvalidRefreshToken);
    await expect(refresh.execute('no token')).rejects.toThrow(InvalidRefreshToken);
    sessions.presented = { ...fresh, sessionHasEnded: true };
    await expect(refresh.execute(token)).rejects.toThrow(InvalidRefreshToken);
    expect(sessions.done).toEqual([]);
  });
});
