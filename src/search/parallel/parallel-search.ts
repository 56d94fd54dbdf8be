/**
 * The search of `safety-search.ts` by several threads: level by level, so first violations have the minimal number of
 * steps, and exact. All threads share one visited set; within a level, each takes states that no other has taken yet. The
 * main thread waits for the level's end, enlarges tables while all rest, asks limits, and rebuilds runs in the end.
 *
 * Equal to the search of one thread: states, successors, depth, verdicts, lengths of runs, witnesses. Not equal from one
 * search to the next: the numbers of states within a level, hence which of several equally short runs is reported.
 */
import type { CheckerError } from '../../errors/checker-error.ts';
import type { Check } from '../../property/definition.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { System } from '../../system/define-system.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { Pass } from '../explicit/passes.ts';
import type { FailedStep, FinishedSearch, SearchLimits, SearchProgress } from '../explicit/search.ts';
import { StateLayout } from '../explicit/state-layout.ts';
import { SuccessorTables } from '../explicit/successors.ts';
import type { Answers, FoundFailure, FoundHit, PassAddress, SearchMemory } from './messages.ts';
import { unpackError } from './sent-error.ts';
import { lonelyCells } from './growable-memory.ts';
import { SharedStateStore, storeMemory } from './shared-state-store.ts';
import { StopSignal, stopMemory } from './stop-signal.ts';
import type { Team } from './team.ts';

/** How often limits are asked, in milliseconds. */
export const pollMs = 100;

export class ParallelSearch implements FinishedSearch {
  readonly checks: readonly Check[];
  depth = 0;
  complete = false;
  stopped = '';
  readonly witnesses: Float64Array;
  readonly #team: Team;
  readonly #address: PassAddress;
  readonly #memory: SearchMemory;
  readonly #stepper: TabulatedStepper;
  readonly #store: SharedStateStore;
  readonly #stop: StopSignal;
  readonly #cursor: Int32Array;
  readonly #generated: Float64Array;
  readonly #hits: (FoundHit | undefined)[];
  readonly #successors: SuccessorTables;
  #deadlock = -1;
  #failure: FoundFailure | undefined;
  #polledAt = performance.now();

  /** @param address where workers find the pass */
  constructor(team: Team, address: PassAddress, system: System, pass: Pass) {
    this.#team = team;
    this.#address = address;
    this.checks = pass.members.map(({ check }) => check);
    this.witnesses = new Float64Array(this.checks.length);
    this.#hits = this.checks.map(() => undefined);
    this.#stepper = team.stepper(system, pass.observers);
    const layout = new StateLayout(this.#stepper, system.budgets);
    this.#memory = {
      store: storeMemory(layout.width, team.storeCapacity),
      stop: stopMemory(),
      cursor: lonelyCells(4),
      generated: lonelyCells(8 * team.pool.size),
    };
    this.#store = new SharedStateStore(this.#memory.store);
    this.#stop = new StopSignal(this.#memory.stop);
    this.#cursor = new Int32Array(this.#memory.cursor);
    this.#generated = new Float64Array(this.#memory.generated);
    this.#successors = new SuccessorTables(this.#stepper, layout.budgetPositions);
    this.#store.add(layout.initial());
  }

