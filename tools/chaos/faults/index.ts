import { Failure } from '#launcher/console.mjs';
import type { Fault, MakeFault } from './fault.js';
import { flushRedis } from './flush-redis.js';
import { killApi } from './kill-api.js';
import { killWorker } from './kill-worker.js';
import { smtpLosesAnswers } from './smtp-loses-answers.js';
import { stripeLosesAnswers } from './stripe-loses-answers.js';
import { webhooksThrice } from './webhooks-thrice.js';

const makers: readonly MakeFault[] = [
  killApi,
  killWorker,
  flushRedis,
  webhooksThrice,
  stripeLosesAnswers,
  smtpLosesAnswers,
];

/** @throws Failure for a number that there is not */
export function chooseFaults(numbers: readonly number[]): MakeFault[] {
  const known = new Map(makers.map((make) => [make().number, make]));
  if (numbers.length === 0) return [...makers];
  return numbers.map((number) => {
    const make = known.get(number);
    if (make === undefined) throw new Failure(`There is no fault ${number}; known are ${list(makers)}.`);
    return make;
  });
}

function list(all: readonly MakeFault[]): string {
  return all
    .map((make): Fault => make())
    .map(({ number, title }) => `${number} (${title})`)
    .join(', ');
}
