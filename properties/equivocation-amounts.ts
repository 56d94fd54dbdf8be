/** How much an equivocation costs, how often, and whom; several of the published promises do not hold here. */
import { provider } from '../model/component-ids.ts';
import { executesDoubleSigns, hasEvidence } from '../model/equivocation-scope.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { hasProofs, mayHappen, mayPunishEquivocation } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { keyOn } from './key-powers.ts';
import { eventOf } from './model-events.ts';
import {
  equivocations,
  equivocationsId,
  signedChainId,
  type Equivocations,
} from './observers/equivocations.ts';
import { notesOf } from './observers/heard.ts';
import {
  jailTerms,
  mayBePunishedTwice,
  mayHitUnbondingStake,
  mayReportHitLaterStake,
} from './penalty-expectations.ts';
import { deviation, lossOfEverything } from './slash-recomputation.ts';

type ProviderStep = LocalStep<ProviderContext>;
type Defect = 'tooMuch' | 'tooLittle' | 'twice' | 'innocent';

/** Evidence of equivocations that really happened may come before the provider. */
const mayBeProved = (system: IcsSystem): boolean =>
  hasEvidence(system.instance) &&
  mayHappen(system, 'equivocations') &&
  mayHappen(system, 'evidenceSubmissions');

/** Or the consumer itself may report them, and its word is enough. */
const mayBePunished = (system: IcsSystem): boolean =>
  mayBeProved(system) || executesDoubleSigns(system.instance);

const anyExecuted = ({ infractions }: Equivocations): boolean => infractions.some(({ times }) => times > 0);

/** Nothing of the kind has been observed. */
function observed(defect: Defect, applies: (system: IcsSystem) => boolean): IcsProperty['checks'] {
  return (system) =>
    applies(system)
      ? [
          {
            kind: 'always',
            scope: '',
            reads: [equivocationsId],
            observers: [equivocations(system.instance)],
            holds: (state: Equivocations) => state[defect] === '',
            witness: defect === 'innocent' ? hasHeardOfAny : anyExecuted,
            explain: (state: Equivocations) => state[defect],
          },
        ]
      : [];
}

const hasHeardOfAny = (state: Equivocations): boolean => anyExecuted(state) || state.innocent !== '';

function violatedWhere(
  checks: IcsProperty['checks'],
  leavesRoom: (system: IcsSystem) => boolean,
): IcsProperty['expected'] {
  return (system) =>
    checks(system).length === 0 ? 'not-applicable' : leavesRoom(system) ? 'violated' : 'holds';
}

const overChecks = observed('tooMuch', mayBePunished);

const slashableConsumerMisbehaviour: IcsProperty = {
  id: 'slashable-consumer-misbehaviour',
  title: 'An equivocation costs no more than its power was worth',
  kind: 'always',
  statement:
    'All that is burnt for an equivocation on a consumer together is at most the slash fraction of the power that the consumer gave the validator at that moment: stake that had begun to unbond before, or came later, is spared.',
  source: ['ICS-28 Slashable Consumer Misbehavior', 'ADR-013 (which gives it up: SC-24)'],
  assumptions: ['SB', 'EP'],
  witness: 'evidence of an equivocation is executed',
  expected: violatedWhere(
    overChecks,
    // A packet tells the height and the power, which spares what left before; evidence does not.
    (system) =>
      (mayBeProved(system) && mayHitUnbondingStake(system)) ||
      (executesDoubleSigns(system.instance) && mayReportHitLaterStake(system)) ||
      mayBePunishedTwice(system),
  ),
  finding: {
    id: 'N7',
    restoredBy: 'slash-exact-amount-by-present-stake',
    assumption: 'the amount is measured by the stake at the time of the evidence, as ADR-013 has it',
  },
  checks: overChecks,
};

const underChecks = observed('tooLittle', mayBeProved);

const noUnderSlash: IcsProperty = {
  id: 'slashable-consumer-misbehaviour-in-full',
  title: 'An equivocation costs all that its power was worth',
  kind: 'always',
  statement:
    'The first execution of evidence burns at least the slash fraction of the power that the consumer gave the validator at the equivocation.',
  source: ['ICS-28 Slashable Consumer Misbehavior, Slashing Warranty', 'SC-33'],
  assumptions: ['SB', 'EP'],
  witness: 'evidence of an equivocation is executed',
  expected: violatedWhere(underChecks, (system) =>
    (['providerDowntimes', 'consumerDowntimes', 'stakingOperations', 'providerDoubleSigns'] as const).some(
      (budget) => mayHappen(system, budget),
    ),
  ),
  finding: {
    id: 'N22',
    restoredBy: 'slash-exact-amount-by-present-stake',
    assumption:
      'the amount is measured by the power at the time of the evidence, which is none after a jailing',
  },
  checks: underChecks,
};

/** What is wrong with the amount, measured as ADR-013 does; empty if nothing is. */
function wrongAmount(powerReduction: number, step: ProviderStep): string {
  const event = eventOf(step);
  const [noted] = notesOf(step.emitted, 'slashed');
  if (event.type !== 'punishEquivocation' || event.reported !== undefined || noted === undefined) return '';
  const loss = lossOfEverything(powerReduction, event.slashFraction, step.before.context, event.validator);
  const difference = deviation(step.before.context, step.after.context, loss);
  if (difference !== '') return difference;
  return noted.nominal === loss.nominal
    ? ''
    : `the slash is said to be ${String(noted.nominal)} tokens, expected ${String(loss.nominal)}`;
}

