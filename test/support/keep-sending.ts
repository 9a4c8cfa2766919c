import { connect } from 'node:net';

/** As a client that goes on sending whatever it is told, until the connection is closed. */
export async function keepSending(
  url: string,
  head: string,
  chunk: Buffer,
): Promise<{ answer: string; sent: number }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  let sent = 0;
  socket.on('data', (data) => (answer += data.toString()));
  socket.on('error', () => undefined); // closed while there was more to send
  socket.write(head);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const send = (): void => {
    while (!socket.destroyed && chunk.length > 0) {
      sent += chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', send);
        return;
      }
    }
  };
  send();
  await closed;
  return { answer, sent };
}
