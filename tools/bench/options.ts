import { parseArgs } from 'node:util';
import { Failure } from '#launcher/console.mjs';
import { catalogScenarios, tradeScenarios } from './scenarios/names.js';

export const scenarioNames = [...catalogScenarios, ...tradeScenarios, 'times', 'sign-in-attack'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface BenchOptions {
  only: readonly ScenarioName[];
  clients: readonly number[];
  seconds: number;
  rounds: number;
  /** In the seeded catalogue; with several numbers one after the other. */
  products: readonly number[];
  fresh: boolean;
  profile: boolean;
}

const help = `npm run bench -- [options]

  --only list,detail   some of: ${scenarioNames.join(', ')};
                       'catalog' stands for the first ${String(catalogScenarios.length)}
  --clients 8,32       numbers of clients that ask at the same time
  --seconds 4          of each turn; ours and the baseline take turns
  --rounds 3           turns of each
  --products 100000    in the seeded catalogue, which is kept for the next run; 1000,100000 measures both and
                       tells what is lost from the first to the last
  --fresh              makes the database anew
  --profile            writes CPU profiles of API and worker into .tradepost/bench/profiles
  --help

How it measures, and what the columns mean: tools/bench/README.md`;

/** @returns undefined if help was asked for, and given. @throws Failure */
export function readOptions(words: string[]): BenchOptions | undefined {
  const values = parse(words);
  if (values.help === true) {
    process.stdout.write(`${help}\n`);
    return undefined;
  }
  return {
    only: values.only === undefined ? scenarioNames : values.only.split(',').flatMap(scenarios),
    clients: (values.clients ?? '8,32').split(',').map((text) => wholeNumber('clients', text)),
    seconds: wholeNumber('seconds', values.seconds ?? '4'),
    rounds: wholeNumber('rounds', values.rounds ?? '3'),
    products: (values.products ?? '100000').split(',').map((text) => wholeNumber('products', text)),
    fresh: values.fresh === true,
    profile: values.profile === true,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const counts = { clients: text, seconds: text, rounds: text, products: text };
  try {
    return parseArgs({ args, options: { only: text, ...counts, fresh: flag, profile: flag, help: flag } })
      .values;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function scenarios(text: string): readonly ScenarioName[] {
  if (text.trim() === 'catalog') return catalogScenarios;
  const found = scenarioNames.find((name) => name === text.trim());
  if (found === undefined) throw new Failure(`There is no scenario '${text}'.\n\n${help}`);
  return [found];
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text.trim()))
    throw new Failure(`--${option} wants whole numbers from 1, not '${text}'.`);
  return Number(text);
}
