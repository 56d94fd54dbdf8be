/** What validators decide about validating a consumer comes true. */
import { channelOf, recordOf } from '../model/component-ids.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import {
  createMembershipWishes,
  membershipWishesId,
  type MembershipWishes,
} from './observers/membership-wishes.ts';
import { isOldestMet } from './observers/oldest-first.ts';
import { onePerConsumer } from './observers/one-per-consumer.ts';
import { isSevered } from './relation.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import { ofEachShapedWithFixedKeys } from './shaping-steps.ts';

const membershipWishes = onePerConsumer<MembershipWishes>((instance, consumer) => {
  if (!isShaped(consumer)) throw new TypeError(`expected a shaped consumer, received ${consumer.id}`);
  return createMembershipWishes(instance, consumer);
});

/** Every wish of that kind is fulfilled or void some day. */
function honoured(kind: 'joining' | 'leaving', fate: string): IcsProperty['checks'] {
  return ofEachShapedWithFixedKeys((instance, consumer) => [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      reads: [membershipWishesId(consumer.id), recordOf(consumer.id), channelOf(consumer.id)],
      observers: [membershipWishes(instance, consumer)],
      from: ({ [kind]: wishes }: MembershipWishes) => wishes.open.length > 0,
      to: ({ [kind]: wishes }: MembershipWishes) => isOldestMet(wishes),
      excluded: (_: MembershipWishes, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: ({ [kind]: { open } }: MembershipWishes) =>
        `${open[0] ?? ''} ${fate} ${consumer.id}, and nothing stands against it`,
    },
  ]);
}

const joiningChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'optIns') ? honoured('joining', 'has opted in and never comes to validate')(system) : [];

const optInHonoured: IcsProperty = {
  id: 'opt-in-honoured',
  title: 'Opting in takes effect',
  kind: 'leadsTo',
  statement:
    "A validator that opts in, or is taken in by the top N, eventually is in the consumer's set, unless it opts out or turns out not to be eligible, or to be capped out, at the end of an epoch.",
  source: ['ADR-015', 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn'],
  assumptions: ['LB', 'CR', 'NX', 'NC'],
  witness: 'a validator opts in',
  expected: holdsWhereApplicable(joiningChecks),
  checks: joiningChecks,
};

const leavingChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'optOuts')
    ? honoured('leaving', 'has opted out and never ceases to validate')(system)
    : [];

const optOutHonoured: IcsProperty = {
  id: 'opt-out-honoured',
  title: 'Opting out takes effect',
  kind: 'leadsTo',
  statement:
    "A validator that opts out eventually is not in the consumer's set, unless it opts in again or is in the top N at the end of an epoch.",
  source: ['ADR-015', 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut', 'Quint CanOptOut'],
  assumptions: ['LB', 'CR', 'NX', 'NC'],
  witness: 'a validator opts out',
  expected: holdsWhereApplicable(leavingChecks),
  checks: leavingChecks,
};

export const optingProperties: readonly IcsProperty[] = [optInHonoured, optOutHonoured];
