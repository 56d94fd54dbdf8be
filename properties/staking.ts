/** The provider's own staking: tokens, unbonding periods, the consensus set. */
import { provider } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import type { ProviderContext, ValidatorPower } from '../model/vocabulary.ts';
import type { LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { withoutStateType } from './observers/one-per-consumer.ts';
import { blocksBegun, notesOf } from './observers/heard.ts';
import {
  createUnbondingClocks,
  unbondingClocksId,
  type UnbondingClocks,
} from './observers/unbonding-clocks.ts';
import { bondedOf } from './target-set.ts';

type ProviderStep = LocalStep<ProviderContext>;

/** Tokens at validators, at hand and on their way back. Redelegated tokens are at their destination already. */
function tokensOf({ validators, unbonding, liquidTokens }: ProviderContext): number {
  let total = liquidTokens;
  for (const { tokens } of validators) total += tokens;
  for (const { kind, balance } of unbonding) if (kind === 'undelegation') total += balance;
  return total;
}

function burntIn({ emitted }: ProviderStep): number {
  return notesOf(emitted, 'slashed').reduce((sum, { burnt }) => sum + burnt, 0);
}

const conservationChecks: IcsProperty['checks'] = () => [
  {
    kind: 'step',
    scope: '',
    on: provider,
    holds: (step: ProviderStep) =>
      tokensOf(step.after.context) === tokensOf(step.before.context) - burntIn(step),
    witness: ({ before, after }: ProviderStep) =>
      before.context.liquidTokens !== after.context.liquidTokens ||
      before.context.unbonding.length !== after.context.unbonding.length ||
      before.context.validators.some(
        ({ tokens }, index) => after.context.validators[index]?.tokens !== tokens,
      ),
    explain: (step: ProviderStep) =>
      `"${step.event.type}" turns ${String(tokensOf(step.before.context))} tokens into ` +
      `${String(tokensOf(step.after.context))} and burns ${String(burntIn(step))}`,
  },
];

const stakeConservation: IcsProperty = {
  id: 'stake-conservation',
  title: 'Tokens are conserved',
  kind: 'step',
  statement: 'Liquid, bonded and unbonding tokens together change only by what a slash burns.',
  source: ['difference model properties.ts stakingWithoutSlashing', 'cosmos-sdk x/staking'],
  assumptions: [],
  witness: 'tokens move: a delegation, an undelegation, a redelegation, a completion or a slash',
  expected: holdsWhereApplicable(conservationChecks),
  checks: conservationChecks,
};

/** What is wrong with a consensus set; empty if nothing. Ties at the last place may be cut either way. */
function faultOfConsensusSet({ validators, consensusSet }: ProviderContext, slots: number): string {
  const bonded = bondedOf(validators);
  const size = Math.min(slots, bonded.length);
  if (consensusSet.length !== size) {
    return `it has ${String(consensusSet.length)} members instead of ${String(size)}`;
  }
  let weakestInside = Infinity;
  let strongestOutside = 0;
  let position = 0;
  for (const { validator, power } of bonded) {
    const member: ValidatorPower | undefined = consensusSet[position];
    if (member?.validator !== validator) {
      strongestOutside = Math.max(strongestOutside, power);
      continue;
    }
    if (member.power !== power) {
      return `${validator} has power ${String(member.power)} instead of ${String(power)}`;
    }
    weakestInside = Math.min(weakestInside, power);
    position += 1;
  }
  if (position < size) return `${consensusSet[position]?.validator ?? ''} is not bonded`;
  return strongestOutside > weakestInside ? 'a stronger validator is left out' : '';
}

const consensusChecks: IcsProperty['checks'] = ({ instance }) => {
  const slots = instance.provider.maxProviderConsensusValidators;
  return [
    {
      kind: 'step',
      scope: '',
      on: provider,
      holds: ({ after }: ProviderStep) => faultOfConsensusSet(after.context, slots) === '',
      witness: ({ before, event, after }: ProviderStep) =>
        event.type === 'nextBlock' && !equalData(before.context.consensusSet, after.context.consensusSet),
      explain: ({ after }: ProviderStep) =>
        `the provider's consensus set is not the top of its bonded validators: ${faultOfConsensusSet(after.context, slots)}`,
    },
  ];
};

const providerConsensusSet: IcsProperty = {
  id: 'provider-consensus-set',
  title: "The provider's consensus set is the top of the bonded set",
  kind: 'step',
  statement:
    'After every step the consensus set holds the strongest bonded validators, as many as there are places for, with the powers of the last staking EndBlock.',
  source: [
    'ADR-017',
    'x/ccv/provider/keeper/invariants.go max-provider-validators, staking-keeper-equivalence',
  ],
  assumptions: [],
  witness: 'a block that changes the consensus set',
  expected: holdsWhereApplicable(consensusChecks),
  checks: consensusChecks,
};

/** What is wrong with how something began to unbond or ceased to; empty if nothing. */
function faultOfUnbonding(
  { before, event, after, emitted }: ProviderStep,
  { provider: chain }: Instance,
): string {
  const full = chain.unbondingSeconds;
  for (const { entry } of notesOf(emitted, 'unbondingStarted')) {
    const source = before.context.validators.find(({ id }) => id === entry.validator);
    // Stake that leaves an unbonding validator stays as long as that validator would.
    const due = entry.kind === 'redelegation' && source?.status === 'Unbonding' ? source.unbondsIn : full;
    if (entry.completesIn !== due) {
      return `the ${entry.kind} from ${entry.validator} takes ${String(entry.completesIn)} s instead of ${String(due)} s`;
    }
  }
  if (before.context.validators === after.context.validators) return '';
  const { seconds } = blocksBegun(event);
  for (const [index, { id, status, unbondsIn }] of before.context.validators.entries()) {
    const neighbour = after.context.validators[index];
    const now =
      neighbour?.id === id ? neighbour : after.context.validators.find((validator) => validator.id === id);
    if (status === 'Bonded' && now?.status === 'Unbonding' && now.unbondsIn < full - seconds) {
      return `${id} is to be Unbonded after ${String(now.unbondsIn + seconds)} s instead of ${String(full)} s`;
    }
    if (status === 'Bonded' && now?.status === 'Unbonded') return `${id} is Unbonded at once`;
    if (status === 'Unbonding' && unbondsIn > 0 && now?.status === 'Unbonded') {
      return `${id} is Unbonded ${String(unbondsIn)} s too early`;
    }
  }
  return '';
}

const lowerBoundChecks: IcsProperty['checks'] = ({ instance }) => [
  {
    kind: 'always',
    scope: 'entries',
    reads: [unbondingClocksId],
    observers: [withoutStateType(createUnbondingClocks(instance))],
    holds: ({ tooEarly }: UnbondingClocks) => tooEarly === '',
    witness: ({ clocks }: UnbondingClocks) => clocks.some(({ left }) => left === 0),
    explain: ({ tooEarly }: UnbondingClocks) => tooEarly,
  },
  {
    kind: 'step',
    scope: 'periods',
    on: provider,
    holds: (step: ProviderStep) => faultOfUnbonding(step, instance) === '',
    witness: ({ emitted }: ProviderStep) => notesOf(emitted, 'unbondingStarted').length > 0,
    explain: (step: ProviderStep) => faultOfUnbonding(step, instance),
  },
];

const unbondingTimeLowerBound: IcsProperty = {
  id: 'unbonding-time-lower-bound',
  title: 'No unbonding is shorter than the period of the provider',
  kind: 'always',
  statement:
    'Undelegations, redelegations and validators that leave the bonded set complete no earlier than the unbonding period of the provider after their beginning.',
  source: ['cosmos-sdk x/staking (used by ICS-28 Unbonding Safety)'],
  assumptions: [],
  witness: 'an unbonding that is due; one that begins',
  expected: holdsWhereApplicable(lowerBoundChecks),
  checks: lowerBoundChecks,
};

export const stakingProperties: readonly IcsProperty[] = [
  stakeConservation,
  providerConsensusSet,
  unbondingTimeLowerBound,
];
