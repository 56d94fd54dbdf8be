/** Building blocks for tests of the slashing family: contexts, steps, deliveries, and the checks of a property. */
import type { ExecutionContext } from 'ava';
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type {
  AcceptedReport,
  ChannelContext,
  ConsumerContext,
  ConsumerRecordContext,
  ModelNote,
  ProviderContext,
  ProviderValidator,
  UnbondingEntry,
} from '../../model/vocabulary.ts';
import type { Check, LocalStep } from '../../src/property/definition.ts';
import { note, send } from '../../src/system/authoring.ts';
import type {
  Emitted,
  LocalSnapshot,
  MachineEvent,
  ObserverDefinition,
} from '../../src/system/vocabulary.ts';
import { slashingProperties } from '../../properties/slashing.ts';
import { slashingWitnesses } from '../../properties/slashing-witnesses.ts';
import { throttleProperties } from '../../properties/throttle.ts';

/** v1 is k1 on c1, which slashes half; c2 only jails. Epochs of 2 blocks, meter period 2 s, fraction 0.2. */
export const pair: IcsSystem = createIcsSystem(loadInstance('pair'));

const all = [...slashingProperties, ...throttleProperties, ...slashingWitnesses];

/** The check of a property with that scope. */
export function checkOf(id: string, scope: string, system: IcsSystem = pair): Check {
  const definition = all.find((property) => property.id === id);
  const check = definition?.checks(system).find((each) => each.scope === scope);
  if (check === undefined) throw new Error(`expected ${id} to have a check of scope "${scope}"`);
  return check;
}

/** Asserts what an `always` check says of the values that it reads, and that it can explain a violation. */
export function assertState(
  t: ExecutionContext,
  check: Check,
  values: readonly unknown[],
  expected: { readonly holds: boolean; readonly witness?: boolean; readonly says?: RegExp },
): void {
  if (check.kind !== 'always') throw new Error(`expected an always check, received ${check.kind}`);
  t.is(check.holds(...(values as never[])), expected.holds, JSON.stringify(values));
  if (expected.witness !== undefined) t.is(check.witness(...(values as never[])), expected.witness);
  if (expected.says !== undefined) t.regex(check.explain?.(...(values as never[])) ?? '', expected.says);
}

/** Asserts what a `step` check says of a step. */
export function assertStep(
  t: ExecutionContext,
  check: Check,
  step: LocalStep,
  expected: { readonly holds: boolean; readonly witness?: boolean; readonly says?: RegExp },
): void {
  if (check.kind !== 'step') throw new Error(`expected a step check, received ${check.kind}`);
  t.is(check.holds(step), expected.holds, JSON.stringify(step));
  if (expected.witness !== undefined) t.is(check.witness(step), expected.witness);
  if (expected.says !== undefined) t.regex(check.explain?.(step) ?? '', expected.says);
}

/** Asserts in which states an obligation begins, ends and is out of the question. */
export function assertLeadsTo(
  t: ExecutionContext,
  check: Check,
  values: readonly unknown[],
  expected: {
    readonly from: boolean;
    readonly to: boolean;
    readonly excluded?: boolean;
    readonly says?: RegExp;
  },
): void {
  if (check.kind !== 'leadsTo') throw new Error(`expected a leadsTo check, received ${check.kind}`);
  t.is(check.from(...(values as never[])), expected.from, `from ${JSON.stringify(values)}`);
  t.is(check.to(...(values as never[])), expected.to, `to ${JSON.stringify(values)}`);
  if (expected.excluded !== undefined) t.is(check.excluded?.(...(values as never[])), expected.excluded);
  if (expected.says !== undefined) t.regex(check.explain?.(...(values as never[])) ?? '', expected.says);
}

export function snapshot<Context>(
  context: Context,
  value: LocalSnapshot['value'] = 'running',
): LocalSnapshot<Context> {
  return { value, context };
}

export function step<Context>(
  before: LocalSnapshot<Context>,
  event: MachineEvent,
  after: LocalSnapshot<Context>,
  ...emitted: readonly Emitted[]
): LocalStep {
  return { before, event, after, emitted } as LocalStep;
}

