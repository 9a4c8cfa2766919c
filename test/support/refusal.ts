import { expect } from '@jest/globals';
import type { HttpClient, Problem } from './http.js';

export interface Refusal {
  status: number;
  code: string;
  field?: string;
}

/** The answer is a refusal in the one form that refusals have, and names what is wrong. */
export async function expectRefusal(
  client: HttpClient,
  request: [method: string, path: string, body?: unknown, headers?: Record<string, string>],
  refusal: Refusal,
): Promise<Problem> {
  const answer = await client.send<Problem>(...request);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    status: refusal.status,
    code: refusal.code,
    title: expect.any(String),
    type: expect.stringMatching(/^urn:/),
    instance: request[1].split('?')[0],
  });
  expect(answer.status).toBe(refusal.status);
  expect(answer.body.detail).not.toMatch(/\bat \/|node_modules|SELECT |mysql/i);
  if (refusal.field !== undefined)
    expect(answer.body.errors?.map(({ field }) => field)).toContain(refusal.field);
  return answer.body;
}
