// @ts-check

/** A failure whose message is all that the reader needs: no stack is shown. */
export class Failure extends Error {}

/** @param {string} [text] */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/** @param {string} text */
export function complain(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {number} since */
export function secondsSince(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and shows that it goes on: a running clock on a terminal, a line now and then in a log.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const since = Date.now();
  const clock = process.stdout.isTTY ? terminalClock(label, since) : logClock(label, since);
  try {
    const result = await work();
    clock.end(`${label} (${secondsSince(since)})`);
    return result;
  } catch (error) {
    clock.end(`${label}: failed after ${secondsSince(since)}`);
    throw error;
  }
}

/**
 * @param {string} label
 * @param {number} since
 */
function terminalClock(label, since) {
  const draw = () =>
    process.stdout.write(`\r\x1b[2K  ${label} … ${Math.round((Date.now() - since) / 1000)} s`);
  draw();
  const timer = setInterval(draw, 1000);
  return {
    /** @param {string} text */
    end(text) {
      clearInterval(timer);
      process.stdout.write(`\r\x1b[2K  ${text}\n`);
    },
  };
}

/**
 * @param {string} label
 * @param {number} since
 */
function logClock(label, since) {
  const timer = setInterval(() => say(`  ${label} … ${Math.round((Date.now() - since) / 1000)} s`), 10_000);
  return {
    /** @param {string} text */
    end(text) {
      clearInterval(timer);
      say(`  ${text}`);
    },
  };
}

/**
 * The outermost frame of every command: an expected failure is a sentence, anything else shows where it came from.
 * @param {() => Promise<number>} work gives the exit code
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    complain(
      error instanceof Failure ? `\n${error.message}` : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = 1;
  }
}
