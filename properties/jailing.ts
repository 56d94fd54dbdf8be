/** Validators that are jailed or tombstoned: they lose their power everywhere, and the latter for good. */
import { channelOf, consumerOf, provider, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { ProviderContext, ProviderValidator } from '../model/vocabulary.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen, mayPunishEquivocation } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { usersOn, type StageSnapshots } from './keys-of.ts';
import { blocksBegun } from './observers/heard.ts';
import { isLaunched, isSevered, isStakingUnsettled } from './relation.ts';

type ProviderStep = LocalStep<ProviderContext>;
type Banned = (validator: ProviderValidator) => boolean;

/** Banned validators that an epoch end has left in the set stored for a consumer. */
function staleMember(
  instance: Instance,
  isBanned: Banned,
): (chain: ProviderSnapshot, record: RecordSnapshot) => string | undefined {
  const first = 1 % epochLength(instance);
  return ({ context }, record) => {
    if (context.blockOfEpoch !== first || !isLaunched(record)) return undefined;
    for (const candidate of context.validators) {
      // Who was jailed in the block now running has its power until the EndBlock.
      if (candidate.lastPower > 0 || !isBanned(candidate)) continue;
      if (record.context.stored.some(({ validator }) => validator === candidate.id)) return candidate.id;
    }
    return undefined;
  };
}

function storedWithoutBanned(what: string, isBanned: Banned) {
  return (instance: Instance, consumer: ConsumerInstance): Check => {
    const stale = staleMember(instance, isBanned);
    return {
      kind: 'always',
      scope: `${consumer.id}: stored`,
      reads: [provider, recordOf(consumer.id)],
      holds: (chain: ProviderSnapshot, record: RecordSnapshot) => stale(chain, record) === undefined,
      witness: ({ context }: ProviderSnapshot, record: RecordSnapshot) =>
        context.blockOfEpoch === 1 % epochLength(instance) &&
        isLaunched(record) &&
        context.validators.some((validator) => validator.lastPower === 0 && isBanned(validator)),
      explain: (chain: ProviderSnapshot, record: RecordSnapshot) =>
        `the epoch has ended and ${stale(chain, record) ?? ''}, which is ${what}, is still in the set stored for ${consumer.id}`,
    };
  };
}

const isJailed: Banned = ({ jailed }) => jailed;
const storedWithoutJailed = storedWithoutBanned('jailed', isJailed);

function jailedMember(
  consumer: ConsumerInstance,
  chain: ProviderSnapshot,
  { context }: ConsumerSnapshot,
  stages: StageSnapshots,
): string | undefined {
  const jailed = new Set<string>();
  for (const validator of chain.context.validators) if (validator.jailed) jailed.add(validator.id);
  if (jailed.size === 0) return undefined;
  const { userOf } = usersOn(consumer);
  return context.set.map(({ key }) => userOf(key, stages)).find((user) => jailed.has(user));
}

const removalChecks: IcsProperty['checks'] = (system) => {
  const { powerReduction } = system.instance.provider;
  const ofConsumers = ofEachConsumer((instance, consumer): readonly Check[] => [
    storedWithoutJailed(instance, consumer),
    {
      kind: 'leadsTo',
      scope: `${consumer.id}: set in force`,
      reads: [
        provider,
        recordOf(consumer.id),
        channelOf(consumer.id),
        consumerOf(consumer.id),
        ...usersOn(consumer).reads,
      ],
      from: (
        chain: ProviderSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        consumerChain: ConsumerSnapshot,
        ...stages: StageSnapshots
      ) => jailedMember(consumer, chain, consumerChain, stages) !== undefined,
      // As long as somebody is jailed or released anew, one jailed validator or another may be in the set.
      to: (
        chain: ProviderSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        consumerChain: ConsumerSnapshot,
        ...stages: StageSnapshots
      ) =>
        jailedMember(consumer, chain, consumerChain, stages) === undefined ||
        isStakingUnsettled(chain.context, powerReduction),
      excluded: (_chain: ProviderSnapshot, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: (
        chain: ProviderSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        consumerChain: ConsumerSnapshot,
        ...stages: StageSnapshots
      ) =>
        `${jailedMember(consumer, chain, consumerChain, stages) ?? ''} is jailed and keeps its power on ${consumer.id} for ever`,
    },
  ]);
  const bannedWithPower = ({ event, after }: ProviderStep): string | undefined =>
    blocksBegun(event).blocks === 0
      ? undefined
      : after.context.validators.find(({ jailed, lastPower }) => jailed && lastPower > 0)?.id;
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => bannedWithPower(step) === undefined,
      witness: ({ before, event }: ProviderStep) =>
        event.type === 'nextBlock' &&
        before.context.validators.some(({ jailed, lastPower }) => jailed && lastPower > 0),
      explain: (step: ProviderStep) =>
        `${bannedWithPower(step) ?? ''} is jailed and has power after an EndBlock of the provider`,
    },
    ...ofConsumers(system),
  ];
};

