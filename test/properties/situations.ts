/**
 * Situations made by hand: snapshots that differ from those at the start of a small system only in what a test is about.
 *
 * The system: validators a:3, b:2, c:1 on a provider with epochs of two blocks and an unbonding period of 8 s; consumer
 * c1 knows a by the key ka, consumer c2 by its own; both unbond in 4 s. Blocks take a second.
 */
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { instanceSchema } from '../../model/instance.ts';
import type {
  ChannelContext,
  ChannelEnds,
  ConsumerContext,
  ConsumerRecordContext,
  ProviderContext,
  ProviderValidator,
  UnbondingEntry,
} from '../../model/vocabulary.ts';
import type {
  ChannelSnapshot,
  ConsumerSnapshot,
  ProviderSnapshot,
  RecordSnapshot,
} from '../../properties/ics-property.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { PlainStepper } from '../../src/system/plain-stepper.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';

const budget = 1;
const consumer = {
  blockSeconds: [1],
  unbondingSeconds: 4,
  ccvTimeoutSeconds: 5,
  retryDelaySeconds: 1,
  downtimeBlocks: 1,
  downtimeSlashFraction: '0.5',
  downtimeJailSeconds: 1,
};

const twoConsumers = instanceSchema.parse({
  name: 'twoConsumers',
  description: 'Three validators and two consumers of the same shape.',
  features: 'v7',
  provider: {
    blockSeconds: [1],
    unbondingSeconds: 8,
    blocksPerEpoch: 2,
    maxValidators: 3,
    maxProviderConsensusValidators: 3,
    powerReduction: 1,
    ccvTimeoutSeconds: 5,
    slashMeterReplenishSeconds: 2,
    slashMeterReplenishFraction: '0.2',
    trustingPeriodFraction: '0.75',
    downtimeSlashFraction: '0.5',
    downtimeJailSeconds: 1,
    doubleSignSlashFraction: '0.5',
  },
  validators: [
    { id: 'a', tokens: 3 },
    { id: 'b', tokens: 2 },
    { id: 'c', tokens: 1 },
  ],
  consumers: [
    { id: 'c1', ...consumer, assignedKeys: { a: 'ka' } },
    { id: 'c2', ...consumer },
  ],
  liquidTokens: 4,
  stakingAmounts: [1],
  maxClockDriftSeconds: 2,
  budgets: {
    stakingOperations: budget,
    consumerDowntimes: budget,
    providerDowntimes: budget,
    providerDoubleSigns: budget,
    unjailings: budget,
    clientRecoveries: budget,
    consumerFaults: budget,
  },
});

export const ics: IcsSystem = createIcsSystem(twoConsumers);

const system = defineSystem(ics.definition);
const { snapshots } = new PlainStepper(system).initial();
const starts = new Map(system.componentIds.map((id, index) => [id, snapshots[index]]));

function snapshotOf<Context>(
  component: string,
  change: Partial<Context>,
  value?: LocalSnapshot['value'],
): LocalSnapshot<Context> {
  const start = starts.get(component) as LocalSnapshot<Context> | undefined;
  if (start === undefined) throw new Error(`no component ${component}`);
  return { value: value ?? start.value, context: { ...start.context, ...change } };
}

export function providerIn(change: Partial<ProviderContext> = {}, value = 'running'): ProviderSnapshot {
  return snapshotOf<ProviderContext>('provider', change, value);
}

export function recordIn(change: Partial<ConsumerRecordContext> = {}, value = 'launched'): RecordSnapshot {
  return snapshotOf<ConsumerRecordContext>('record-c1', change, value);
}

export function channelIn(
  change: Partial<ChannelContext> = {},
  ends: Partial<ChannelEnds> = {},
): ChannelSnapshot {
  const value: ChannelEnds = { providerEnd: 'open', consumerEnd: 'open', ...ends };
  return snapshotOf<ChannelContext>('channel-c1', change, { ...value }) as ChannelSnapshot;
}

export function consumerIn(change: Partial<ConsumerContext> = {}): ConsumerSnapshot {
  return snapshotOf<ConsumerContext>('consumer-c1', change);
}

/** The three validators, changed as told. */
export function validatorsWith(
  changes: Readonly<Record<string, Partial<ProviderValidator>>>,
): readonly ProviderValidator[] {
  return providerIn().context.validators.map((validator) => ({ ...validator, ...changes[validator.id] }));
}

/** A set or a list of updates from `{ b: 2, ka: 3 }`, sorted by key. */
export function powers(byKey: Readonly<Record<string, number>>): readonly { key: string; power: number }[] {
  return Object.entries(byKey)
    .map(([key, power]) => ({ key, power }))
    .sort((x, y) => (x.key < y.key ? -1 : 1));
}

/** The set that c1 starts with. */
export const launchSet = powers({ b: 2, c: 1, ka: 3 });

/** A VSC of that age. */
export function vsc(
  age: number,
  updates: Readonly<Record<string, number>>,
  slashAcks: readonly string[] = [],
) {
  return { vsc: age, updates: powers(updates), slashAcks };
}

export function undelegation(
  validator: string,
  tokens: number,
  change: Partial<UnbondingEntry> = {},
): UnbondingEntry {
  return {
    kind: 'undelegation',
    validator,
    destination: '',
    initialBalance: tokens,
    balance: tokens,
    completesIn: 8,
    createdAt: 0,
    ...change,
  };
}

/** A step of one component. */
export function stepOf<Context>(
  before: LocalSnapshot<Context>,
  event: MachineEvent,
  after: LocalSnapshot<Context>,
  emitted: readonly Emitted[] = [],
) {
  return { before, event, after, emitted };
}

/** Plays deliveries to an observer and returns its last state. */
export function observed<State>(
  observer: { readonly initial: State; readonly reduce: (state: State, delivery: ScriptedDelivery) => State },
  deliveries: readonly (readonly [component: string, event: MachineEvent, ...emitted: Emitted[]])[],
  from: State = observer.initial,
): State {
  return deliveries.reduce(
    (state, [component, event, ...emitted]) => observer.reduce(state, { component, event, emitted }),
    from,
  );
}

interface ScriptedDelivery {
  readonly component: string;
  readonly event: MachineEvent;
  readonly emitted: readonly Emitted[];
}
