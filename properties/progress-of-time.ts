/** That time goes on: what every promise of the kind "eventually" rests on. */
import { channelOf, provider } from '../model/component-ids.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
} from './ics-property.ts';
import { canDeliver } from './relation.ts';

/**
 * Blocks are told apart by their place in the epoch, so there have to be two places at least; and not hundreds, as where
 * quiet blocks are skipped: what is owed anew with every block is followed to the end of an epoch.
 */
const checks: IcsProperty['checks'] = ({ instance }): readonly Check[] => {
  if (epochLength(instance) === 1 || instance.skipQuietBlocks) return [];
  const isLast = ({ context }: ProviderSnapshot): boolean => context.blockOfEpoch === 0;
  const isOther = (chain: ProviderSnapshot): boolean => !isLast(chain);
  const channels =
    instance.maxVscsInFlight === undefined ? [] : instance.consumers.map(({ id }) => channelOf(id));
  // Where blocks wait for relayers, and these may be too late, the provider may wait for what can no longer arrive.
  const excluded = ({ context }: ProviderSnapshot, ...waitedFor: readonly ChannelSnapshot[]): boolean =>
    context.haltReason !== '' || waitedFor.some((channel) => !canDeliver(channel));
  const explain = ({ context }: ProviderSnapshot): string =>
    `no block follows: the provider stays at place ${String(context.blockOfEpoch)} of its epoch for ever`;
  const common = {
    kind: 'leadsTo',
    reads: [provider, ...channels],
    excluded,
    fairness: 'F0',
    explain,
  } as const;
  return [
    { ...common, scope: 'end of an epoch', from: isLast, to: isOther },
    { ...common, scope: 'within an epoch', from: isOther, to: isLast },
  ];
};

const noZeno: IcsProperty = {
  id: 'no-zeno',
  title: 'Time goes on',
  kind: 'leadsTo',
  statement:
    'In every fair run the provider ends one epoch after the other, and as each block takes a second at least, time passes every bound.',
  source: ['derived: without it nothing could be said of what happens eventually'],
  assumptions: ['LB', 'CR', 'NX'],
  witness: 'any state',
  expected: holdsWhereApplicable(checks),
  checks,
};

export const timeProperties: readonly IcsProperty[] = [noZeno];
