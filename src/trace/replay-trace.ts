/**
 * Plays a trace again, on the machines as they are now, and says where run and trace part ways: every event is sent
 * again, every message and every state compared, the property judged anew. Where machines have changed since (another
 * digest) the trace is still tried: it may well hold.
 */
import { CheckerError } from '../errors/checker-error.ts';
import { checkViolatedAlong, witnessAlong } from '../property/check-along-run.ts';
import { isBuiltIn } from '../property/built-in.ts';
import type { Check } from '../property/definition.ts';
import type { RecordedRun, RecordedStep } from '../property/recorded-run.ts';
import type { System } from '../system/define-system.ts';
import { equalData } from '../system/equal-data.ts';
import { PlainStepper, type PlainState, type PlainStep } from '../system/plain-stepper.ts';
import type { Delivery, LocalSnapshot } from '../system/vocabulary.ts';
import { failedRequirements, guardsConsulted, offeredChoices, type GuardOutcome } from './explain-refusal.ts';
import { machineDigest } from './machine-digest.ts';
import { endingOf } from './run-ending.ts';
import { messageOf } from './record-trace.ts';
import { diffData } from './state-diff.ts';
import type { Trace, TraceStep } from './trace.ts';

type DivergenceKind =
  /** The trace speaks of other components. */
  | 'components'
  /** The environment has no such choice in this state. */
  | 'not-a-choice'
  /** The component does not take the event. */
  | 'refused'
  /** A condition on another component forbids the choice. */
  | 'forbidden'
  /** The machines broke down on the event. */
  | 'model-error'
  | 'state'
  | 'messages'
  /** All events and states agree, yet the property is judged differently. */
  | 'property';

/** The first place at which run and trace disagree. */
export interface Divergence {
  readonly kind: DivergenceKind;
  /** 0 = the initial state, n = the n-th event. */
  readonly step: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The component that disagrees. */
  readonly component?: string;
  /** Field of the component's state, e.g. `context.validators[v1].jailed`. */
  readonly path?: string;
  /** What the trace says, and what the run gives, as JSON. */
  readonly expected?: string;
  readonly got?: string;
  /** Guards asked when the component took, or refused, the event. */
  readonly guards: readonly GuardOutcome[];
  /** Names of requirements that forbid the choice. */
  readonly requirements: readonly string[];
}

export interface ReplayResult {
  readonly reproduced: boolean;
  readonly steps: number;
  /** Whether the machines are, by their digest, those that the trace was recorded against. */
  readonly sameMachines: boolean;
  readonly divergence?: Divergence;
  /** The run, as far as it agreed. */
  readonly run: RecordedRun;
}

/**
 * @param checks those that the trace may be about: the ones of its property and scope. None, because the property does
 * not exist (any more) or does not apply, is a divergence
 * @throws nothing on account of the trace: whatever it holds ends in a result
 */
export function replayTrace(system: System, trace: Trace, checks: readonly Check[]): ReplayResult {
  const sameMachines = machineDigest(system) === trace.meta.machines;
  const stepper = new PlainStepper(system);
  let state = stepper.initial();
  const steps: RecordedStep[] = [];
  const finish = (divergence: Divergence | undefined): ReplayResult => ({
    reproduced: divergence === undefined,
    steps: steps.length,
    sameMachines,
    ...(divergence === undefined ? {} : { divergence }),
    run: recordedRun(system, trace, stepper, steps),
  });

  const beginning =
    compareComponents(system, trace) ?? compareStates(system, trace.initial, state.snapshots, 0, []);
  if (beginning !== undefined) return finish(beginning);
  for (const [index, recorded] of trace.steps.entries()) {
    const closing = index >= (trace.meta.closing?.from ?? trace.steps.length);
    const taken = takeStep(system, stepper, state, recorded, index + 1, closing);
    if ('kind' in taken) return finish(taken);
    const divergence =
      compareMessages(system, recorded, taken.deliveries, index + 1) ??
      compareStates(system, recorded.snapshots, taken.after.snapshots, index + 1, taken.deliveries);
    if (divergence !== undefined) return finish(divergence);
    state = taken.after;
    steps.push({ chosen: recorded.chosen, deliveries: taken.deliveries, snapshots: state.snapshots });
  }
  return finish(compareVerdict(system, trace, recordedRun(system, trace, stepper, steps), checks));
}

function recordedRun(
  system: System,
  trace: Trace,
  stepper: PlainStepper,
  steps: readonly RecordedStep[],
): RecordedRun {
  return {
    components: system.componentIds,
    initial: stepper.initial().snapshots,
    steps: [...steps],
    ...(trace.loopsTo === undefined ? {} : { loopsTo: trace.loopsTo }),
    ...(trace.meta.closing === undefined ? {} : { closingFrom: trace.meta.closing.from }),
  };
}

function compareComponents(system: System, trace: Trace): Divergence | undefined {
  if (equalData(system.componentIds, trace.components)) return undefined;
  return divergence('components', 0, 'the trace is about other components than this system has', {
    expected: trace.components.join(', '),
    got: system.componentIds.join(', '),
  });
}

