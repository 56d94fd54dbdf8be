/**
 * Checks a lasso and its fairness certificate against the system's definition: every event is taken again by XState
 * itself, every predicate, condition and budget is evaluated anew. Shares nothing with the search that found it: no
 * tables, no graph, no numbers of states.
 */
import type { CertificateLine } from '../../property/fairness-certificate.ts';
import type { ObserverDefinition } from '../../system/vocabulary.ts';
import type { Component, System } from '../../system/define-system.ts';
import { equalData } from '../../system/equal-data.ts';
import { type PlainState, PlainStepper } from '../../system/plain-stepper.ts';
import type {
  Choice,
  FairnessClass,
  LocalSnapshot,
  MachineEvent,
  Requirement,
} from '../../system/vocabulary.ts';
import type { LivenessCheck } from './fairness-set.ts';
import type { FairLasso } from './lasso.ts';

export interface VerificationSetting {
  /** What each bounded budget amounts to; a budget that is not listed is unlimited. */
  readonly budgets: Readonly<Record<string, number>>;
}

/** A moment of the re-executed run. */
interface Moment {
  readonly state: PlainState;
  readonly observed: ReadonlyMap<string, unknown>;
  readonly left: Readonly<Record<string, number>>;
}

type Predicate = (...values: unknown[]) => boolean;

/** What is wrong with the lasso; empty if it proves that the check is violated under the fairness classes. */
export function verifyLasso(
  system: System,
  check: LivenessCheck,
  classes: readonly FairnessClass[],
  lasso: FairLasso,
  setting: VerificationSetting,
): readonly string[] {
  return new Verification(system, check, lasso, setting).problems(classes);
}

class Verification {
  readonly #system: System;
  readonly #stepper: PlainStepper;
  readonly #check: LivenessCheck;
  readonly #lasso: FairLasso;
  readonly #observers: readonly ObserverDefinition[];
  readonly #budgets: Readonly<Record<string, number>>;

  constructor(system: System, check: LivenessCheck, lasso: FairLasso, { budgets }: VerificationSetting) {
    this.#system = system;
    this.#stepper = new PlainStepper(system);
    this.#check = check;
    this.#lasso = lasso;
    // An observer's state is its own business; here it is only carried from one call to the next.
    this.#observers = (check.observers ?? []) as unknown as readonly ObserverDefinition[];
    this.#budgets = budgets;
  }

  problems(classes: readonly FairnessClass[]): readonly string[] {
    const moments = this.#replay();
    if (typeof moments === 'string') return [moments];
    return [
      ...this.#loopProblems(moments),
      ...this.#obligationProblems(moments),
      ...this.#fairnessProblems(moments, classes),
    ];
  }

