/**
 * Searches the groups of a scope by a team of threads. As long as there are as many groups as threads, each thread searches
 * one alone, from beginning to end; so it does, however few there are, with what needs the whole graph in one thread
 * (liveness) or is reduced. What else is left is searched by all threads together, one group after the other.
 */
import type { CheckerError } from '../../errors/checker-error.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import { type PassGroup, unitedPass } from '../explicit/merge-passes.ts';
import type { Pass } from '../explicit/passes.ts';
import { runGroup, type SearchedPass, type SearchGroupTogether } from '../explicit/run-group.ts';
import { type GroupOutcome, type GroupSettings, statesOf } from '../explicit/run-groups.ts';
import { isForMany } from '../explicit/run-pass.ts';
import type { FoundPass } from './messages.ts';
import { ParallelSearch, pollMs } from './parallel-search.ts';
import { unpackError } from './sent-error.ts';
import { progressMemory, sumOfProgress } from './shared-progress.ts';
import { StopSignal, stopMemory } from './stop-signal.ts';
import type { Team } from './team.ts';

/** A scope, as it is and as workers find it. */
export interface TeamScope {
  readonly scope: SearchScope<unknown>;
  /** Index among the scopes. */
  readonly index: number;
  /** All passes of the scope. */
  readonly passes: readonly Pass[];
}

interface Running {
  readonly stop: StopSignal;
  readonly progress: SharedArrayBuffer;
  readonly end: Promise<void>;
}

/** As `runGroups` does it with one thread, with the same outcomes but for which of equally short runs are reported. */
export async function runGroupsTogether(
  team: Team,
  where: TeamScope,
  groups: readonly PassGroup[],
  settings: GroupSettings,
): Promise<readonly GroupOutcome[]> {
  return new GroupSchedule(team, where, groups, settings).run();
}

class GroupSchedule {
  readonly #team: Team;
  readonly #where: TeamScope;
  readonly #groups: readonly PassGroup[];
  readonly #settings: GroupSettings;
  readonly #outcomes: GroupOutcome[];
  /** By worker. */
  readonly #running = new Map<number, Running>();
  readonly #errors: unknown[] = [];
  #plainStates: number | undefined;

  constructor(team: Team, where: TeamScope, groups: readonly PassGroup[], settings: GroupSettings) {
    this.#team = team;
    this.#where = where;
    this.#groups = groups;
    this.#settings = settings;
    this.#outcomes = groups.map(() => ({ notBegun: '' }));
  }

