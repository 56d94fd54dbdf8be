/** What each fault of the provider's machines does differently, in the smallest story that shows it. */
import test from 'ava';
import { createIcsSystem } from '../../../model/ics-system.ts';
import type {
  ChannelContext,
  ConsumerRecordContext,
  ProviderContext,
  SlashMeterContext,
} from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { SystemWalker } from '../system-walker.ts';
import { providerInstance } from './provider-instance.ts';

interface Story {
  readonly fault: string;
  readonly about: string;
  readonly wishes?: Parameters<typeof providerInstance>[0];
  readonly events: readonly (readonly [string, MachineEvent])[];
  /** What is looked at afterwards. */
  readonly observed: (walker: SystemWalker) => unknown;
  readonly right: unknown;
  readonly wrong: unknown;
}

const block = ['provider', { type: 'nextBlock', seconds: 1 }] as const;
const reports = (key: string, power = 1) =>
  ['record-c1', { type: 'slashPacketReceived', key, power, vsc: 'genesis' }] as const;
const does = (type: string, validator: string, tokens?: number) =>
  ['provider', { type, validator, ...(tokens !== undefined && { tokens }) }] as const;

const meter = (walker: SystemWalker): number => walker.context<SlashMeterContext>('slash-meter').meter;
const acks = (walker: SystemWalker): unknown => walker.context<ConsumerRecordContext>('record-c1').slashAcks;
const jailed = (walker: SystemWalker): unknown =>
  walker
    .context<ProviderContext>('provider')
    .validators.filter((validator) => validator.jailed)
    .map(({ id }) => id);
const jailedFor = (walker: SystemWalker): unknown =>
  walker.context<ProviderContext>('provider').validators[0]?.jailedFor;
const tokensOfA = (walker: SystemWalker): unknown =>
  walker.context<ProviderContext>('provider').validators[0]?.tokens;
const packets = (walker: SystemWalker): unknown =>
  walker.context<ChannelContext>('channel-c1').toConsumer.map(({ updates }) => updates);
const isHalted = (walker: SystemWalker): boolean => walker.read('provider').value === 'halted';

