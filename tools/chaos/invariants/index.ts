import type { Truth } from '../truth.js';
import { mailsArriveOnce } from './mails.js';
import { chargesHaveOrders, ledgerSumsToZero, oneChargeForEachOrder, paidOrdersHaveMoney } from './money.js';
import { acknowledgedOrdersExist, everyStepIsAudited, historiesArePaths } from './orders.js';
import { nothingHeldByTheDead, stockAddsUp } from './stock.js';
import type { Invariant, Violation } from './violation.js';
import { nothingFails, workIsDone } from './work.js';

/** I9 (coupons) comes with coupons. */
const invariants: Readonly<Record<string, Invariant>> = {
  I1: stockAddsUp,
  I2: chargesHaveOrders,
  I3: oneChargeForEachOrder,
  I4: paidOrdersHaveMoney,
  I5: nothingHeldByTheDead,
  I6: mailsArriveOnce,
  I7: acknowledgedOrdersExist,
  I8: ledgerSumsToZero,
  I10: historiesArePaths,
  I11: workIsDone,
  I12: everyStepIsAudited,
  '5xx': nothingFails,
};

export const checked: readonly string[] = Object.keys(invariants);

export function violationsOf(truth: Truth): Violation[] {
  return Object.entries(invariants).flatMap(([invariant, check]) =>
    check(truth).map((what) => ({ invariant, what })),
  );
}