  /** The states of the run, or why it is no run of the system. */
  #replay(): readonly Moment[] | string {
    let now: Moment = {
      state: this.#stepper.initial(),
      observed: new Map(this.#observers.map(({ id, initial }) => [id, initial])),
      left: this.#budgets,
    };
    const moments = [now];
    for (const [index, { to, event }] of [...this.#lasso.stem, ...this.#lasso.loop].entries()) {
      const choice = this.#possible(now, to).find((possible) => equalData(possible.event, event));
      const step = choice === undefined ? undefined : this.#stepper.step(now.state, to, event);
      if (choice === undefined || step === undefined)
        return `event ${String(index + 1)}, "${event.type}" to ${to}, is not possible there`;
      const observed = new Map(now.observed);
      for (const observer of this.#observers) {
        for (const { component, event: delivered, emitted } of step.deliveries) {
          if (!observer.observes.includes(component)) continue;
          observed.set(
            observer.id,
            observer.reduce(observed.get(observer.id), { component, event: delivered, emitted }),
          );
        }
      }
      now = { state: step.after, observed, left: this.#afterPaying(now.left, choice) };
      moments.push(now);
    }
    return moments;
  }

  #loopProblems(moments: readonly Moment[]): readonly string[] {
    const start = moments[this.#lasso.stem.length];
    const end = moments[moments.length - 1];
    if (start === undefined || end === undefined) return ['it has no states'];
    const problems = this.#system.componentIds
      .filter((_, index) => !equalData(start.state.snapshots[index], end.state.snapshots[index]))
      .map((id) => `the loop does not close: ${id} differs`);
    for (const { id } of this.#observers) {
      if (!equalData(start.observed.get(id), end.observed.get(id)))
        problems.push(`the loop does not close: observer ${id} differs`);
    }
    if (!equalData(start.left, end.left))
      problems.push('the loop cannot repeat: it takes from a bounded budget');
    return problems;
  }

  #obligationProblems(moments: readonly Moment[]): readonly string[] {
    const check = this.#check;
    const { opensAt, stem } = this.#lasso;
    const values = (moment: Moment): unknown[] => check.reads.map((name) => this.#valueOf(name, moment));
    const opening = moments[opensAt];
    if (opening === undefined || opensAt > stem.length) return ['the obligation does not arise on the stem'];
    const problems: string[] = [];
    if (check.kind === 'eventually') {
      if (opensAt !== 0) problems.push('a goal is owed from the initial state on');
    } else if (!(check.from as Predicate)(...values(opening))) {
      problems.push(`the premise does not hold after ${String(opensAt)} events`);
    }
    const met = (check.kind === 'eventually' ? check.goal : check.to) as Predicate;
    const excluded = check.excluded as Predicate | undefined;
    for (let at = opensAt; at < moments.length; at++) {
      const moment = moments[at];
      if (moment === undefined) continue;
      if (met(...values(moment))) problems.push(`the obligation is met after ${String(at)} events`);
      if (excluded?.(...values(moment)) === true)
        problems.push(`an assumption of the property is broken after ${String(at)} events`);
    }
    return problems;
  }

  #fairnessProblems(moments: readonly Moment[], classes: readonly FairnessClass[]): readonly string[] {
    const { certificate, loop, stem } = this.#lasso;
    // The last state is the first of the loop again, unless the loop has no events.
    const states = moments.slice(stem.length, loop.length === 0 ? undefined : -1);
    return classes.flatMap((given) => {
      const line = certificate.find(({ name }) => name === given.name);
      if (line === undefined) return [`the certificate says nothing of "${given.name}"`];
      if (this.#isSatisfied(given, line, states)) return [];
      return [`"${given.name}" is not ${line.reason} as the certificate says`];
    });
  }

  #isSatisfied(given: FairnessClass, line: CertificateLine, states: readonly Moment[]): boolean {
    switch (line.reason) {
      case 'taken': {
        const chosen = this.#lasso.loop[line.event];
        const moment = states[line.event];
        if (chosen === undefined || moment === undefined || chosen.to !== given.component) return false;
        return this.#enabled(given, moment).some(({ event }) => equalData(event, chosen.event));
      }
      case 'disabled': {
        const moment = states[line.before];
        return given.strength === 'weak' && moment !== undefined && this.#enabled(given, moment).length === 0;
      }
      case 'never-enabled':
        return states.length > 0 && states.every((moment) => this.#enabled(given, moment).length === 0);
    }
  }

  /** Choices of the class that can be taken at this moment. */
  #enabled({ component, eventClasses, when = [] }: FairnessClass, moment: Moment): readonly Choice[] {
    if (!when.every((requirement) => this.#holds(requirement, moment))) return [];
    return this.#possible(moment, component).filter(
      ({ event, eventClass = event.type }) =>
        eventClasses.includes(eventClass) && this.#isTaken(moment, component, event),
    );
  }

  #isTaken({ state }: Moment, to: string, event: MachineEvent): boolean {
    return this.#stepper.step(state, to, event) !== undefined;
  }

  /** Choices of the component that are affordable and whose requirements hold; its machine may still refuse them. */
  #possible(moment: Moment, to: string): readonly Choice[] {
    const component = this.#component(to);
    const snapshot = component === undefined ? undefined : moment.state.snapshots[component.index];
    if (component === undefined || snapshot === undefined) return [];
    return component
      .candidates(snapshot)
      .filter(
        ({ cost = {}, requires = [] }) =>
          Object.entries(cost).every(([name, amount]) => (moment.left[name] ?? Infinity) >= amount) &&
          requires.every((requirement) => this.#holds(requirement, moment)),
      );
  }

  #holds({ component, holds }: Requirement, { state }: Moment): boolean {
    const snapshot = state.snapshots[this.#system.indexOf(component)];
    return snapshot !== undefined && holds(snapshot as LocalSnapshot<never>);
  }

  #afterPaying(
    left: Readonly<Record<string, number>>,
    { cost = {} }: Choice,
  ): Readonly<Record<string, number>> {
    return Object.fromEntries(
      Object.entries(left).map(([name, amount]) => [name, amount - (cost[name] ?? 0)]),
    );
  }

  #component(id: string): Component | undefined {
    return this.#system.components.find((component) => component.id === id);
  }

  #valueOf(name: string, { state, observed }: Moment): unknown {
    if (observed.has(name)) return observed.get(name);
    return state.snapshots[this.#system.indexOf(name)];
  }
}
