import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Settings } from '../config/config.js';
import { ObjectStore, StorageUnavailable, type ObjectKey } from './object-store.js';

type Method = 'PUT' | 'GET' | 'DELETE';

interface Content {
  bytes: Uint8Array;
  contentType: string;
}

interface Answer {
  status: number;
  bytes: Uint8Array;
}

const maxAttempts = 3;
const firstPauseMs = 100;
/** As much of an error's XML as a log line needs. */
const shownOfError = 300;

/**
 * A bucket of an S3-compatible store (AWS, MinIO, R2, Ceph, …), addressed by path. Every call here may be repeated without harm,
 * so what fails for a reason that may pass is tried three times.
 */
export class S3ObjectStore extends ObjectStore {
  private readonly signingKeys = new Map<string, ArrayBuffer>();

  constructor(private readonly settings: S3Settings) {
    super();
  }

  override async put(key: ObjectKey, bytes: Uint8Array, contentType: string): Promise<void> {
    await this.ask('PUT', key, [200, 204], { bytes, contentType });
  }

  override async get(key: ObjectKey): Promise<Uint8Array | undefined> {
    const { status, bytes } = await this.ask('GET', key, [200, 404]);
    return status === 404 ? undefined : bytes;
  }

  override async delete(key: ObjectKey): Promise<void> {
    await this.ask('DELETE', key, [200, 204, 404]);
  }

  private async ask(
    method: Method,
    key: ObjectKey,
    expected: readonly number[],
    content?: Content,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.tryOnce(method, key, content);
      if (!(outcome instanceof Error) && expected.includes(outcome.status)) return outcome;
      if (attempt === maxAttempts || !mayPass(outcome))
        throw new StorageUnavailable(`${method} ${key}`, reasonOf(outcome));
      await sleep(firstPauseMs * 3 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }

  /** An error is a store that could not be reached, or not in time. */
  private async tryOnce(method: Method, key: ObjectKey, content?: Content): Promise<Answer | Error> {
    const { url, headers } = await this.signed(method, key, content);
    try {
      const response = await fetch(url, {
        method,
        headers,
        body: content === undefined ? null : Buffer.from(content.bytes),
        // A redirect would carry the signature to another host; S3 answers one for a bucket of another region.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.settings.timeoutMs),
      });
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private signed(method: Method, key: ObjectKey, content?: Content): Promise<{ url: URL; headers: Headers }> {
    const { endpoint, bucket, region, accessKeyId, secretAccessKey } = this.settings;
    const signer = new AwsV4Signer({
      method,
      url: `${endpoint}/${bucket}/${key}`,
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
      cache: this.signingKeys,
      // Only with these two does the signature cover the content and its type.
      allHeaders: true,
      headers: {
        'x-amz-content-sha256': createHash('sha256')
          .update(content?.bytes ?? '')
          .digest('hex'),
        ...(content === undefined ? {} : { 'content-type': content.contentType }),
      },
    });
    return signer.sign();
  }
}

function mayPass(outcome: Answer | Error): boolean {
  return (
    outcome instanceof Error || outcome.status >= 500 || outcome.status === 429 || outcome.status === 408
  );
}

function reasonOf(outcome: Answer | Error): Error {
  if (outcome instanceof Error) return outcome;
  const text = Buffer.from(outcome.bytes).toString('utf8').slice(0, shownOfError);
  return new Error(`The store answered ${String(outcome.status)}: ${text.replaceAll(/\s+/g, ' ')}`);
}
