/** From a chain of its own to a consumer (ADR-010). */
import { showsOwnDoubleSigns } from '../model/equivocation-scope.ts';
import type { Instance } from '../model/instance.ts';
import { isStandalone } from '../model/changeover/is-standalone.ts';
import { consumerOf } from '../model/component-ids.ts';
import type { ConsumerContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { changeovers, changeoversId, type Changeovers } from './observers/changeovers.ts';
import { messagesOf } from './observers/heard.ts';
import { keyOn } from './key-powers.ts';
import { someScopeHas } from './scope-room.ts';

function faultAtHome({ wrongSet, wrongCourt, early }: Changeovers): string {
  return wrongSet || wrongCourt || early;
}

const neverFaulty = (faultOf: (state: Changeovers) => string): IcsProperty['checks'] =>
  ofEachConsumer((instance, consumer): readonly Check[] =>
    isStandalone(consumer)
      ? [
          {
            kind: 'always',
            scope: consumer.id,
            reads: [changeoversId(consumer.id)],
            observers: [changeovers(instance, consumer)],
            holds: (state: Changeovers) => faultOf(state) === '',
            witness: ({ toldLate }: Changeovers) => toldLate,
            explain: (state: Changeovers) => `${consumer.id}: ${faultOf(state)}`,
          },
        ]
      : [],
  );

const safetyChecks = neverFaulty((state) => faultAtHome(state) || state.punishedAway);

/** Evidence of what an own validator did may be handed in at the provider, and its key is that of a validator there. */
const mayBePunishedAway = (instance: Instance): boolean =>
  showsOwnDoubleSigns(instance) &&
  instance.consumers
    .filter(isStandalone)
    .some((consumer) =>
      instance.validators.some(({ id }) => keyOn(consumer, id) in consumer.standalone.validators),
    );

const relaunchSafe: IcsProperty = {
  id: 'relaunch-safe',
  title: 'A standalone chain changes over once, and keeps its past to itself',
  kind: 'always',
  statement:
    'The validator set of a chain that becomes a consumer switches once, from its own to the one in its genesis, and no own validator keeps or regains power but by a VSC; what its own validators did before is punished by its own staking only; and stake on the chain itself takes the whole unbonding period to unbond.',
  source: ['ADR-010', 'x/ccv/consumer/keeper/changeover.go', 'Go TestRecycleTransferChannel'],
  assumptions: ['SB'],
  witness: 'a double sign of before the changeover comes to light after it',
  expected: (system) =>
    safetyChecks(system).length === 0
      ? 'not-applicable'
      : someScopeHas(system.instance, mayBePunishedAway)
        ? 'violated'
        : 'holds',
  finding: {
    id: 'N27',
    restoredBy: 'relaunch-safe-at-home',
    assumption:
      'nobody hands evidence of what own validators did in at the provider, or none of them has the key of a validator there',
  },
  checks: safetyChecks,
};

const homeChecks = neverFaulty(faultAtHome);

const relaunchSafeAtHome: IcsProperty = {
  id: 'relaunch-safe-at-home',
  title: 'A standalone chain changes over once, and itself keeps its past to itself',
  kind: 'always',
  statement:
    'The validator set of a chain that becomes a consumer switches once, from its own to the one in its genesis, and no own validator keeps or regains power but by a VSC; the chain leaves what its own validators did before to its own staking and tells the provider nothing of it; and stake on the chain itself takes the whole unbonding period to unbond.',
  source: ['ADR-010', 'x/ccv/consumer/keeper/changeover.go'],
  assumptions: ['SB'],
  witness: 'a double sign of before the changeover comes to light after it',
  expected: holdsWhereApplicable(homeChecks),
  checks: homeChecks,
};

type ConsumerStep = LocalStep<ConsumerContext>;

/** Why the first block of the chain as a consumer is not like any other; empty if it is. */
function leftToOwnStaking({ event, emitted }: ConsumerStep): string {
  if (event.type === 'oldInfractionFound') return '';
  const [slash] = messagesOf(emitted, 'slashOwn');
  return slash === undefined
    ? ''
    : `${slash.key} misbehaved as a validator of the consumer, and the provider is not told`;
}

const attributionChecks = (beyondFirstBlock: boolean): IcsProperty['checks'] =>
  ofEachConsumer((_instance, consumer): readonly Check[] =>
    isStandalone(consumer)
      ? [
          {
            kind: 'step',
            scope: consumer.id,
            on: consumerOf(consumer.id),
            holds: (step: ConsumerStep) =>
              (beyondFirstBlock && step.before.context.isFirstBlock === true) ||
              leftToOwnStaking(step) === '',
            witness: ({ before, emitted }: ConsumerStep) =>
              before.context.down.length > 0 &&
              (beyondFirstBlock
                ? before.context.queue.length > 0
                : messagesOf(emitted, 'slashOwn').length > 0),
            explain: leftToOwnStaking,
          },
        ]
      : [],
  );

const everyBlock = attributionChecks(false);

const newSetAnswersToProvider: IcsProperty = {
  id: 'new-set-answers-to-provider',
  title: 'What validators of the consumer do is told to the provider, from their first block on',
  kind: 'step',
  statement:
    'No misbehaviour in a block that the set of the genesis signs is left to the staking that the chain had before.',
  source: ['ADR-010', 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason'],
  assumptions: ['SB'],
  witness: 'misbehaviour in such a block is left to the old staking',
  expected: (system) => (everyBlock(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N26',
    restoredBy: 'new-set-answers-to-provider-after-first-block',
    assumption:
      'the block is not the first that they sign: infractions are dated by the height at which the set of their block was fixed, one lower, and compared with the height of that first block',
  },
  checks: everyBlock,
};

const laterBlocks = attributionChecks(true);

const newSetAnswersAfterFirstBlock: IcsProperty = {
  ...newSetAnswersToProvider,
  id: 'new-set-answers-to-provider-after-first-block',
  title: 'What validators of the consumer do after their first block is told to the provider',
  statement:
    'No misbehaviour in a later block than the first that the set of the genesis signs is left to the staking that the chain had before.',
  witness: 'a report is queued',
  expected: holdsWhereApplicable(laterBlocks),
  checks: laterBlocks,
};

export const changeoverProperties: readonly IcsProperty[] = [
  relaunchSafe,
  relaunchSafeAtHome,
  newSetAnswersToProvider,
  newSetAnswersAfterFirstBlock,
];

const changedOverChecks = ofEachConsumer((instance, consumer): readonly Check[] =>
  isStandalone(consumer)
    ? [
        {
          kind: 'reachable',
          scope: consumer.id,
          reads: [changeoversId(consumer.id)],
          observers: [changeovers(instance, consumer)],
          when: ({ switched }: Changeovers) => switched,
        },
      ]
    : [],
);

export const changeoverWitnesses: readonly IcsProperty[] = [
  {
    id: 'reach-changeover',
    title: 'A standalone chain has become a consumer',
    kind: 'reachable',
    statement: 'Some chain that had validators of its own is validated by those of the provider.',
    source: ['ADR-010'],
    assumptions: [],
    witness: 'the situation itself',
    expected: holdsWhereApplicable(changedOverChecks),
    checks: changedOverChecks,
  },
];
