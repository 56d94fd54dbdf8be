/** Unbondings that wait for consumers (v1-v5): on whose account, until when, and that they come to an end. */
import { channelOf, provider, recordOf } from '../model/component-ids.ts';
import type { ConsumerRecordContext, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayOutrunHolds } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { lostInRestart, sendsVscs } from './lost-in-restart.ts';
import { eventOf } from './model-events.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import {
  pausedUnbondings,
  pausedUnbondingsId,
  type PausedUnbondings,
} from './observers/paused-unbondings.ts';
import {
  unbondingObligations,
  unbondingObligationsId,
  type UnbondingObligations,
} from './observers/unbonding-obligations.ts';
import { canDeliver, isLaunched } from './relation.ts';

type ProviderStep = LocalStep<ProviderContext>;

/** What the hook did wrong in a step of the provider; empty if nothing. */
function faultOfNotice({ before, after, emitted }: ProviderStep): string {
  const sent = emitted.flatMap((each) => (each.type === 'send' ? [each.event.type] : []));
  const epochEnd = sent.indexOf('epochEnded');
  if (epochEnd !== -1 && sent.lastIndexOf('unbondingInitiated') > epochEnd)
    return 'an unbonding is announced only after the sets of its epoch were computed';
  const asked = messagesOf(emitted, 'unbondingInitiated');
  const begun = after.context.validators
    .filter(
      ({ id, status }) =>
        status === 'Unbonding' &&
        before.context.validators.some((other) => other.id === id && other.status === 'Bonded'),
    )
    .map(({ id }) => id);
  const unasked = begun.find(
    (id) => !asked.some(({ validator, operation }) => operation === 'validator' && validator === id),
  );
  if (unasked !== undefined) return `nobody is asked whether the unbonding of ${unasked} is to be held`;
  const grows = after.context.unbonding.length > before.context.unbonding.length;
  const isAsked = asked.some(({ operation }) => operation === 'entry');
  return grows && notesOf(emitted, 'unbondingStarted').length > 0 && !isAsked
    ? 'nobody is asked whether the stake that begins to unbond is to be held'
    : '';
}

/** Where a hold is filed in the step that sets it, if not under the id that is current for it; empty if it is. */
function misfiled(step: ProviderStep): string {
  const event = eventOf(step);
  if (event.type !== 'unbondingHeld') return '';
  const { context } = step.after;
  const found = context.validators.find(({ id }) => id === event.validator);
  const [filed, current] =
    event.operation === 'entry'
      ? [context.unbonding.at(-1)?.hold?.vsc, 0]
      : [found?.holds?.at(-1)?.vsc, found?.unbondingSince];
  return filed === current
    ? ''
    : `the unbonding from ${event.validator} is filed under the id of ${String(filed)} ids ago, the current one is of ${String(current)} ids ago`;
}

/** The record of a consumer that holds an unbonding, and would make no VSC of its id if no power moved. */
function isNotFiled({ after, emitted }: LocalStep<ConsumerRecordContext>): boolean {
  return messagesOf(emitted, 'unbondingHeld').length > 0 && after.context.unbondingsBegan !== true;
}

const noticeChecks: IcsProperty['checks'] = ({ features, consumers }): readonly Check[] =>
  features.vscMaturity
    ? [
        {
          kind: 'step',
          scope: 'hook',
          on: provider,
          holds: (step: ProviderStep) => faultOfNotice(step) === '',
          witness: ({ emitted }: ProviderStep) => messagesOf(emitted, 'unbondingInitiated').length > 0,
          explain: (step: ProviderStep) => `"${step.event.type}" of the provider: ${faultOfNotice(step)}`,
        },
        {
          kind: 'step',
          scope: 'id',
          on: provider,
          holds: (step: ProviderStep) => misfiled(step) === '',
          witness: ({ event }: ProviderStep) => event.type === 'unbondingHeld',
          explain: misfiled,
        },
        ...consumers.map(({ id }): Check => ({
          kind: 'step',
          scope: `${id}: filed`,
          on: recordOf(id),
          holds: (step: LocalStep<ConsumerRecordContext>) => !isNotFiled(step),
          witness: ({ emitted }: LocalStep<ConsumerRecordContext>) =>
            messagesOf(emitted, 'unbondingHeld').length > 0,
          explain: () => `${id} holds an unbonding and is owed no VSC for it: it would hold it for ever`,
        })),
      ]
    : [];

const notifiedBeforeUpdate: IcsProperty = {
  id: 'unbonding-notified-before-update',
  title: 'CCV hears of an unbonding before the update that it causes',
  kind: 'step',
  statement:
    'Every unbonding that begins is announced to the records of consumers before the sets of its epoch are computed, and is filed under the VSC id that was current then, of which every consumer that holds it is owed a VSC.',
  source: ['ICS-28 assumptions: Unbonding Safety', 'x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated'],
  assumptions: [],
  witness: 'an unbonding begins; one is on hold',
  expected: holdsWhereApplicable(noticeChecks),
  checks: noticeChecks,
};

