import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkSignature, type S3Account } from './s3-signature.js';

export interface StoredFile {
  bytes: Buffer;
  contentType: string;
}

/** A bucket behind real HTTP, which believes nobody whose signature it can't work out itself. */
export class S3StandIn {
  readonly files = new Map<string, StoredFile>();
  /** `METHOD key` of all that was asked, refused or not. */
  readonly asked: string[] = [];
  private readonly answersBefore: (number | 'silence' | 'cut')[] = [];

  private constructor(
    private readonly server: Server,
    private readonly account: S3Account,
    private readonly bucket: string,
  ) {}

  static async start(account: S3Account, bucket: string): Promise<S3StandIn> {
    const server = createServer();
    const standIn = new S3StandIn(server, account, bucket);
    server.on('request', (request, response) => {
      void standIn.answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** What the next requests meet instead of the bucket. */
  willAnswer(...statuses: (number | 'silence' | 'cut')[]): void {
    this.answersBefore.push(...statuses);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', this.url);
    const prefix = `/${this.bucket}/`;
    this.asked.push(`${request.method ?? ''} ${url.pathname.slice(prefix.length)}`);
    const trouble = this.answersBefore.shift();
    if (trouble === 'silence') return;
    if (trouble === 'cut') request.socket.destroy();
    else if (trouble !== undefined) refuse(response, trouble, 'SlowDown');
    else this.judge(request, response, url, body);
  }

  private judge(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    const prefix = `/${this.bucket}/`;
    const refusal = checkSignature(
      { method: request.method ?? '', url, headers: request.headers, body },
      this.account,
    );
    if (refusal !== undefined) refuse(response, 403, refusal);
    else if (!url.pathname.startsWith(prefix)) refuse(response, 404, 'NoSuchBucket');
    else this.serve(request, response, { key: url.pathname.slice(prefix.length), body });
  }

  private serve(
    request: IncomingMessage,
    response: ServerResponse,
    { key, body }: { key: string; body: Buffer },
  ): void {
    const file = this.files.get(key);
    const method = request.method ?? '';
    if (method === 'PUT') {
      this.files.set(key, { bytes: body, contentType: request.headers['content-type'] ?? '' });
      response.writeHead(200).end();
    } else if (method === 'DELETE') {
      this.files.delete(key);
      response.writeHead(204).end();
    } else if (file === undefined) {
      refuse(response, 404, 'NoSuchKey');
    } else {
      response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.length });
      response.end(method === 'GET' ? file.bytes : undefined);
    }
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?>\n<Error><Code>${code}</Code></Error>`);
}
