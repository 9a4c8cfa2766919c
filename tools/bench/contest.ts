import type { Task } from './load/protocol.js';
import { measure, median, summaryOf, type Turn } from './measure.js';
import type { ProgramName, Stage } from './stage/stage.js';
import { cacheFigures, type CacheFigures } from './cache-figures.js';

/** Who answers, and what it is asked. */
export interface Side {
  server: Extract<ProgramName, 'api' | 'api-cold' | 'baseline'>;
  task: (seconds: number) => Promise<Task>;
}

export interface Rival extends Side {
  name: string;
  /** The least that ours should reach of it. */
  aim?: number;
}

/** Ours and whoever it is compared with take turns, so that whatever else the machine does hits all. */
export interface Contest {
  scenario: string;
  clients: number;
  ours: Side;
  rivals: readonly Rival[];
  /** The most that the 95th of a hundred requests should take, in milliseconds. */
  aimP95?: number;
  /** How many different things are asked for, where that matters. */
  keys?: number;
  /** Asked once before anything is measured. */
  prepare?: Side;
  /** Until what the last turn has left behind is done. */
  settle?: () => Promise<void>;
}

export interface RivalResult {
  name: string;
  server: string;
  turn: Turn;
  aim?: number;
  /** Of requests a second, ours to the rival's, round by round. */
  ratios: number[];
  ratio: number;
  /** The CPU time of server and database for a request, the rival's to ours: what stays of the ratio on a machine that is busy with other things. */
  cpuRatio: number;
}

export interface ContestResult {
  scenario: string;
  clients: number;
  server: string;
  ours: Turn;
  aimP95?: number;
  keys?: number;
  /** Of the measured turns; missing where nothing is cached. */
  cache?: CacheFigures;
  rivals: RivalResult[];
}

const warmUpSeconds = 2;

export async function hold(
  stage: Stage,
  { scenario, clients, aimP95, keys, prepare, settle, ours, rivals }: Contest,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<ContestResult> {
  const turnOf = async ({ task }: Side, length: number): Promise<Turn> => {
    const { turn } = await measure(stage, await task(length));
    await settle?.();
    return turn;
  };
  const sides = [ours, ...rivals];
  if (prepare !== undefined) await turnOf(prepare, warmUpSeconds);
  for (const side of sides) await turnOf(side, warmUpSeconds);
  const before = await cacheFigures(stage);
  const turns: Turn[][] = sides.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, side] of sides.entries()) turns[index]?.push(await turnOf(side, seconds));
  const [own = [], ...others] = turns;
  return {
    ...{ scenario, clients, server: ours.server, ours: summaryOf(own) },
    ...(aimP95 === undefined ? {} : { aimP95 }),
    ...(keys === undefined ? {} : { keys, cache: (await cacheFigures(stage)).since(before) }),
    rivals: rivals.map((rival, index) => compared(rival, ours.server, own, others[index] ?? [])),
  };
}

function compared(
  { name, server, aim }: Rival,
  ownServer: string,
  own: readonly Turn[],
  turns: readonly Turn[],
): RivalResult {
  const ratios = own.map((turn, round) => turn.perSecond / (turns[round]?.perSecond ?? NaN));
  const turn = summaryOf(turns);
  return {
    ...{ name, server, turn, ratios, ratio: median(ratios) },
    cpuRatio: cpuOf(turn, server) / cpuOf(summaryOf(own), ownServer),
    ...(aim === undefined ? {} : { aim }),
  };
}

function cpuOf({ cpu }: Turn, server: string): number {
  return (cpu[server] ?? 0) + (cpu['database'] ?? 0) + (cpu['redis'] ?? 0);
}