const waitingChecks =
  (defectOf: (state: PausedUnbondings) => string): IcsProperty['checks'] =>
  ({ features, instance }): readonly Check[] =>
    features.vscMaturity
      ? [
          {
            kind: 'always',
            scope: 'entries',
            reads: [pausedUnbondingsId, provider],
            observers: [pausedUnbondings(instance)],
            holds: (state: PausedUnbondings) => defectOf(state) === '',
            witness: (_state: PausedUnbondings, { context }: ProviderSnapshot) =>
              context.unbonding.some(({ completesIn, hold }) => completesIn === 0 && hold !== undefined),
            explain: defectOf,
          },
          {
            kind: 'step',
            scope: 'validators',
            on: provider,
            holds: (step: ProviderStep) => releasedTooEarly(step) === undefined,
            witness: ({ before, after }: ProviderStep) =>
              before.context.validators.some(
                ({ id, status }) =>
                  status === 'Unbonding' &&
                  !after.context.validators.some((other) => other.id === id && other.status === 'Unbonding'),
              ),
            explain: (step: ProviderStep) =>
              `${releasedTooEarly(step) ?? ''} is not Bonded and no longer Unbonding, although a consumer holds its unbonding or its time is not over`,
          },
        ]
      : [];

/** A validator that ceases to unbond while it is on hold. */
function releasedTooEarly({ before, after }: ProviderStep): string | undefined {
  return before.context.validators.find(({ id, status, holds, unbondsIn }) => {
    const now = after.context.validators.find((other) => other.id === id);
    const isHeld = holds?.some(({ holders }) => holders.length > 0) === true;
    return (
      (status === 'Unbonding' &&
        now?.status !== 'Unbonding' &&
        now?.status !== 'Bonded' &&
        (isHeld || unbondsIn > 0)) ||
      (status === 'Bonded' && now?.status === 'Unbonded')
    );
  })?.id;
}

const waiting = {
  kind: 'always',
  assumptions: ['SB', 'NC'],
  witness: 'an unbonding is due and waits for consumers; a validator ceases to unbond',
} as const;

const waitsForMaturity: IcsProperty = {
  ...waiting,
  id: 'unbonding-waits-for-maturity',
  title: 'An unbonding waits for every consumer that relies on the stake',
  statement:
    'An undelegation or redelegation completes only after every consumer that relied on the stake when it began, and has not been removed since, has matured the VSC id under which it began; a validator becomes Unbonded only when nobody holds its unbonding.',
  source: ['ICS-28 assumptions: Unbonding Safety', 'CCV.tla Inv702', 'quality assurance plan 7.02'],
  expected: (system) =>
    !system.features.vscMaturity ? 'not-applicable' : mayOutrunHolds(system) ? 'violated' : 'holds',
  finding: {
    id: 'N3',
    restoredBy: 'unbonding-waits-for-maturity-of-members',
    assumption:
      'consumers that still run with a validator which left their stored set are not counted: the VSC that removes it is in flight',
  },
  checks: waitingChecks(({ tooEarly }) => tooEarly),
};

const membersChecks = waitingChecks(({ tooEarlyForStored }) => tooEarlyForStored);

const waitsForMaturityOfMembers: IcsProperty = {
  ...waiting,
  id: 'unbonding-waits-for-maturity-of-members',
  title: 'An unbonding waits for every consumer that has the validator in its stored set',
  statement:
    'An undelegation or redelegation completes only after every consumer in whose stored set the validator was when it began, and which has not been removed since, has matured the VSC id under which it began.',
  source: ['x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (v5.2)', 'ADR-015'],
  expected: holdsWhereApplicable(membersChecks),
  checks: membersChecks,
};

type Expected = (begun: NonNullable<PausedUnbondings['begun']>) => readonly string[];

/** Before partial sets all consumers hold everything, whether they rely on it or not. */
const holderChecks =
  (expected: Expected): IcsProperty['checks'] =>
  ({ features, instance }): readonly Check[] =>
    features.vscMaturity && features.partialSets
      ? [
          {
            kind: 'always',
            scope: '',
            reads: [pausedUnbondingsId],
            observers: [pausedUnbondings(instance)],
            holds: ({ begun }: PausedUnbondings) =>
              begun === null || begun.heldFor.join() === expected(begun).join(),
            witness: ({ begun }: PausedUnbondings) => begun !== null && expected(begun).length > 0,
            explain: ({ begun }: PausedUnbondings) =>
              begun === null
                ? ''
                : `an unbonding of ${begun.validator} is put on hold for [${begun.heldFor.join(', ')}], but those that may rely on it are [${expected(begun).join(', ')}]`,
          },
        ]
      : [];

