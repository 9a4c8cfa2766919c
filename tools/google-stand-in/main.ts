import { startGoogle } from './start-google.js';

const { GOOGLE_STAND_IN_PORT = '4243', GOOGLE_STAND_IN_REDIRECT_URI } = process.env;

const google = await startGoogle({
  port: Number(GOOGLE_STAND_IN_PORT),
  ...(GOOGLE_STAND_IN_REDIRECT_URI ? { redirectUri: GOOGLE_STAND_IN_REDIRECT_URI } : {}),
});
process.stdout.write(`Google stand-in ready at ${google.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void google.close().then(() => process.exit(0)));
}
