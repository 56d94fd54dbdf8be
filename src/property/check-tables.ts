/**
 * What checks say, remembered: a state check is evaluated once for each distinct tuple of what it reads, a step check
 * once for each distinct local step. Engines ask by position and get bits back.
 */
import { ByteColumn } from '../system/byte-column.ts';
import { TupleTable } from '../system/tuple-table.ts';
import type { TabulatedStepper } from '../system/tabulated-stepper.ts';
import type { Check, LocalStep } from './definition.ts';

/** Bits of an evaluated state check. */
const evaluated = 1;
/** always: holds. leadsTo: from. eventually: goal. reachable: when. */
export const primary = 2;
/** always: witness. leadsTo: to. */
export const secondary = 4;
/** leadsTo, eventually: an assumption is broken in this state. */
export const excludedBit = 8;

type Predicate = (...values: unknown[]) => boolean;

interface Predicates {
  readonly primary: Predicate;
  readonly secondary: Predicate | undefined;
  readonly excluded: Predicate | undefined;
}

/** State checks that read the same components and observers, in the same order. */
export interface StateGroup {
  /** Positions in the state vector. */
  readonly positions: readonly number[];
  readonly tuples: TupleTable;
  /** Indices of its checks. */
  readonly checks: readonly number[];
}

/** Checks of the steps of one component. */
export interface StepGroup {
  readonly component: number;
  readonly checks: readonly number[];
}

export class CheckTables {
  readonly checks: readonly Check[];
  readonly stateGroups: readonly StateGroup[];
  /** By component; absent where no check looks at the component's steps. */
  readonly stepGroups: readonly (StepGroup | undefined)[];
  readonly #stepper: TabulatedStepper;
  readonly #predicates: readonly (Predicates | undefined)[];
  readonly #flags: readonly ByteColumn[];

  constructor(stepper: TabulatedStepper, checks: readonly Check[]) {
    this.checks = checks;
    this.#stepper = stepper;
    this.#predicates = checks.map(statePredicates);
    this.#flags = checks.map(() => new ByteColumn());
    const byReads = new Map<string, StateGroup & { checks: number[] }>();
    const bySteps = new Map<number, { component: number; checks: number[] }>();
    checks.forEach((check, index) => {
      const on = stepComponent(check);
      if (on !== undefined) {
        const component = stepper.system.indexOf(on);
        const group = bySteps.get(component) ?? { component, checks: [] };
        group.checks.push(index);
        bySteps.set(component, group);
        return;
      }
      const reads = readsOf(check);
      const key = JSON.stringify(reads);
      const positions = reads.map((id) => stepper.positionOf(id));
      const group = byReads.get(key) ?? { positions, tuples: new TupleTable(positions), checks: [] };
      group.checks.push(index);
      byReads.set(key, group);
    });
    this.stateGroups = [...byReads.values()];
    this.stepGroups = stepper.system.components.map(({ index }) => bySteps.get(index));
  }

  /** A number for what the group reads in this state. */
  tupleOf(group: StateGroup, vector: Int32Array): number {
    return group.tuples.idOf(vector);
  }

  /** Bits of a state check for a tuple of its group. */
  stateFlags(check: number, tuple: number, vector: Int32Array, group: StateGroup): number {
    const known = this.#flags[check]?.get(tuple) ?? 0;
    if (known !== 0) return known;
    const predicates = this.#predicates[check];
    if (predicates === undefined) throw new TypeError('not a state check');
    const values = this.valuesRead(group, vector);
    let flags = evaluated;
    if (predicates.primary(...values)) flags |= primary;
    if (predicates.secondary?.(...values) === true) flags |= secondary;
    if (predicates.excluded?.(...values) === true) flags |= excludedBit;
    this.#flags[check]?.set(tuple, flags);
    return flags;
  }

  /** Bits of a step check for a local step. */
  stepFlags(check: number, component: number, step: number): number {
    const known = this.#flags[check]?.get(step) ?? 0;
    if (known !== 0) return known;
    const definition = this.checks[check];
    const local = this.localStep(component, step);
    let flags = evaluated;
    if (definition?.kind === 'step') {
      if (definition.holds(local)) flags |= primary;
      if (definition.witness(local)) flags |= secondary;
    } else if (definition?.kind === 'reachable' && 'whenStep' in definition) {
      if (definition.whenStep(local)) flags |= primary;
    }
    this.#flags[check]?.set(step, flags);
    return flags;
  }

  /** Whether bits of an evaluated check say that its witness, or premise, is there. */
  isWitness(check: number, flags: number): boolean {
    const kind = this.checks[check]?.kind;
    return (flags & (kind === 'always' || kind === 'step' ? secondary : primary)) !== 0;
  }

  /** Whether bits of an evaluated check say that it is violated, or reached; never so of a liveness check. */
  isHit(check: number, flags: number): boolean {
    const kind = this.checks[check]?.kind;
    if (kind === 'always' || kind === 'step') return (flags & primary) === 0;
    return kind === 'reachable' && (flags & primary) !== 0;
  }

  /** What the group's checks are called with. */
  valuesRead(group: StateGroup, vector: Int32Array): unknown[] {
    return group.positions.map((position) => this.#stepper.valueAt(position, vector[position] ?? 0));
  }

  localStep(component: number, step: number): LocalStep {
    const table = this.#stepper.table(component);
    return {
      before: table.snapshotOf(table.beforeOf(step)),
      event: this.#stepper.values.valueOf(table.eventOf(step)),
      after: table.snapshotOf(table.nextOf(step)),
      emitted: this.#stepper.emittedBy(component, step),
    } as LocalStep;
  }

  /** Why a state check fails, in words. */
  explainState(check: number, group: StateGroup, vector: Int32Array): string {
    const definition = this.checks[check];
    if (definition === undefined || !('explain' in definition) || definition.kind === 'step') return '';
    return (
      (definition.explain as ((...values: unknown[]) => string) | undefined)?.(
        ...this.valuesRead(group, vector),
      ) ?? ''
    );
  }

  explainStep(check: number, component: number, step: number): string {
    const definition = this.checks[check];
    return definition?.kind === 'step' ? (definition.explain?.(this.localStep(component, step)) ?? '') : '';
  }
}

function stepComponent(check: Check): string | undefined {
  if (check.kind === 'step') return check.on;
  return check.kind === 'reachable' && 'on' in check ? check.on : undefined;
}

/** What a state check reads. */
function readsOf(check: Check): readonly string[] {
  return 'reads' in check ? check.reads : [];
}

function statePredicates(check: Check): Predicates | undefined {
  switch (check.kind) {
    case 'always':
      return {
        primary: check.holds as Predicate,
        secondary: check.witness as Predicate,
        excluded: undefined,
      };
    case 'leadsTo':
      return {
        primary: check.from as Predicate,
        secondary: check.to as Predicate,
        excluded: check.excluded as Predicate | undefined,
      };
    case 'eventually':
      return {
        primary: check.goal as Predicate,
        secondary: undefined,
        excluded: check.excluded as Predicate | undefined,
      };
    case 'reachable':
      return 'reads' in check
        ? { primary: check.when as Predicate, secondary: undefined, excluded: undefined }
        : undefined;
    case 'step':
      return undefined;
  }
}
