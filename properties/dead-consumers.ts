/**
 * What becomes of a consumer that no longer answers, since nothing but a failing VSC tells the provider of it (N18).
 * Of consumers that have a life cycle.
 */
import { channelOf, recordOf } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import type { Check } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { mayLoseChannel, ofEachManagedConsumer, whereManagedConsumers } from './lifecycle.ts';
import { isLaunched } from './relation.ts';
import { mostOf } from './scope-room.ts';

/** The chain has halted, its end of the channel is closed, or no header of it can be proved. */
function isSilent({ value, context }: ChannelSnapshot): boolean {
  return context.consumerHalted || value.consumerEnd === 'closed' || context.consumerClientExpiresIn === 0;
}

/** Why it is silent, for messages. */
function silenceOf(id: string, { value, context }: ChannelSnapshot): string {
  if (context.consumerHalted) return `${id} has halted`;
  return value.consumerEnd === 'closed' ? `${id} has closed its end` : `the client of ${id} has expired`;
}

/** A chain halts, closes its channel, or, where anything expires, is left without a relayer for too long. */
function mayFallSilent(instance: Instance): boolean {
  return mostOf(instance, 'consumerHalts') > 0 || mayLoseChannel(instance);
}

const silentChecks = whereManagedConsumers(mayFallSilent, (_instance, { id }): readonly Check[] => [
  {
    kind: 'leadsTo',
    scope: id,
    reads: [recordOf(id), channelOf(id)],
    from: (record: RecordSnapshot, channel: ChannelSnapshot) => isLaunched(record) && isSilent(channel),
    to: (record: RecordSnapshot, channel: ChannelSnapshot) => !isLaunched(record) || !isSilent(channel),
    fairness: 'F3',
    explain: (_record: RecordSnapshot, channel: ChannelSnapshot) =>
      `${silenceOf(id, channel)}, and it stays launched for ever`,
  },
]);

const deadConsumerStopped: IcsProperty = {
  id: 'dead-consumer-eventually-stopped',
  title: 'A consumer that no longer answers does not stay launched for ever',
  kind: 'leadsTo',
  statement:
    'A consumer that has halted, has closed its end of the channel, or whose client has expired is eventually stopped, if it stays so.',
  source: ['ADR-018 (consequences)', 'cosmos/interchain-security#283', 'QA plan 4.04, 4.05'],
  assumptions: ['LB', 'CR', 'F3'],
  witness: 'a launched consumer no longer answers',
  expected: (system) => (silentChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N18',
    restoredBy: 'dead-consumer-eventually-stopped-by-failing-vsc',
    assumption:
      'its end of the channel is closed, its client is active, and a VSC is on its way to it; or its owner removes it',
  },
  checks: silentChecks,
};

const failingVscChecks = whereManagedConsumers(mayLoseChannel, (_instance, { id }): readonly Check[] => [
  {
    kind: 'leadsTo',
    scope: id,
    reads: [recordOf(id), channelOf(id)],
    from: (record: RecordSnapshot, { value, context }: ChannelSnapshot) =>
      isLaunched(record) && value.consumerEnd === 'closed' && context.toConsumer.length > 0,
    to: (record: RecordSnapshot) => !isLaunched(record),
    excluded: (_record: RecordSnapshot, { context }: ChannelSnapshot) =>
      context.consumerClientExpiresIn === 0,
    fairness: 'F3',
    explain: () =>
      `a VSC to ${id} can never arrive, since its end is closed, and ${id} stays launched for ever`,
  },
]);

const stoppedByFailingVsc: IcsProperty = {
  id: 'dead-consumer-eventually-stopped-by-failing-vsc',
  title: 'A closed consumer is stopped once a VSC is on its way to it',
  kind: 'leadsTo',
  statement:
    'A consumer whose end of the channel is closed is eventually stopped if a VSC is on its way to it and its client stays active.',
  source: ['x/ccv/provider/keeper/relay.go OnTimeoutPacket', 'ICS-04 timeoutOnClose'],
  assumptions: ['LB', 'CR', 'NX', 'F3'],
  witness: 'a VSC is on its way to an end that is closed',
  expected: holdsWhereApplicable(failingVscChecks),
  checks: failingVscChecks,
};

/** An owner can only be relied upon where nothing bounds what owners do. */
const ownerChecks: IcsProperty['checks'] = (system) =>
  system.instance.budgets.lifecycleActions === 'unlimited' ? silentOwnerChecks(system) : [];

const silentOwnerChecks = ofEachManagedConsumer((_instance, { id }): readonly Check[] => [
  {
    kind: 'leadsTo',
    scope: id,
    reads: [recordOf(id), channelOf(id)],
    from: (record: RecordSnapshot, channel: ChannelSnapshot) => isLaunched(record) && isSilent(channel),
    to: (record: RecordSnapshot, channel: ChannelSnapshot) => !isLaunched(record) || !isSilent(channel),
    fairness: 'FO',
    closing: 'removal',
    explain: (_record: RecordSnapshot, channel: ChannelSnapshot) =>
      `${silenceOf(id, channel)}, its owner may remove it, and it stays launched for ever`,
  },
]);

export const deadConsumerProperties: readonly IcsProperty[] = [
  deadConsumerStopped,
  stoppedByFailingVsc,
  {
    id: 'dead-consumer-eventually-stopped-by-owner',
    title: 'An owner who minds can end it',
    kind: 'leadsTo',
    statement:
      'A consumer that no longer answers is eventually stopped if its owner does not neglect for ever to remove it.',
    source: ['ADR-019 MsgRemoveConsumer'],
    assumptions: ['LB', 'FO'],
    witness: 'a launched consumer no longer answers',
    expected: holdsWhereApplicable(ownerChecks),
    checks: ownerChecks,
  },
];
