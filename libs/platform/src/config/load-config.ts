import { existsSync } from 'node:fs';
import { Config } from './config.js';
import { InvalidConfiguration } from './environment-reader.js';

/** Reads `.env` (variables that are already set win) and the environment; ends the process with a clear list if it is not usable. */
export function loadConfigOrExit(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return Config.from(process.env);
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}
