/** Rates of exhaustive search, tabulation included, against a plain loop over XState on the same machines. */
import { createIcsSystem } from '../model/ics-system.ts';
import { withinScope } from '../model/instance.ts';
import { loadInstance } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import type { Check } from '../src/property/definition.ts';
import { passesOf } from '../src/search/explicit/passes.ts';
import { SafetySearch } from '../src/search/explicit/safety-search.ts';
import { defineSystem, type System } from '../src/system/define-system.ts';
import { TabulatedStepper } from '../src/system/tabulated-stepper.ts';
import { twoPhaseCommit } from '../test/models/two-phase-commit.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { searchPlainly } from './plain-search.ts';
import type { RateRow } from './rate-row.ts';

/** States that the plain loop visits; its rate does not depend on how many there are. */
const plainStates = 4_000;
/** States at which the searches of `pair` end. */
const pairStates = 3_000_000;

/** Two-phase commit with each number of resource managers. */
export async function twoPhaseCommitRates(resourceManagers: readonly number[]): Promise<readonly RateRow[]> {
  const rows: RateRow[] = [];
  for (const count of resourceManagers) {
    const name = `two-phase commit ${String(count)}`;
    const system = defineSystem(twoPhaseCommit(count));
    const plain = plainRow(name, system);
    rows.push(plain, await searchRow(name, system, [], Infinity, plain));
  }
  return rows;
}

/** The preset `pair`: without properties, with all that need no observer, and with one that does. */
export async function pairRates(): Promise<readonly RateRow[]> {
  const subject = createIcsSystem(
    withinScope(loadInstance('pair'), {
      name: 'bench',
      description: 'one staking operation and two outages',
      budgets: { stakingOperations: 1, consumerDowntimes: 2, unjailings: 'unlimited' },
    }),
  );
  const system = defineSystem(subject.definition);
  const plain = plainRow('pair', system);
  const passes = passesOf(properties, subject);
  const checksOf = (index: number): readonly Check[] =>
    passes[index]?.members.map(({ check }) => check) ?? [];
  const without = checksOf(0);
  const observed = checksOf(1);
  return [
    plain,
    await searchRow('pair', system, [], pairStates, plain),
    await searchRow(`pair, ${String(without.length)} checks`, system, without, pairStates, plain),
    await searchRow(`pair, observed (${idsOf(observed)})`, system, observed, pairStates, plain),
  ];
}

function plainRow(name: string, system: System): RateRow {
  const started = cpuSeconds();
  const { distinct, generated } = searchPlainly(system, plainStates);
  return {
    what: `${name}: plain XState and a Map`,
    count: generated,
    unit: 'generated',
    seconds: cpuSeconds() - started,
    distinct,
    ratio: 1,
  };
}

async function searchRow(
  what: string,
  system: System,
  checks: readonly Check[],
  maxStates: number,
  plain: RateRow,
): Promise<RateRow> {
  const observers = checks.flatMap(({ observers: own }) => own ?? []);
  const started = cpuSeconds();
  const search = new SafetySearch(
    new TabulatedStepper(system, { observers: [...new Set(observers)] }),
    checks,
    system.budgets,
  );
  await search.run({ maxStates, stopReason: () => undefined });
  const seconds = cpuSeconds() - started;
  const { distinct, generated, bytes } = search;
  return {
    what,
    count: generated,
    unit: 'generated',
    seconds,
    distinct,
    bytesPerState: bytes / distinct,
    ratio: generated / seconds / (plain.count / plain.seconds),
  };
}

function idsOf(checks: readonly Check[]): string {
  return [...new Set(checks.flatMap(({ observers = [] }) => observers.map(({ id }) => id)))].join(', ');
}