const jailRemovesEverywhere: IcsProperty = {
  id: 'jail-removes-everywhere',
  title: 'Jailing removes a validator from every consumer',
  kind: 'always',
  statement:
    'A validator that is jailed when an epoch ends is in no set stored for a launched consumer, and then leaves the set in force on each of them.',
  source: [
    'tests/mbt/model/ccv.qnt recvSlashPacketOnProvider',
    'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    'Go TestRelayAndApplyDowntimePacket',
  ],
  assumptions: ['LB', 'CR', 'NX', 'NC'],
  witness: 'a validator is jailed and has power in a set',
  expected: holdsWhereApplicable(removalChecks),
  checks: removalChecks,
};

/** A tombstoned validator that has come back in a step, or that is gone. */
function revived({ before, event, after }: ProviderStep): string {
  for (const { id, tombstoned } of before.context.validators) {
    if (!tombstoned) continue;
    const now = after.context.validators.find((validator) => validator.id === id);
    if (now === undefined || !now.tombstoned || !now.jailed)
      return `${id} is no longer tombstoned and jailed`;
    if (blocksBegun(event).blocks > 0 && now.lastPower > 0) return `${id} has power after an EndBlock`;
  }
  const free = after.context.validators.find(({ tombstoned, jailed }) => tombstoned && !jailed);
  return free === undefined ? '' : `${free.id} is tombstoned and not jailed`;
}

const storedWithoutTombstoned = storedWithoutBanned('tombstoned', ({ tombstoned }) => tombstoned);

const tombstoneChecks: IcsProperty['checks'] = (system) => {
  if (!mayHappen(system, 'providerDoubleSigns') && !mayPunishEquivocation(system.instance)) return [];
  const ofConsumers = ofEachConsumer((instance, consumer) => [storedWithoutTombstoned(instance, consumer)]);
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => revived(step) === '',
      witness: ({ before, event }: ProviderStep) =>
        event.type === 'nextBlock' && before.context.validators.some(({ tombstoned }) => tombstoned),
      explain: (step: ProviderStep) => `"${step.event.type}": ${revived(step)}`,
    },
    ...ofConsumers(system),
  ];
};

const tombstoneIsFinal: IcsProperty = {
  id: 'tombstone-is-final',
  title: 'Tombstoned validators never return',
  kind: 'step',
  statement:
    'A tombstoned validator stays tombstoned and jailed for ever, has no power after any EndBlock and is in no set computed for a consumer.',
  source: ['cosmos-sdk x/slashing MsgUnjail, x/evidence', 'ADR-020'],
  assumptions: [],
  witness: 'a block, and the end of an epoch, with a tombstoned validator',
  expected: holdsWhereApplicable(tombstoneChecks),
  checks: tombstoneChecks,
};

export const jailingProperties: readonly IcsProperty[] = [jailRemovesEverywhere, tombstoneIsFinal];