const keyed = { consumers: [{ id: 'c1', assignedKeys: { a: 'k' } }] };
const stories: readonly Story[] = [
  {
    fault: 'F02',
    about: 'once due, the meter is replenished in every block',
    events: [reports('a'), block, block, block],
    observed: meter,
    right: -1,
    wrong: 0,
  },
  {
    fault: 'F03',
    about: 'the ack names the validator instead of the reported key',
    wishes: keyed,
    events: [reports('k')],
    observed: acks,
    right: ['k'],
    wrong: ['a'],
  },
  {
    fault: 'F12',
    about: 'no ack for a report about a non-member',
    wishes: { consumers: [{ id: 'c1', optedIn: ['b'] }] },
    events: [reports('a')],
    observed: acks,
    right: ['a'],
    wrong: [],
  },
  {
    fault: 'F13',
    about: 'a member that was Unbonded long ago is dropped without an ack',
    wishes: { provider: { blocksPerEpoch: 2, unbondingSeconds: 2 } },
    events: [does('providerDowntime', 'a'), block, block, block, reports('a')],
    observed: acks,
    right: ['a'],
    wrong: [],
  },
  {
    fault: 'F24',
    about: 'an expired client halts the provider at the next VSC',
    wishes: {
      provider: { unbondingSeconds: 50, ccvTimeoutSeconds: 50 },
      consumers: [{ id: 'c1', unbondingSeconds: 3 }],
    },
    events: [block, block, block, does('delegate', 'a', 1), block],
    observed: isHalted,
    right: false,
    wrong: true,
  },
  {
    fault: 'F25',
    about: 'a closed channel halts the provider at the next VSC',
    events: [
      ['channel-c1', { type: 'closeFromConsumer' }],
      ['channel-c1', { type: 'relayClose' }],
      does('delegate', 'a', 1),
      block,
      block,
    ],
    observed: isHalted,
    right: false,
    wrong: true,
  },
  {
    fault: 'F27',
    about: 'a jailed validator is slashed again',
    wishes: { provider: { slashMeterReplenishFraction: '1' } },
    events: [reports('a', 2), reports('a', 2)],
    observed: tokensOfA,
    right: 2,
    wrong: 1,
  },
  {
    fault: 'F29',
    about: 'an assigned key is charged nothing',
    wishes: keyed,
    events: [reports('k')],
    observed: meter,
    right: -2,
    wrong: 1,
  },
  {
    fault: 'F44',
    about: 'a negative meter lets the next report pass',
    events: [reports('a'), reports('b')],
    observed: jailed,
    right: ['a'],
    wrong: ['a', 'b'],
  },
  {
    fault: 'M01',
    about: 'a validator that leaves is not mentioned',
    events: [does('providerDowntime', 'b'), does('delegate', 'a', 1), block, block],
    observed: packets,
    right: [
      [
        { key: 'a', power: 4 },
        { key: 'b', power: 0 },
      ],
    ],
    wrong: [[{ key: 'a', power: 4 }]],
  },
  {
    fault: 'M02',
    about: 'the same change is sent again in every epoch',
    events: [does('delegate', 'a', 1), block, block, block, block],
    observed: packets,
    right: [[{ key: 'a', power: 4 }]],
    wrong: [[{ key: 'a', power: 4 }], [{ key: 'a', power: 4 }]],
  },
  {
    fault: 'M08',
    about: 'a jailed validator stays in the sets of consumers',
    wishes: { provider: { downtimeSlashFraction: '0' } },
    events: [does('providerDowntime', 'b'), block, block],
    observed: packets,
    right: [[{ key: 'b', power: 0 }]],
    wrong: [],
  },
  {
    fault: 'M09',
    about: 'a VSC is pending before the epoch ends',
    events: [does('delegate', 'a', 1), block],
    observed: (walker) => walker.context<ConsumerRecordContext>('record-c1').pending.length,
    right: 0,
    wrong: 1,
  },
  {
    fault: 'M22',
    about: 'an undelegation from before the channel is slashed under id 0',
    wishes: { validators: [{ id: 'a', tokens: 3, unbonding: [{ tokens: 2, completesIn: 4 }] }] },
    events: [reports('a')],
    observed: (walker) => walker.context<ProviderContext>('provider').unbonding.map(({ balance }) => balance),
    right: [2],
    wrong: [1],
  },
  {
    fault: 'M31',
    about: 'a meter of 0 bounces',
    wishes: { validators: ['a', 'b'].map((id) => ({ id, tokens: 1 })) },
    events: [reports('a'), reports('b')],
    observed: jailed,
    right: ['a', 'b'],
    wrong: ['a'],
  },
  {
    fault: 'M33',
    about: 'a replenishment leads above the allowance',
    wishes: {
      validators: [
        { id: 'a', tokens: 20 },
        { id: 'b', tokens: 2 },
      ],
      provider: { slashMeterReplenishFraction: '0.25' },
    },
    // A quarter of 22 rounds to 6, of which 2 are charged; then the allowance is a quarter of 20.
    events: [reports('b'), block, block],
    observed: meter,
    right: 5,
    wrong: 9,
  },
  {
    fault: 'M35',
    about: 'an allowance of nothing never repays',
    wishes: { provider: { slashMeterReplenishFraction: '0' } },
    events: [reports('b'), block, block, block, block],
    observed: meter,
    right: 1,
    wrong: -1,
  },
  {
    fault: 'M36',
    about: 'a dropped report is charged',
    wishes: { consumers: [{ id: 'c1', optedIn: ['b'] }] },
    events: [reports('a', 3)],
    observed: meter,
    right: 1,
    wrong: -2,
  },
  {
    fault: 'M37',
    about: 'a second report starts the term anew',
    wishes: { provider: { slashMeterReplenishFraction: '1', blocksPerEpoch: 5 } },
    events: [reports('a'), block, reports('a')],
    observed: jailedFor,
    right: 1,
    wrong: 2,
  },
];

for (const { fault, about, wishes, events, observed, right, wrong } of stories) {
  test(`${fault}: ${about}`, (t) => {
    const after = (...faults: readonly string[]): unknown => {
      const walker = new SystemWalker(createIcsSystem(providerInstance(wishes), { faults }));
      for (const [to, event] of events) walker.must(to, event);
      return observed(walker);
    };
    t.deepEqual(after(), right);
    t.deepEqual(after(fault), wrong);
  });
}