/** The step, or why it cannot be taken. */
function takeStep(
  system: System,
  stepper: PlainStepper,
  state: PlainState,
  { chosen: { to, event } }: TraceStep,
  step: number,
  closing: boolean,
): PlainStep | Divergence {
  if (!system.componentIds.includes(to)) {
    return divergence('not-a-choice', step, `there is no component "${to}"`, { component: to });
  }
  const index = system.indexOf(to);
  const snapshot = state.snapshots[index];
  const component = system.components[index];
  const guards = (): readonly GuardOutcome[] =>
    snapshot === undefined || component === undefined
      ? []
      : guardsConsulted(component.machine, snapshot, event);
  try {
    const taken = stepper.step(state, to, event);
    if (taken === undefined) {
      const forbidding = guards().filter(({ holds }) => !holds);
      const names = [...new Set(forbidding.map(({ guard }) => guard))].join(', ');
      const because =
        names === '' ? 'it has no transition for it in this state' : `guard ${names} does not hold`;
      return divergence('refused', step, `${to} refuses "${event.type}": ${because}`, {
        component: to,
        expected: JSON.stringify(event),
        got: `state ${JSON.stringify(snapshot?.value)}`,
        guards: forbidding,
        requirements: failedRequirements(system, state.snapshots, to, event),
      });
    }
    const requirements = failedRequirements(system, state.snapshots, to, event);
    if (requirements.length > 0) {
      const message = `the environment may not choose "${event.type}" here: ${requirements.join(', ')}`;
      return divergence('forbidden', step, message, { component: to, requirements });
    }
    // A closing schedule may take what its model does not offer as a choice (a block of another length, say).
    if (!closing && offeredChoices(system, state.snapshots, to, event).length === 0) {
      return divergence(
        'not-a-choice',
        step,
        `"${event.type}" is not an event that the environment may send to ${to}`,
        {
          component: to,
          got: JSON.stringify(event),
        },
      );
    }
    return taken;
  } catch (error) {
    // Guards and actions meet data of a foreign trace here; whatever they throw belongs to the answer.
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof CheckerError ? `${error.code}: ` : '';
    return divergence('model-error', step, `"${event.type}" cannot be played: ${code}${message}`, {
      component: to,
    });
  }
}

function compareMessages(
  system: System,
  recorded: TraceStep,
  deliveries: readonly Delivery[],
  step: number,
): Divergence | undefined {
  const messages = deliveries.map(messageOf);
  const count = Math.max(messages.length, recorded.messages.length);
  for (let index = 0; index < count; index++) {
    const expected = recorded.messages[index];
    const got = messages[index];
    if (equalData(expected, got)) continue;
    const path = expected === undefined || got === undefined ? '' : (diffData(expected, got)[0]?.path ?? '');
    // Where the same message had another effect its receiver decided differently, otherwise its sender did.
    const sameMessage = equalData({ ...expected, notes: [] }, { ...got, notes: [] });
    const sender = deliveries.find(({ component }) => component === (got ?? expected)?.sender);
    const culprit = sameMessage ? deliveries[index] : sender;
    return divergence('messages', step, `message ${index + 1} of the step differs`, {
      component: expected?.component ?? got?.component ?? '',
      path: `messages[${index}]${path === '' ? '' : `.${path}`}`,
      expected: expected === undefined ? 'no message' : JSON.stringify(expected),
      got: got === undefined ? 'no message' : JSON.stringify(got),
      guards: culprit === undefined ? [] : guardsOf(system, [culprit]),
    });
  }
  return undefined;
}

function compareStates(
  system: System,
  expected: readonly LocalSnapshot[],
  got: readonly LocalSnapshot[],
  step: number,
  deliveries: readonly Delivery[],
): Divergence | undefined {
  for (const [index, component] of system.componentIds.entries()) {
    const [change] = diffData(expected[index], got[index]);
    if (change === undefined) continue;
    const own = deliveries.filter((delivery) => delivery.component === component);
    return divergence('state', step, `${component} is in another state than the trace says`, {
      component,
      path: change.path,
      expected: change.kind === 'added' ? 'absent' : JSON.stringify(change.before),
      got: change.kind === 'removed' ? 'absent' : JSON.stringify(change.after),
      guards: guardsOf(system, own),
    });
  }
  return undefined;
}

function compareVerdict(
  system: System,
  trace: Trace,
  run: RecordedRun,
  checks: readonly Check[],
): Divergence | undefined {
  const { property, scope, verdict, attempt } = trace.meta;
  const last = run.steps.length;
  if (isBuiltIn(property)) {
    const { violated, message } = endingOf(system, run, property, attempt);
    const expected = { expected: 'violated', got: 'not violated' };
    return violated
      ? undefined
      : divergence('property', last, `the run does not violate ${property}: ${message}`, expected);
  }
  const name = scope === '' ? property : `${property} (${scope})`;
  if (checks.length === 0) {
    return divergence(
      'property',
      last,
      `there is no property ${name} for this system, so it cannot be judged again`,
    );
  }
  if (verdict === 'witnessed') {
    if (checks.some((check) => witnessAlong(check, run) !== undefined)) return undefined;
    return divergence('property', last, `the situation that ${name} speaks of does not occur in the run`);
  }
  const outcomes = checks.map((check) => checkViolatedAlong(check, run));
  if (outcomes.some(({ violated }) => violated)) return undefined;
  const reasons = outcomes.map(({ message }) => message).join('; ');
  return divergence('property', last, `the run does not violate ${name}: ${reasons}`, {
    expected: 'violated',
    got: 'not violated',
  });
}

function guardsOf(system: System, deliveries: readonly Delivery[]): readonly GuardOutcome[] {
  return deliveries.flatMap(({ component, before, event }) => {
    const machine = system.components[system.indexOf(component)]?.machine;
    return machine === undefined ? [] : guardsConsulted(machine, before, event);
  });
}

function divergence(
  kind: DivergenceKind,
  step: number,
  message: string,
  details: Partial<Omit<Divergence, 'kind' | 'step' | 'message'>> = {},
): Divergence {
  return { kind, step, message, guards: [], requirements: [], ...details };
}
