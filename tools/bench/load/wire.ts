import { connect, type Socket } from 'node:net';

export interface WireAnswer {
  status: number;
  body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

/**
 * One keep-alive connection that asks one thing at a time. Bare sockets: Node's own HTTP client costs several times as much CPU, which
 * on a small machine would be taken from the servers that are measured. A chunked body is handed on with its frame.
 */
export class Wire {
  private socket?: Socket;
  private received: Buffer = Buffer.alloc(0);
  private waiting?: { resolve: (answer: WireAnswer) => void; reject: (error: Error) => void };

  constructor(private readonly port: number) {}

  ask(request: string): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket ??= this.open();
      this.socket.write(request, 'utf8');
    });
  }

  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  private open(): Socket {
    const socket = connect(this.port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.take(chunk);
    });
    socket.on('error', (error) => {
      this.fail(error);
    });
    socket.on('close', () => {
      this.fail(new Error('connection closed'));
    });
    return socket;
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const total = this.lengthOf(head, end + headEnd.length);
    if (total === undefined || this.received.length < total) return;
    const status = Number(head.slice(9, 12));
    const body = this.received.subarray(end + headEnd.length, total);
    this.received = this.received.subarray(total);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve({ status, body });
  }

  /** Of head and body, undefined if it can't be known yet. Only one answer is under way, so the last chunk is the end of what came. */
  private lengthOf(head: string, bodyStart: number): number | undefined {
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length !== undefined) return bodyStart + Number(length);
    if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return bodyStart;
    return this.received.subarray(-lastChunk.length).equals(lastChunk) ? this.received.length : undefined;
  }

  private fail(error: Error): void {
    this.close();
    this.received = Buffer.alloc(0);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }
}

export type Headers = Readonly<Record<string, string>>;

/** A request as it goes over the wire. */
export function requestText(method: string, path: string, headers: Headers = {}, body?: string): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'host: bench', 'accept: application/json'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push(`content-length: ${String(Buffer.byteLength(body))}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

export function jsonRequest(method: string, path: string, body: unknown, headers: Headers = {}): string {
  return requestText(method, path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
}
