/** What the staking does that a chain had before it became a consumer: its blocks, its undelegations, its punishments. */
import { isStandalone, type StandaloneConsumer } from '../model/changeover/is-standalone.ts';
import { consumerOf, standaloneOf } from '../model/component-ids.ts';
import type { BudgetName, Instance } from '../model/instance.ts';
import type { StandaloneContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type OwnStep = LocalStep<StandaloneContext>;

/** A check of the steps of each chain that changes over that take one of these events. */
function onSteps(
  events: readonly string[],
  wrongWith: (step: OwnStep, consumer: StandaloneConsumer) => string,
  budget?: BudgetName,
): IcsProperty['checks'] {
  const hasRoom = (scope: Instance): boolean =>
    scope.consumers.some(isStandalone) && (budget === undefined || mostOf(scope, budget) > 0);
  const concerns = ({ event }: OwnStep): boolean => events.includes(event.type);
  return (system) =>
    someScopeHas(system.instance, hasRoom)
      ? ofEachConsumer((_instance, consumer): readonly Check[] =>
          isStandalone(consumer)
            ? [
                {
                  kind: 'step',
                  scope: consumer.id,
                  on: standaloneOf(consumer.id),
                  holds: (step: OwnStep) => !concerns(step) || wrongWith(step, consumer) === '',
                  witness: concerns,
                  explain: (step: OwnStep) => `${consumer.id}: ${wrongWith(step, consumer)}`,
                },
              ]
            : [],
        )(system)
      : [];
}

const tokensOf = ({ validators }: StandaloneContext, key: string): number =>
  validators.find((validator) => validator.key === key)?.tokens ?? 0;

/** All that is staked or unbonding. */
const stakeOf = ({ validators, unbonding }: StandaloneContext): number =>
  [...validators, ...unbonding].reduce((sum, { tokens }) => sum + tokens, 0);

const undelegationChecks = onSteps(
  ['undelegateAtHome'],
  ({ before, event, after }, { unbondingSeconds }) => {
    const key = String(event['key']);
    const begun = after.context.unbonding.at(-1);
    if (
      tokensOf(after.context, key) !== tokensOf(before.context, key) - 1 ||
      tokensOf(after.context, key) < 0
    )
      return `${key} is left with ${String(tokensOf(after.context, key))} tokens`;
    return after.context.unbonding.length === before.context.unbonding.length + 1 &&
      begun?.key === key &&
      begun.completesIn === unbondingSeconds
      ? ''
      : `no token of ${key} begins to unbond`;
  },
  'ownUndelegations',
);

const signingChecks = onSteps(
  ['signTwiceAtHome'],
  ({ before, event, after }) => {
    const key = String(event['key']);
    const power = before.context.signers.find((signer) => signer.key === key)?.power ?? 0;
    if (power === 0) return `${key} signs twice, and does not sign`;
    const found = after.context.infractions.at(-1);
    return after.context.infractions.length === before.context.infractions.length + 1 &&
      found?.key === key &&
      found.power === power
      ? ''
      : `that ${key} has signed twice is not remembered`;
  },
  'ownDoubleSigns',
);

const punishmentChecks = onSteps(
  ['reportOldDoubleSign', 'slashOwn'],
  ({ before, event, after, emitted }) => {
    const key = String(event['key']);
    if (event.type === 'reportOldDoubleSign') {
      const count = ({ infractions }: StandaloneContext): number =>
        infractions.filter((infraction) => infraction.key === key).length;
      if (count(after.context) !== count(before.context) - 1)
        return `the double sign of ${key} may be reported again`;
      if (before.value === 'changedOver')
        return messagesOf(emitted, 'oldInfractionFound')[0]?.key === key
          ? ''
          : `the CCV module does not learn of the double sign of ${key}`;
    }
    const burnt = notesOf(emitted, 'ownSlashed')[0]?.burnt;
    if (burnt === undefined) return `${key} is not slashed`;
    return stakeOf(after.context) === stakeOf(before.context) - burnt
      ? ''
      : `${String(burnt)} tokens are said to be burnt, and are not`;
  },
  'ownDoubleSigns',
);

/** Sets follow stake one block after the other, until the chain changes over. */
function faultOfSets({ before, after }: OwnStep): string {
  const [was, is] = [before.context, after.context];
  const text = (set: StandaloneContext['set']): string =>
    set.map(({ key, power }) => `${key}:${String(power)}`).join(' ');
  if (after.value === 'changedOver')
    return is.set.length + is.signers.length === 0
      ? ''
      : 'own validators still validate after the changeover';
  if (before.value !== 'sovereign' && before.value !== 'awaitingUpgrade') return '';
  const stake = was.validators.filter(({ tokens }) => tokens > 0);
  const wanted = text(stake.map(({ key, tokens }) => ({ key, power: tokens })));
  return text(is.signers) === text(was.set) && text(is.set) === wanted
    ? ''
    : `{${text(is.set)}} is the next set, instead of {${wanted}}`;
}

/** What is owed leaves when it is due, and everything else comes closer. */
function faultOfTime({ before, event, after }: OwnStep): string {
  const seconds = Number(event['seconds']);
  const left = before.context.unbonding
    .filter(({ completesIn }) => completesIn > 0)
    .map(({ completesIn }) => Math.max(0, completesIn - seconds));
  if (left.join() !== after.context.unbonding.map(({ completesIn }) => completesIn).join())
    return 'unbondings do not come closer, or not out';
  const kept = before.context.infractions
    .map(({ expiresIn }) => expiresIn - seconds)
    .filter((expiresIn) => expiresIn > 0);
  return kept.join() === after.context.infractions.map(({ expiresIn }) => expiresIn).join()
    ? ''
    : 'infractions do not grow older';
}

const blockChecks = onSteps(['nextBlock', 'ownTimePassed'], (step) => {
  const { before, event, emitted } = step;
  const isRelated = event.type === 'nextBlock' && before.value !== 'sovereign';
  if (isRelated && messagesOf(emitted, 'consumerTimePassed')[0]?.seconds !== event['seconds'])
    return 'the light client of the provider is not told of a block';
  return faultOfTime(step) || (event.type === 'nextBlock' ? faultOfSets(step) : '');
});

/** And while the chain is a consumer, whose blocks are those of its old staking too. */
const laterChecks: IcsProperty['checks'] = ofEachConsumer((_instance, consumer): readonly Check[] =>
  isStandalone(consumer)
    ? [
        {
          kind: 'step',
          scope: consumer.id,
          on: consumerOf(consumer.id),
          holds: ({ event, emitted }: LocalStep) =>
            event.type !== 'nextBlock' ||
            messagesOf(emitted, 'ownTimePassed')[0]?.seconds === event['seconds'],
          witness: ({ event }: LocalStep) => event.type === 'nextBlock',
          explain: () => `${consumer.id}: the old staking is not told of a block`,
        },
      ]
    : [],
);

const sdk = 'cosmos-sdk x/staking, x/evidence';

export const ownStakingProperties: readonly IcsProperty[] = [
  {
    id: 'own-undelegations-exact',
    title: 'Stake of a chain that changes over unbonds as before',
    kind: 'step',
    statement:
      'An undelegation on the chain itself takes one token that is there, which has the whole unbonding period before it.',
    source: [sdk, 'x/ccv/democracy/staking'],
    assumptions: [],
    witness: 'an undelegation on the chain itself',
    expected: holdsWhereApplicable(undelegationChecks),
    checks: undelegationChecks,
  },
  {
    id: 'own-double-signs-remembered',
    title: 'A chain that changes over remembers who signed twice',
    kind: 'step',
    statement: 'An own validator that signs can sign twice, and that can be shown from then on.',
    source: [sdk],
    assumptions: [],
    witness: 'an own validator signs twice',
    expected: holdsWhereApplicable(signingChecks),
    checks: signingChecks,
  },
  {
    id: 'own-double-signs-punished',
    title: 'What own validators did costs them their own stake',
    kind: 'step',
    statement:
      'A double sign of an own validator is punished once, by the staking of the chain itself, which the CCV module turns to after the changeover.',
    source: [sdk, 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason'],
    assumptions: [],
    witness: 'a double sign of an own validator is reported',
    expected: holdsWhereApplicable(punishmentChecks),
    checks: punishmentChecks,
  },
  {
    id: 'own-blocks-exact',
    title: 'Blocks of a chain that changes over do what those of any chain do',
    kind: 'step',
    statement:
      'Until the changeover stake decides who validates; with every block unbondings and infractions come closer to their end, and as soon as the chain is a consumer to the provider, its clients learn of it.',
    source: [sdk, 'ADR-010'],
    assumptions: [],
    witness: 'a block',
    expected: holdsWhereApplicable(blockChecks),
    checks: blockChecks,
  },
  {
    id: 'own-time-goes-on',
    title: 'Time goes on for the staking that a consumer had before',
    kind: 'step',
    statement: 'Every block of a chain that has changed over is told to its old staking.',
    source: ['x/ccv/democracy/staking'],
    assumptions: [],
    witness: 'a block of the chain as a consumer',
    expected: holdsWhereApplicable(laterChecks),
    checks: laterChecks,
  },
];