const presentChecks: IcsProperty['checks'] = ({ instance }) =>
  hasProofs(instance)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => wrongAmount(instance.provider.powerReduction, step) === '',
          witness: (step: ProviderStep) =>
            step.event.type === 'punishEquivocation' && notesOf(step.emitted, 'slashed').length > 0,
          explain: (step: ProviderStep) =>
            `the equivocation of ${String(step.event['validator'])} on ${String(step.event['consumer'])}: ${wrongAmount(instance.provider.powerReduction, step)}`,
        },
      ]
    : [];

const slashExactAmountByPresentStake: IcsProperty = {
  id: 'slash-exact-amount-by-present-stake',
  title: 'An equivocation costs a fraction of what there is',
  kind: 'step',
  statement:
    'Evidence that is executed burns the slash fraction of the last power and of all undelegations and redelegations under way: of each of these its own fraction, of the validator the rest.',
  source: ['ADR-013', 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator, ComputePowerToSlash'],
  assumptions: [],
  witness: 'evidence is executed',
  expected: holdsWhereApplicable(presentChecks),
  checks: presentChecks,
};

const twiceChecks = observed('twice', mayBePunished);

const notSlashedTwiceForEquivocation: IcsProperty = {
  id: 'not-slashed-twice-for-equivocation',
  title: 'At most one punishment per equivocation',
  kind: 'always',
  statement:
    'However often evidence of an equivocation is handed in, or the consumer reports it, its author is punished once.',
  source: ['ICS-28 Slashable Consumer Misbehavior (last clause)', 'ADR-013', 'ADR-020', 'SC-25'],
  assumptions: ['SB'],
  witness: 'an equivocation is punished',
  expected: violatedWhere(twiceChecks, mayBePunishedTwice),
  finding: {
    id: 'N8',
    restoredBy: 'not-slashed-twice-once-tombstoned',
    assumption: 'the consumer tombstones equivocators',
  },
  checks: twiceChecks,
};

const innocentChecks = observed('innocent', ({ instance }) => mayPunishEquivocation(instance));

/** Some validator uses one key on two consumers with one chain id. */
function sharesKeyUnderChainId({ instance: { consumers, validators } }: IcsSystem): boolean {
  const uses = consumers.flatMap((consumer) =>
    validators.map(({ id }) => `${signedChainId(consumer)} ${keyOn(consumer, id)}`),
  );
  return new Set(uses).size < uses.length;
}

const onlyGuiltySlashedForEquivocation: IcsProperty = {
  id: 'only-guilty-slashed-for-equivocation',
  title: 'Only who equivocated is punished for it',
  kind: 'always',
  statement: 'Nobody is punished for an equivocation who has not signed twice under that key and chain id.',
  source: ['ADR-005', 'cosmos/interchain-security#2244', 'cosmos/interchain-security#2249'],
  assumptions: [],
  witness: 'somebody is punished for an equivocation',
  expected: violatedWhere(
    innocentChecks,
    (system) => mayHappen(system, 'twinVotes') && sharesKeyUnderChainId(system),
  ),
  finding: {
    id: 'F53',
    restoredBy: 'evidence-soundness',
    assumption: 'no two consumers carry the same chain id',
  },
  checks: innocentChecks,
};

/** The validator in jail, if the step leaves it a shorter term than it had. */
function shortened({ before, event: happened, after }: ProviderStep): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'punishEquivocation') return '';
  const termIn = ({ validators }: ProviderContext): number =>
    validators.find(({ id, jailed }) => jailed && id === event.validator)?.jailedFor ?? 0;
  const isFree = after.context.validators.some(({ id, tombstoned }) => id === event.validator && !tombstoned);
  if (!isFree || termIn(after.context) >= termIn(before.context)) return '';
  return `${event.validator} had ${String(termIn(before.context))} s of jail left; evidence about ${event.consumer} makes that ${String(termIn(after.context))} s`;
}

const termChecks: IcsProperty['checks'] = ({ instance }): readonly Check[] =>
  hasProofs(instance)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => shortened(step) === '',
          witness: (step: ProviderStep) =>
            step.event.type === 'punishEquivocation' &&
            step.before.context.validators.some(
              ({ id, jailed, tombstoned }) => id === step.event['validator'] && jailed && !tombstoned,
            ),
          explain: shortened,
        },
      ]
    : [];

const jailTermNeverShortened: IcsProperty = {
  id: 'jail-term-never-shortened',
  title: 'Another punishment does not shorten a jail term',
  kind: 'step',
  statement:
    'A validator in jail that is punished for an equivocation stays there at least as long as before.',
  source: ['ADR-020', 'x/ccv/provider/keeper/consumer_equivocation.go JailAndTombstoneValidator (JailUntil)'],
  assumptions: [],
  witness: 'evidence about a validator in jail',
  expected: violatedWhere(termChecks, (system) => {
    const { longest, shortestWithoutTombstone } = jailTerms(system);
    return shortestWithoutTombstone < longest;
  }),
  finding: {
    id: 'Q15',
    restoredBy: 'not-slashed-while-jailed',
    assumption: 'it is punished for downtime, or tombstoned',
  },
  checks: termChecks,
};

export const equivocationAmountProperties: readonly IcsProperty[] = [
  slashableConsumerMisbehaviour,
  noUnderSlash,
  slashExactAmountByPresentStake,
  notSlashedTwiceForEquivocation,
  onlyGuiltySlashedForEquivocation,
  jailTermNeverShortened,
];