  /**
   * Searches until everything is visited or a limit is reached; a limit is noticed within a fraction of a second.
   * @throws what a worker threw, as a search by one thread would have thrown it
   */
  async run(limits: SearchLimits, onProgress?: (progress: SearchProgress) => void): Promise<void> {
    const { pool, tables } = this.#team;
    const address = this.#address;
    const memory = this.#memory;
    const members = pool.size;
    await pool.askAll((member) => ({ kind: 'join', address, memory, member, members }));
    const { maxLevels = Infinity } = limits;
    let levelStart = 0;
    while (levelStart < this.distinct && this.stopped === '') {
      if (this.depth >= maxLevels) {
        this.stopped = `the limit of ${String(maxLevels)} levels was reached`;
        break;
      }
      this.depth++;
      const levelEnd = this.distinct;
      Atomics.store(this.#cursor, 0, levelStart);
      await this.#expandLevel(levelStart, levelEnd, limits, onProgress);
      levelStart = levelEnd;
    }
    this.complete = this.stopped === '';
    await this.#countWitnesses();
    for (const left of await pool.askAll(() => ({ kind: 'leave' }))) tables.coverage.add(left.coverage);
  }

  get distinct(): number {
    return this.#store.size;
  }

  get generated(): number {
    return this.#generated.reduce((sum, count) => sum + count, 1);
  }

  get bytes(): number {
    return this.#store.bytes;
  }

  report(check: number): { readonly events: readonly ChosenEvent[]; readonly message: string } | undefined {
    const hit = this.#hits[check];
    if (hit === undefined) return undefined;
    const events = this.#pathTo(hit.state);
    return { events: hit.last === undefined ? events : [...events, hit.last], message: hit.message };
  }

  deadlockRun(): readonly ChosenEvent[] | undefined {
    return this.#deadlock < 0 ? undefined : this.#pathTo(this.#deadlock);
  }

  failedStep(): FailedStep | undefined {
    if (this.#failure === undefined) return undefined;
    const { state, attempt, error } = this.#failure;
    return { events: this.#pathTo(state), attempt, error: unpackError(error) as CheckerError };
  }

  async #expandLevel(
    levelStart: number,
    levelEnd: number,
    limits: SearchLimits,
    onProgress: ((progress: SearchProgress) => void) | undefined,
  ): Promise<void> {
    const { pool } = this.#team;
    // Large enough that taking costs nothing, small enough that nobody waits long for the last one.
    const batch = Math.max(1, Math.min(256, Math.ceil((levelEnd - levelStart) / pool.size / 4)));
    const poll = (): void => {
      this.#polledAt = performance.now();
      const frontier = Math.max(0, levelEnd - Atomics.load(this.#cursor, 0));
      onProgress?.({ distinct: this.distinct, generated: this.generated, depth: this.depth, frontier });
      const reason = limits.stopReason();
      if (reason !== undefined) this.#stop.raise(reason);
    };
    const found: Answers['expand'][] = [];
    let goOn: boolean;
    do {
      // Short levels end before the timer goes off.
      if (performance.now() - this.#polledAt > pollMs) poll();
      const timer = setInterval(poll, pollMs);
      try {
        const { maxStates } = limits;
        const answers = await pool.askAll(
          () => ({ kind: 'expand', levelEnd, batch, maxStates }),
          () => {
            this.#stop.raise();
          },
        );
        found.push(...answers);
        goOn = this.#stop.raised && (await this.#goOnWith(answers, levelEnd, limits));
      } finally {
        clearInterval(timer);
      }
    } while (goOn);
    this.#keepFirst(found);
  }

  /** While all rest: whether there is more to do in the level. If so, room for more; if not, maybe a reason to stop. */
  async #goOnWith(
    answers: readonly Answers['expand'][],
    levelEnd: number,
    { maxStates }: SearchLimits,
  ): Promise<boolean> {
    const levelIsDone = (this.#cursor[0] ?? 0) >= levelEnd && answers.every(({ left }) => left === 0);
    const isComplete = levelIsDone && this.distinct === levelEnd;
    const [failure] = answers.flatMap((answer) => answer.failure ?? []).sort((a, b) => a.state - b.state);
    this.#failure = failure;
    if (failure !== undefined) {
      this.stopped = `the machines do not fit together: ${failure.error.message}`;
    } else {
      const exhausted = answers.find((answer) => answer.exhausted !== '')?.exhausted;
      this.stopped = this.#stop.reason ?? exhausted ?? '';
      if (this.stopped === '' && this.distinct >= maxStates && !isComplete)
        this.stopped = `the limit of ${String(maxStates)} states was reached`;
    }
    if (this.stopped !== '') return false;
    this.#stop.lower();
    return levelIsDone ? false : this.#makeRoom();
  }

  /** False if there is none. */
  async #makeRoom(): Promise<boolean> {
    const tables = this.#store.makeRoom();
    if (tables === undefined) {
      this.stopped = 'the visited set cannot grow any more';
      return false;
    }
    if (tables.length > 0) await this.#team.pool.askAll(() => ({ kind: 'reindex', tables }));
    return true;
  }

  /** Of what a level has shown, the first of its kind in the order of states. */
  #keepFirst(found: readonly Answers['expand'][]): void {
    const hits = found.flatMap((answer) => answer.hits).sort((a, b) => a.state - b.state);
    for (const hit of hits) this.#hits[hit.check] ??= hit;
    const deadlocks = found.map(({ deadlock }) => deadlock).filter((state) => state >= 0);
    if (this.#deadlock < 0 && deadlocks.length > 0) this.#deadlock = Math.min(...deadlocks);
  }

  /** Several workers may have come across the same witness; each is counted once. */
  async #countWitnesses(): Promise<void> {
    const { pool } = this.#team;
    const lists = await pool.askAll(() => ({ kind: 'list' }));
    for (const [list, { width }] of (lists[0] ?? []).entries()) {
      const most = lists.reduce((sum, each) => sum + (each[list]?.length ?? 0), 0);
      if (most === 0) continue;
      const store = storeMemory(width, most);
      for (const counts of await pool.askAll(() => ({ kind: 'count', list, store }))) {
        counts.forEach((count, check) => {
          this.witnesses[check] = (this.witnesses[check] ?? 0) + count;
        });
      }
    }
  }

  #pathTo(state: number): readonly ChosenEvent[] {
    const events: ChosenEvent[] = [];
    for (let at = state; at > 0; at = this.#store.parentOf(at)) {
      events.push(this.#eventBetween(this.#store.parentOf(at), at));
    }
    return events.reverse();
  }

  /** The first event that leads from one state to the other. */
  #eventBetween(from: number, to: number): ChosenEvent {
    const store = this.#store;
    const vector = new Int32Array(store.width);
    const target = new Int32Array(store.width);
    store.load(to, target);
    store.load(from, vector);
    return this.#successors.eventBetween(vector, target);
  }
}
