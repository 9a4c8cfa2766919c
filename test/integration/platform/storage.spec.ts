import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { S3Settings } from '#platform/config/config.js';
import { objectKey, StorageUnavailable } from '#platform/storage/object-store.js';
import { S3ObjectStore } from '#platform/storage/s3-object-store.js';
import { checkSignature } from '../../support/s3-signature.js';
import { S3StandIn } from '../../support/s3-stand-in.js';

const account = { accessKeyId: 'shop', secretAccessKey: 'p9o8i7u6y5t4r3e2', region: 'eu-central-1' };
const key = objectKey('images/0190f3c1-160.webp');
const bytes = Buffer.from('a picture');

let bucket: S3StandIn;

beforeAll(async () => {
  bucket = await S3StandIn.start(account, 'shop-files');
});

beforeEach(() => {
  bucket.files.clear();
  bucket.asked.length = 0;
});

afterAll(() => bucket.close());

const storeWith = (settings: Partial<S3Settings> = {}): S3ObjectStore =>
  new S3ObjectStore({
    kind: 's3',
    endpoint: bucket.url,
    bucket: 'shop-files',
    ...account,
    timeoutMs: 2_000,
    ...settings,
  });

const refusedBecause = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StorageUnavailable);
  return String((error as StorageUnavailable).cause);
};

describe('files in a bucket', () => {
  it('are kept with their type, found and deleted', async () => {
    const store = storeWith();
    expect(await store.get(key)).toBeUndefined();
    await store.put(key, bytes, 'image/webp');
    expect(bucket.files.get(key)).toEqual({ bytes, contentType: 'image/webp' });
    expect(Buffer.from((await store.get(key))!)).toEqual(bytes);
    await store.delete(key);
    await store.delete(key);
    expect(bucket.files.size).toBe(0);
  });

  it.each([
    ['another secret', { secretAccessKey: 'p9o8i7u6y5t4r3e3' }, 'SignatureDoesNotMatch'],
    ['another key', { accessKeyId: 'shoplifter' }, 'InvalidAccessKeyId'],
    ['another region', { region: 'us-east-1' }, 'AuthorizationHeaderMalformed'],
    ['another bucket', { bucket: 'other-files' }, 'NoSuchBucket'],
  ])('are refused with %s, once, and the log can say why', async (_, settings, code) => {
    const store = storeWith(settings);
    expect(await refusedBecause(store.put(key, bytes, 'image/webp'))).toContain(code);
    expect(bucket.asked).toHaveLength(1);
    expect(bucket.files.size).toBe(0);
  });

  it('are tried again when the store is busy, falls silent or hangs up', async () => {
    const store = storeWith({ timeoutMs: 200 });
    bucket.willAnswer(503, 'silence');
    await store.put(key, bytes, 'image/webp');
    bucket.willAnswer('cut', 429);
    expect(Buffer.from((await store.get(key))!)).toEqual(bytes);
    expect(bucket.asked).toHaveLength(6);
  });

  it('are given up after three times', async () => {
    const store = storeWith({ timeoutMs: 100 });
    bucket.willAnswer(500, 500, 500);
    expect(await refusedBecause(store.get(key))).toContain('500');
    bucket.willAnswer('silence', 'silence', 'silence');
    expect(await refusedBecause(store.delete(key))).toMatch(/time/i);
    expect(bucket.asked).toHaveLength(6);
    expect(await refusedBecause(storeWith({ endpoint: 'http://127.0.0.1:1' }).get(key))).toMatch(/fetch/i);
  });
});

describe('the check of signatures', () => {
  // Amazon's own example for GET Object: its documents give key, secret, time and the signature.
  const example = {
    method: 'GET',
    url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
        'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
        'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    body: Buffer.alloc(0),
  };
  const amazon = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  const then = Date.UTC(2013, 4, 24, 0, 5);
  const check = (change: Partial<typeof example>, headers: Record<string, string> = {}, now = then) =>
    checkSignature(
      { ...example, ...change, headers: { ...example.headers, ...change.headers, ...headers } },
      amazon,
      now,
    );

  it("agrees with Amazon's example", () => {
    expect(check({})).toBeUndefined();
  });

  it('sees whatever was changed on the way', () => {
    expect(check({ method: 'DELETE' })).toBe('SignatureDoesNotMatch');
    expect(check({ url: new URL('https://examplebucket.s3.amazonaws.com/test.txt?acl') })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(check({ url: new URL('https://examplebucket.s3.amazonaws.com/other.txt') })).toBe(
      'SignatureDoesNotMatch',
    );
    expect(check({ body: Buffer.from('other') })).toBe('XAmzContentSHA256Mismatch');
    expect(check({}, { 'x-amz-date': '20130524T000001Z' })).toBe('SignatureDoesNotMatch');
    expect(check({}, { 'x-amz-acl': 'public-read' })).toBe('AccessDenied');
    expect(check({}, { authorization: '' })).toBe('AccessDenied');
    expect(check({}, {}, then + 3_600_000)).toBe('RequestTimeTooSkewed');
  });
});
