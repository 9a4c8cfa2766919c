import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface S3Account {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface SignedRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const maxSkewMs = 15 * 60_000;
const emptyHash = createHash('sha256').digest('hex');

/**
 * Signature version 4 as a store checks it, written from Amazon's description ("Authenticating Requests: Using the Authorization Header").
 * @returns the code of S3's refusal, or undefined if the request is good
 */
export function checkSignature(
  request: SignedRequest,
  account: S3Account,
  now = Date.now(),
): string | undefined {
  const authorization = partsOf(request.headers.authorization);
  if (authorization === undefined) return 'AccessDenied';
  const { keyId, date, region, service, terminator, signedHeaders, signature } = authorization;
  if (keyId !== account.accessKeyId) return 'InvalidAccessKeyId';
  if (region !== account.region || service !== 's3' || terminator !== 'aws4_request')
    return 'AuthorizationHeaderMalformed';
  const time = header(request, 'x-amz-date');
  if (!/^\d{8}T\d{6}Z$/.test(time) || !time.startsWith(date)) return 'AccessDenied';
  if (Math.abs(timeOf(time) - now) > maxSkewMs) return 'RequestTimeTooSkewed';
  const mustBeSigned = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  );
  if (!mustBeSigned.every((name) => signedHeaders.includes(name))) return 'AccessDenied';
  // Our adapter always signs its content, so a payload that is not covered is a mistake here.
  if (header(request, 'x-amz-content-sha256') !== sha256(request.body)) return 'XAmzContentSHA256Mismatch';
  const scope = `${date}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, signedHeaders))].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${account.secretAccessKey}`,
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? undefined
    : 'SignatureDoesNotMatch';
}

function partsOf(authorization: string | undefined) {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/([^,]+), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization ?? '',
    );
  if (match === null) return undefined;
  const [, keyId = '', date = '', region, service, terminator, names = '', signature = ''] = match;
  return { keyId, date, region, service, terminator, signedHeaders: names.split(';'), signature };
}

function canonical({ method, url, headers, body }: SignedRequest, signedHeaders: string[]): string {
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const lines = [...signedHeaders].sort().map((name) => `${name}:${valueOf(headers[name])}\n`);
  const path = url.pathname
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  return [
    method,
    path,
    query,
    lines.join(''),
    signedHeaders.join(';'),
    body.length === 0 ? emptyHash : sha256(body),
  ].join('\n');
}

/** Everything but the unreserved characters of RFC 3986, in capitals. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function header({ headers }: SignedRequest, name: string): string {
  return valueOf(headers[name]);
}

function valueOf(value: string | string[] | undefined): string {
  return String(value ?? '')
    .trim()
    .replaceAll(/ +/g, ' ');
}

function timeOf(time: string): number {
  return Date.parse(time.replace(/^(.{4})(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