  async run(): Promise<readonly GroupOutcome[]> {
    const timer = setInterval(() => {
      this.#poll();
    }, pollMs);
    try {
      let first = 0;
      if (await this.#mustKnowPlainStates()) first = 1;
      await this.#runAll([...this.#groups.keys()].slice(first));
    } finally {
      clearInterval(timer);
    }
    return this.#outcomes;
  }

  /**
   * A group of several passes is judged by the states of the system without observers, so these have to be counted
   * before. True if that has dealt with the first group.
   */
  async #mustKnowPlainStates(): Promise<boolean> {
    const [plain] = this.#groups;
    if (plain === undefined || this.#groups.every((group) => group.length === 1)) return false;
    const { scope } = this.#where;
    if (this.#isForMany(plain) || !isForMany(scope, { observers: [], members: [] }, this.#settings.without)) {
      await this.#runAll([0]);
      const [outcome] = this.#outcomes;
      if (outcome !== undefined && 'searched' in outcome) this.#plainStates = statesOf(outcome.searched);
      return true;
    }
    // Liveness will take its time: that is better spent on other groups as well.
    const counted = await this.#searchTogether([], this.#settings.limits);
    if (counted.complete) this.#plainStates = counted.distinct;
    return false;
  }

  async #runAll(numbers: readonly number[]): Promise<void> {
    const { pool } = this.#team;
    const alone = numbers.filter((number) => !this.#isForMany(this.#groups[number] ?? []));
    const queue = [...alone, ...numbers.filter((number) => !alone.includes(number))];
    while (queue.length > 0 || this.#running.size > 0) {
      const [next] = queue;
      const idle = [...Array(pool.size).keys()].find((worker) => !this.#running.has(worker));
      const forMany = next !== undefined && !alone.includes(next);
      const enough = queue.length + this.#running.size >= pool.size;
      if (next === undefined || this.#errors.length > 0) {
        queue.length = 0;
        await Promise.race([...this.#running.values()].map(({ end }) => end));
      } else if (idle !== undefined && (!forMany || enough)) {
        queue.shift();
        this.#begin(next, (group) => {
          this.#running.set(idle, this.#runAlone(idle, next, group));
        });
      } else if (forMany && this.#running.size === 0) {
        queue.shift();
        await this.#runTogether(next);
      } else {
        await Promise.race([...this.#running.values()].map(({ end }) => end));
      }
    }
    if (this.#errors.length > 0) throw this.#errors[0];
  }

  #begin(number: number, begin: (group: PassGroup) => void): void {
    const notBegun = this.#settings.reasonToEnd();
    if (notBegun === undefined) begin(this.#groups[number] ?? []);
    else this.#outcomes[number] = { notBegun };
  }

  /** All threads search the group. */
  async #runTogether(number: number): Promise<void> {
    let work: Promise<readonly SearchedPass[]> | undefined;
    this.#begin(number, (group) => {
      const { onProgress, ...rest } = this.#settings;
      const settings = {
        ...rest,
        onProgress: (progress: Parameters<typeof onProgress>[0]): void => {
          onProgress(progress, number + 1);
        },
      };
      work = runGroup(this.#where.scope, group, this.#plainStates, settings, this.#searchTogether);
    });
    if (work !== undefined) this.#outcomes[number] = { searched: await work };
  }

  readonly #searchTogether: SearchGroupTogether = async (group, limits, onProgress) => {
    const { scope, index } = this.#where;
    const passes = group.map((pass) => this.#where.passes.indexOf(pass));
    const search = new ParallelSearch(this.#team, { scope: index, passes }, scope.system, unitedPass(group));
    await search.run(limits, onProgress);
    return search;
  };

  /** One thread searches the group. */
  #runAlone(worker: number, number: number, group: PassGroup): Running {
    const { limits, without, tables } = this.#settings;
    const stop = stopMemory();
    const progress = progressMemory();
    const address = {
      scope: this.#where.index,
      passes: group.map((pass) => this.#where.passes.indexOf(pass)),
    };
    const { maxStates } = limits;
    const plainStates = number === 0 ? undefined : this.#plainStates;
    const end = this.#team.pool
      .ask(worker, { kind: 'group', address, plainStates, maxStates, without, stop, progress })
      .then(
        ({ passes, coverage }) => {
          tables.coverage.add(coverage);
          this.#outcomes[number] = { searched: searchedPasses(group, passes) };
        },
        (error: unknown) => {
          this.#errors.push(error);
          for (const running of this.#running.values()) running.stop.raise('another thread failed');
        },
      )
      .finally(() => {
        this.#running.delete(worker);
      });
    return { stop: new StopSignal(stop), progress, end };
  }

  #isForMany(group: PassGroup): boolean {
    return isForMany(this.#where.scope, unitedPass(group), this.#settings.without);
  }

  #poll(): void {
    if (this.#running.size === 0) return;
    const running = [...this.#running.values()];
    const ended = this.#outcomes.filter((outcome) => 'searched' in outcome).length;
    this.#settings.onProgress(sumOfProgress(running.map(({ progress }) => progress)), ended + 1);
    const reason = this.#settings.limits.stopReason();
    if (reason !== undefined) for (const { stop } of running) stop.raise(reason);
  }
}

/** The passes that a worker parted the group into have its members in their order. */
function searchedPasses(group: PassGroup, found: readonly FoundPass[]): readonly SearchedPass[] {
  const { observers, members } = unitedPass(group);
  let at = 0;
  return found.map(({ outcomes, summary, failure }) => {
    const own = members.slice(at, at + outcomes.length);
    at += outcomes.length;
    return {
      pass: { observers: observers.filter(({ id }) => summary.observers.includes(id)), members: own },
      outcomes,
      summary: {
        ...summary,
        ...(failure === undefined
          ? {}
          : { failure: { ...failure, error: unpackError(failure.error) as CheckerError } }),
      },
    };
  });
}