const holdSetChecks = holderChecks(({ reliedOnBy }) => reliedOnBy);

const holdSetExact: IcsProperty = {
  id: 'unbonding-hold-set-exact',
  title: 'Holders of an unbonding are exactly the consumers that may still rely on it',
  kind: 'always',
  statement:
    'When something begins to unbond from a validator, it is put on hold for exactly the launched consumers that have the validator in the set in force, in one on its way, or in the one computed last.',
  source: ['x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (v5.2)', 'ADR-015'],
  assumptions: ['SB'],
  witness: 'something begins to unbond that a consumer relies on',
  expected: (system) =>
    holdSetChecks(system).length === 0 ? 'not-applicable' : mayOutrunHolds(system) ? 'violated' : 'holds',
  finding: {
    id: 'N3',
    restoredBy: 'unbonding-hold-set-exact-for-members',
    assumption: 'no VSC that removes the validator from the set of a consumer is in flight',
  },
  checks: holdSetChecks,
};

const memberHolderChecks = holderChecks(({ storedBy }) => storedBy);

const holdSetExactForMembers: IcsProperty = {
  id: 'unbonding-hold-set-exact-for-members',
  title: 'Holders of an unbonding are exactly the consumers that have the validator in their stored set',
  kind: 'always',
  statement:
    'When something begins to unbond from a validator, it is put on hold for exactly the launched consumers in whose set computed last the validator is.',
  source: ['x/ccv/provider/keeper/hooks.go AfterUnbondingInitiated (v5.2)'],
  assumptions: ['SB'],
  witness: 'something begins to unbond from a member of a stored set',
  expected: holdsWhereApplicable(memberHolderChecks),
  checks: memberHolderChecks,
};

/** Holding up unbondings for a client that cannot be used is not for the protocol to end: only governance can. */
function isStalled(record: RecordSnapshot, channel: ChannelSnapshot): boolean {
  return isLaunched(record) && channel.context.consumerClientExpiresIn === 0;
}

type Relation = readonly [RecordSnapshot, ChannelSnapshot];

const completionChecks: IcsProperty['checks'] = (system): readonly Check[] => {
  const { instance, features } = system;
  // With real periods no run is long enough to tell.
  if (instance.skipQuietBlocks) return [];
  const waits = features.vscMaturity;
  const blocksWait = instance.maxVscsInFlight !== undefined;
  const relations =
    waits || blocksWait ? instance.consumers.flatMap(({ id }) => [recordOf(id), channelOf(id)]) : [];
  // Where blocks wait for relayers, and these may be too late, the provider may wait for what can no longer arrive.
  const isExcluded = (...[record, channel]: Relation): boolean =>
    (waits && isStalled(record, channel)) || (blocksWait && !canDeliver(channel));
  return [
    {
      kind: 'leadsTo',
      scope: '',
      reads: [unbondingObligationsId, ...relations],
      observers: [unbondingObligations(instance)],
      // A consumer that does not answer, or is never connected, is removed in the end.
      fairness: 'F0',
      from: ({ open }: UnbondingObligations) => open.length > 0,
      to: ({ open, met }: UnbondingObligations) => met || open.length === 0,
      excluded: (_: UnbondingObligations, ...snapshots: readonly unknown[]) =>
        relations.length > 0 &&
        instance.consumers.some((_consumer, index) =>
          isExcluded(...(snapshots.slice(2 * index, 2 * index + 2) as unknown as Relation)),
        ),
      explain: ({ open }: UnbondingObligations) => `the ${open[0] ?? 'unbonding'} never completes`,
    },
  ];
};

const eventuallyCompletes: IcsProperty = {
  id: 'unbonding-eventually-completes',
  title: 'What begins to unbond completes some day',
  kind: 'leadsTo',
  statement: 'Every undelegation and redelegation completes eventually.',
  source: [
    'quality assurance plan 4.01-4.05',
    'Go TestUndelegationCompletion',
    'cosmos/interchain-security#283',
  ],
  assumptions: ['LB', 'NX', 'CR where blocks wait for relayers', 'v1-v5: timeouts of VSCs and of openings'],
  witness: 'something is unbonding',
  expected: holdsWhereApplicable(completionChecks),
  checks: completionChecks,
};

export const pausedUnbondingProperties: readonly IcsProperty[] = [
  notifiedBeforeUpdate,
  waitsForMaturity,
  waitsForMaturityOfMembers,
  holdSetExact,
  holdSetExactForMembers,
  ...lostInRestart(eventuallyCompletes, sendsVscs),
];
