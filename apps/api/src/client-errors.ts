import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem, problemContentType } from '#platform/http/problem.js';
import { newRequestId } from '#platform/http/request-id.js';
import { contentSecurityPolicyFor } from './content-security-policy.js';

const refusals: Readonly<Record<string, { status: number; code: string; detail: string }>> = {
  HPE_HEADER_OVERFLOW: {
    ...{ status: 431, code: 'http.headers-too-large' },
    detail: 'The address and the headers of the request are too large together.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    ...{ status: 408, code: 'http.request-timeout' },
    detail: 'The request did not arrive in time.',
  },
};

const notHttp = { status: 400, code: 'http.bad-request', detail: 'This is no HTTP request.' };

/** What the HTTP parser refuses never becomes a request: it is answered here in the form of everything else, and the connection ends. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(answerTo(error.code ?? ''));
}

function answerTo(errorCode: string): string {
  const { status, code, detail } = refusals[errorCode] ?? notHttp;
  const body = JSON.stringify(problem({ status, code, detail, instance: '/', requestId: newRequestId() }));
  const headers = {
    'content-type': problemContentType,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicyFor('/v1'),
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n');
}