export interface ScriptedDelivery {
  readonly component: string;
  readonly event: MachineEvent;
  readonly emitted?: readonly Emitted[];
}

/** The state of an observer after each of the deliveries. */
export function follow<State>(
  observer: ObserverDefinition<never>,
  deliveries: readonly ScriptedDelivery[],
): readonly State[] {
  const typed = observer as unknown as ObserverDefinition<State>;
  let state = typed.initial;
  return deliveries.map(({ component, event, emitted = [] }) => {
    if (!typed.observes.includes(component)) throw new Error(`${typed.id} does not observe ${component}`);
    state = typed.reduce(state, { component, event, emitted });
    return state;
  });
}

/** A note with the fields that the vocabulary gives it. */
export function said(content: ModelNote): Emitted {
  const { type, ...fields } = content;
  return note(type, fields);
}

export const sent = (event: MachineEvent): Emitted => send('somebody', event);

export function validator(id: string, changes: Partial<ProviderValidator> = {}): ProviderValidator {
  return {
    id,
    tokens: 10,
    status: 'Bonded',
    unbondsIn: 0,
    unbondingSince: 0,
    lastPower: 10,
    jailed: false,
    jailedFor: 0,
    tombstoned: false,
    ...changes,
  };
}

export function providerState(
  validators: readonly ProviderValidator[],
  unbonding: readonly UnbondingEntry[] = [],
  blockOfEpoch = 0,
): LocalSnapshot<ProviderContext> {
  return snapshot({
    validators,
    unbonding,
    liquidTokens: 0,
    channelOpenings: [],
    blockOfEpoch,
    consensusSet: [],
    haltReason: '',
  });
}

export function entry(changes: Partial<UnbondingEntry> = {}): UnbondingEntry {
  return {
    kind: 'undelegation',
    validator: 'v1',
    destination: '',
    initialBalance: 4,
    balance: 4,
    completesIn: 3,
    createdAt: 0,
    ...changes,
  };
}

/** A report of c1 about v1, as it reaches the provider. */
export function handleDowntime(changes: Partial<AcceptedReport> = {}): MachineEvent {
  return {
    type: 'handleDowntime',
    consumer: 'c1',
    key: 'k1',
    validator: 'v1',
    power: 10,
    vsc: 2,
    slashFraction: { numerator: 5, denominator: 10 },
    jailSeconds: 1,
    ...changes,
  };
}

export function consumerState(changes: Partial<ConsumerContext> = {}): LocalSnapshot<ConsumerContext> {
  return snapshot({
    set: [
      { key: 'k1', power: 3 },
      { key: 'v2', power: 2 },
    ],
    signers: [
      { key: 'k1', power: 3 },
      { key: 'v2', power: 2 },
    ],
    pendingChanges: null,
    vscOfHeight: { previous: 'genesis', current: 'genesis', next: 'genesis' },
    channelEstablished: true,
    outstanding: [],
    queue: [],
    slashRecord: null,
    down: [],
    missed: [],
    channelClosed: false,
    faulty: false,
    ...changes,
  });
}

export function recordState(
  changes: Partial<ConsumerRecordContext> = {},
  value = 'launched',
): LocalSnapshot<ConsumerRecordContext> {
  const stored = [
    { validator: 'v1', key: 'k1', power: 3 },
    { validator: 'v2', key: 'v2', power: 2 },
  ];
  return snapshot(
    { consumer: 'c1', hasChannel: true, stored, pending: [], slashAcks: [], ...changes },
    value,
  );
}

export function channelState(
  changes: Partial<ChannelContext> = {},
  ends: { readonly providerEnd: 'open' | 'closed'; readonly consumerEnd: 'open' | 'closed' } = {
    providerEnd: 'open',
    consumerEnd: 'open',
  },
): LocalSnapshot<ChannelContext> {
  const context = {
    drift: 0,
    toConsumer: [],
    toProvider: [],
    slashAcks: [],
    vscError: 'none' as const,
    consumerHalted: false,
    consumerClientExpiresIn: 3,
    providerClientExpiresIn: 3,
    ...changes,
  };
  return snapshot(context, { ...ends });
}
