import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Faults } from './faults.js';
import type { MailStore } from './mail-store.js';

const MAX_MAIL_BYTES = 10 * 1024 * 1024;

class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

type Answer = (error?: Error | null) => void;

/** An SMTP server that takes every mail for every address, and misbehaves when told to. */
export class SmtpDoor {
  /** Since the start, those that have ended too. */
  connections = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: SMTPServer;

  constructor(
    private readonly store: MailStore,
    private readonly faults: Faults,
  ) {
    this.server = new SMTPServer({
      banner: 'Tradepost mail box',
      // No TLS on loopback: a self-signed certificate would only make clients refuse it.
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      logger: false,
      size: MAX_MAIL_BYTES,
      onAuth: ({ username }, _session, done) => {
        done(null, { user: username ?? 'anyone' });
      },
      onConnect: (session, done) => {
        this.greet(session, done);
      },
      onRcptTo: (_address, _session, done) => {
        this.takeRecipient(done);
      },
      onData: (stream, session, done) =>
        void this.takeMail(stream, session).then(
          (answer) => {
            if (answer === 'answer') done();
          },
          (error: unknown) => {
            done(error instanceof Error ? error : new Error(String(error)));
          },
        ),
    });
    this.server.server.on('connection', (socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    // Connections that clients keep open would carry mails through the outage.
    this.faults.whenSet((mode) => {
      if (mode === 'down') this.cutAll();
    });
    // Mostly clients that break the connection, as in every chaos run; without a listener it would end the process.
    this.server.on('error', (error) => {
      process.stderr.write(`mail box: ${error.message}\n`);
    });
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve((this.server.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
    this.cutAll();
    return closed;
  }

  private cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private greet(session: SMTPServerSession, done: Answer): void {
    if (this.faults.hit('down')) this.cut(session);
    else done();
  }

  private takeRecipient(done: Answer): void {
    if (this.faults.hit('451')) done(new Refusal(451, '4.7.1 Try again later'));
    else if (this.faults.hit('550')) done(new Refusal(550, '5.1.1 No such mailbox'));
    else done();
  }

  private async takeMail(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<'answer' | 'silence'> {
    const source = await buffer(stream);
    if (stream.sizeExceeded) throw new Refusal(552, '5.3.4 Message too big');
    if (this.faults.hit('hang')) return 'silence';
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    await this.store.add({ from, to: rcptTo.map(({ address }) => address), source });
    if (!this.faults.hit('lose-answer')) return 'answer';
    this.cut(session);
    return 'silence';
  }

  private cut({ id }: SMTPServerSession): void {
    for (const connection of this.server.connections) {
      if (connection.id === id) connection.close();
    }
  }
}
