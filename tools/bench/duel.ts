import type { Task } from './load/protocol.js';
import { measure, median, summaryOf, type Turn } from './measure.js';
import type { Stage } from './stage/stage.js';

/** Two that take turns, so that whatever else the machine does hits both. */
export interface Duel {
  scenario: string;
  clients: number;
  /** The least that ours should reach of the baseline. */
  aim?: number;
  ours: (seconds: number) => Promise<Task>;
  baseline: (seconds: number) => Promise<Task>;
  /** Until what the last turn has left behind is done. */
  settle?: () => Promise<void>;
}

export interface DuelResult {
  scenario: string;
  clients: number;
  aim?: number;
  ours: Turn;
  baseline: Turn;
  /** Of requests a second, ours to the baseline's, round by round. */
  ratios: number[];
  ratio: number;
}

const warmUpSeconds = 2;

export async function fight(
  stage: Stage,
  duel: Duel,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<DuelResult> {
  const turnOf = async (side: 'ours' | 'baseline', length: number): Promise<Turn> => {
    const { turn } = await measure(stage, await duel[side](length));
    await duel.settle?.();
    return turn;
  };
  await turnOf('ours', warmUpSeconds);
  await turnOf('baseline', warmUpSeconds);
  const ours: Turn[] = [];
  const baseline: Turn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await turnOf('ours', seconds));
    baseline.push(await turnOf('baseline', seconds));
  }
  const ratios = ours.map((turn, round) => turn.perSecond / (baseline[round]?.perSecond ?? NaN));
  const { scenario, clients, aim } = duel;
  return {
    ...{ scenario, clients, ...(aim === undefined ? {} : { aim }) },
    ...{ ours: summaryOf(ours), baseline: summaryOf(baseline), ratios, ratio: median(ratios) },
  };
}
