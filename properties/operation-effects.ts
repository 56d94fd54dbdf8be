/**
 * What single operations of the provider's staking and slashing do, no more and no less: what other properties take for
 * granted. They are what notices a transaction that does nothing, or that succeeds where it must not.
 */
import { provider } from '../model/component-ids.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import { watchedValidators } from '../model/choices/watched-validators.ts';
import type { BudgetName, Instance, ValidatorInstance } from '../model/instance.ts';
import type { ProviderChoice, ProviderContext, ValidatorId } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { eventOf, notesIn } from './model-events.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ProviderStep = LocalStep<ProviderContext>;
type Operation<Type extends ProviderChoice['type']> = Extract<ProviderChoice, { readonly type: Type }>;

/** Some scope lets the environment do one of these. */
function hasRoomFor({ instance }: IcsSystem, ...budgets: readonly BudgetName[]): boolean {
  return someScopeHas(instance, (within) => mostOf(within, ...budgets) > 0);
}

/** A check of the provider's steps of one type: what is wrong with such a step, if anything is. */
function onEach<Type extends ProviderChoice['type']>(
  type: Type,
  wrongWith: (before: ProviderContext, event: Operation<Type>, step: ProviderStep) => string | undefined,
): Check {
  const problem = (step: ProviderStep): string | undefined => {
    const event = eventOf(step);
    return event.type === type
      ? wrongWith(step.before.context, event as unknown as Operation<Type>, step)
      : undefined;
  };
  return {
    kind: 'step',
    scope: type,
    on: provider,
    holds: (step: ProviderStep) => problem(step) === undefined,
    witness: (step: ProviderStep) => step.event.type === type,
    explain: (step: ProviderStep) => problem(step) ?? '',
  };
}

/** Tokens by validator; none for one that does not exist. */
function tokensOf({ validators }: ProviderContext, id: ValidatorId): number {
  return validators.find((validator) => validator.id === id)?.tokens ?? 0;
}

function unbondingOf({ unbonding }: ProviderContext, id: ValidatorId): number {
  return unbonding.reduce((sum, { validator, balance }) => sum + (validator === id ? balance : 0), 0);
}

/** How much each validator has more than before, for those with more or less. */
function gains(before: ProviderContext, after: ProviderContext): Readonly<Record<ValidatorId, number>> {
  const ids = [...before.validators, ...after.validators].map(({ id }) => id);
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const gain = tokensOf(after, id) - tokensOf(before, id);
      return gain === 0 ? [] : [[id, gain]];
    }),
  );
}

interface Movement {
  /** Tokens that each validator gains; negative: loses. */
  readonly gains: Readonly<Record<ValidatorId, number>>;
  /** Change of the unstaked tokens. */
  readonly liquid: number;
  /** Tokens that begin to unbond from a validator. */
  readonly unbonding?: { readonly from: ValidatorId; readonly tokens: number };
}

/** Nothing but the movement has happened, and no account is overdrawn. */
function otherThan(expected: Movement, { before, after }: ProviderStep): string | undefined {
  const moved = gains(before.context, after.context);
  const names = new Set([...Object.keys(expected.gains), ...Object.keys(moved)]);
  for (const id of [...names].sort()) {
    const wanted = expected.gains[id] ?? 0;
    const got = moved[id] ?? 0;
    if (got !== wanted) return `${id} gains ${String(got)} tokens instead of ${String(wanted)}`;
    if (tokensOf(after.context, id) < 0)
      return `${id} is left with ${String(tokensOf(after.context, id))} tokens`;
  }
  const liquid = after.context.liquidTokens - before.context.liquidTokens;
  if (liquid !== expected.liquid)
    return `the delegator gains ${String(liquid)} tokens instead of ${String(expected.liquid)}`;
  if (after.context.liquidTokens < 0) return 'the delegator is overdrawn';
  if (expected.unbonding === undefined) return undefined;
  const { from, tokens } = expected.unbonding;
  const begun = unbondingOf(after.context, from) - unbondingOf(before.context, from);
  return begun === tokens
    ? undefined
    : `${String(begun)} tokens begin to unbond from ${from} instead of ${String(tokens)}`;
}

/** The environment may stake in some scope that has what it takes. */
function whereStaking(has: (instance: Instance) => boolean, check: Check): IcsProperty['checks'] {
  return ({ instance }) =>
    someScopeHas(instance, (within) => mostOf(within, 'stakingOperations') > 0 && has(within)) ? [check] : [];
}

/** Validators that exist from the start, and to which the environment does something. */
const present = (instance: Instance): readonly ValidatorInstance[] =>
  watchedValidators(instance).filter(({ start }) => start !== 'candidate');

const leastAmount = ({ stakingAmounts }: Instance): number => Math.min(...stakingAmounts);

const hasStake = (instance: Instance): boolean =>
  present(instance).some(({ tokens }) => tokens >= leastAmount(instance));

const delegationChecks = whereStaking(
  (instance) => leastAmount(instance) <= instance.liquidTokens && present(instance).length > 0,
  onEach('delegate', (_before, { validator, tokens }, step) =>
    otherThan({ gains: { [validator]: tokens }, liquid: -tokens }, step),
  ),
);

const undelegationChecks = whereStaking(
  hasStake,
  onEach('undelegate', (_before, { validator, tokens }, step) =>
    otherThan({ gains: { [validator]: -tokens }, liquid: 0, unbonding: { from: validator, tokens } }, step),
  ),
);

const redelegationChecks = whereStaking(
  (instance) => hasStake(instance) && present(instance).length > 1,
  onEach('redelegate', (before, { from, to, tokens }, step) => {
    const source = before.validators.find(({ id }) => id === from);
    if (before.unbonding.some(({ kind, destination }) => kind === 'redelegation' && destination === from))
      return `stake that came to ${from} by redelegation is redelegated again`;
    const begun = source?.status === 'Unbonded' ? 0 : tokens;
    return otherThan(
      { gains: { [from]: -tokens, [to]: tokens }, liquid: 0, unbonding: { from, tokens: begun } },
      step,
    );
  }),
);

const creationChecks = whereStaking(
  (instance) =>
    watchedValidators(instance).some(
      ({ start, tokens }) => start === 'candidate' && tokens <= instance.liquidTokens,
    ),
  onEach('createValidator', (before, { validator, tokens }, step) =>
    before.validators.some(({ id }) => id === validator)
      ? `${validator} exists already`
      : otherThan({ gains: { [validator]: tokens }, liquid: -tokens }, step),
  ),
);

const releaseChecks: IcsProperty['checks'] = (system) =>
  hasRoomFor(system, 'unjailings')
    ? [
        onEach('unjail', (before, { validator: id }, { after, emitted }) => {
          const jailed = before.validators.find((validator) => validator.id === id);
          if (jailed?.jailed !== true) return `${id} is in no jail`;
          if (jailed.tombstoned) return `${id} is tombstoned`;
          if (jailed.jailedFor > 0) return `${id} has ${String(jailed.jailedFor)} s left in jail`;
          if (jailed.tokens === 0) return `nobody delegates to ${id}`;
          if (after.context.validators.some((validator) => validator.id === id && validator.jailed))
            return `${id} stays in jail`;
          return notesIn(emitted).some((note) => note.type === 'unjailed' && note.validator === id)
            ? undefined
            : `the release of ${id} is not told`;
        }),
      ]
    : [];

/** What an infraction on the provider itself costs: a fraction of so much power, of the validator's own tokens alone. */
function wrongFine(
  { before, after }: ProviderStep,
  { powerReduction }: Instance['provider'],
  fine: { readonly id: ValidatorId; readonly power: number; readonly fraction: string },
): string | undefined {
  const [whole = '0', decimals = ''] = fine.fraction.split('.');
  const stake = BigInt(fine.power) * BigInt(powerReduction);
  const owed = Number((stake * BigInt(whole + decimals.padEnd(6, '0'))) / 1_000_000n);
  const lost = Math.min(owed, tokensOf(before.context, fine.id));
  const moved = gains(before.context, after.context);
  const other = Object.keys(moved).find((id) => id !== fine.id);
  if (other !== undefined) return `${other} gains ${String(moved[other])} tokens`;
  const gain = moved[fine.id] ?? 0;
  if (gain + lost !== 0) return `${fine.id} loses ${String(-gain)} tokens instead of ${String(lost)}`;
  return equalData(before.context.unbonding, after.context.unbonding)
    ? undefined
    : 'stake that is unbonding is slashed';
}

const infractionChecks = (system: IcsSystem) => {
  const chain = system.instance.provider;
  const told = ({ emitted }: ProviderStep, type: string, id: ValidatorId): boolean =>
    notesIn(emitted).some((note) => note.type === type && 'validator' in note && note.validator === id);
  const jailSeconds = system.instance.provider.downtimeJailSeconds;
  const downtime = onEach('providerDowntime', (before, { validator: id }, step) => {
    if (before.validators.some((validator) => validator.id === id && validator.jailed))
      return `${id} is in jail already`;
    const signer = before.consensusSet.find(({ validator }) => validator === id);
    if (signer === undefined) return `${id} does not sign blocks of the provider`;
    const after = step.after.context.validators.find((validator) => validator.id === id);
    if (after?.jailed !== true || after.jailedFor !== jailSeconds)
      return `${id} is not jailed for ${String(jailSeconds)} s`;
    return told(step, 'slashed', id)
      ? wrongFine(step, chain, { id, power: signer.power, fraction: chain.downtimeSlashFraction })
      : `${id} is not slashed`;
  });
  const doubleSign = onEach('providerDoubleSign', (before, { validator: id }, step) => {
    const validator = before.validators.find((each) => each.id === id);
    if (validator === undefined || validator.status === 'Unbonded' || validator.tombstoned)
      return `${id} is out of reach for punishment`;
    const after = step.after.context.validators.find((each) => each.id === id);
    if (after?.tombstoned !== true || !after.jailed) return `${id} is not tombstoned`;
    // Whoever has left the bonded set had the power that its stake is worth.
    const power = validator.lastPower || Math.floor(validator.tokens / chain.powerReduction);
    return told(step, 'slashed', id)
      ? wrongFine(step, chain, { id, power, fraction: chain.doubleSignSlashFraction })
      : `${id} is not slashed`;
  });
  return {
    downtime: hasRoomFor(system, 'providerDowntimes') ? [downtime] : [],
    doubleSign: hasRoomFor(system, 'providerDoubleSigns') ? [doubleSign] : [],
  };
};

const downtimeChecks: IcsProperty['checks'] = (system) => infractionChecks(system).downtime;
const doubleSignChecks: IcsProperty['checks'] = (system) => infractionChecks(system).doubleSign;

/** Validators whose unbonding is over in the block that ends. */
function due({ validators }: ProviderContext): readonly ValidatorId[] {
  return validators.flatMap(({ id, status, unbondsIn }) =>
    status === 'Unbonding' && unbondsIn === 0 ? [id] : [],
  );
}

function overdue({ before, after }: ProviderStep): ValidatorId | undefined {
  return due(before.context).find((id) =>
    after.context.validators.some((validator) => validator.id === id && validator.status === 'Unbonding'),
  );
}

const validatorUnbondingCheck: Check = {
  kind: 'step',
  scope: '',
  on: provider,
  holds: (step: ProviderStep) => step.event.type !== 'nextBlock' || overdue(step) === undefined,
  witness: ({ event, before }: ProviderStep) => event.type === 'nextBlock' && due(before.context).length > 0,
  explain: (step: ProviderStep) =>
    `the unbonding period of ${overdue(step) ?? ''} is over, and it is Unbonding still`,
};

/** Where unbondings may be on hold, other properties say when they complete. */
const validatorUnbondingChecks: IcsProperty['checks'] = (system) => {
  const leaves = hasRoomFor(
    system,
    'stakingOperations',
    'consumerDowntimes',
    'providerDowntimes',
    'providerDoubleSigns',
  );
  return leaves && !system.features.vscMaturity ? [validatorUnbondingCheck] : [];
};

/** What the provider's own operations do. */
export const operationEffectProperties: readonly IcsProperty[] = [
  {
    id: 'delegations-exact',
    title: 'Delegations move what they say',
    kind: 'step',
    statement:
      'A delegation moves its tokens from the delegator to the validator that it names, no others, and none that are not there.',
    source: ['cosmos-sdk x/staking/keeper/msg_server.go, delegation.go'],
    assumptions: [],
    witness: 'a delegation',
    expected: holdsWhereApplicable(delegationChecks),
    checks: delegationChecks,
  },
  {
    id: 'undelegations-exact',
    title: 'Undelegations move what they say',
    kind: 'step',
    statement:
      'An undelegation takes its tokens from the validator that it names, no others, and none that are not there, and they begin to unbond.',
    source: ['cosmos-sdk x/staking/keeper/msg_server.go, delegation.go'],
    assumptions: [],
    witness: 'an undelegation',
    expected: holdsWhereApplicable(undelegationChecks),
    checks: undelegationChecks,
  },
  {
    id: 'redelegations-exact',
    title: 'Redelegations move what they say',
    kind: 'step',
    statement:
      'A redelegation moves its tokens from one validator to the other, no others, none that are not there, and none that came by redelegation; they begin to unbond from the first unless it is Unbonded.',
    source: ['cosmos-sdk x/staking/keeper/msg_server.go, delegation.go'],
    assumptions: [],
    witness: 'a redelegation',
    expected: holdsWhereApplicable(redelegationChecks),
    checks: redelegationChecks,
  },
  {
    id: 'creations-exact',
    title: 'A new validator has what it is created with',
    kind: 'step',
    statement:
      'The creation of a validator moves its tokens from the delegator to the validator, which did not exist before.',
    source: ['cosmos-sdk x/staking/keeper/msg_server.go, delegation.go'],
    assumptions: [],
    witness: 'a validator is created',
    expected: holdsWhereApplicable(creationChecks),
    checks: creationChecks,
  },
  {
    id: 'unjail-only-when-due',
    title: 'Jail ends when its term is over and somebody asks',
    kind: 'step',
    statement:
      'A validator is released from jail when it asks for it, and only if its term is over, it is not tombstoned, and somebody delegates to it.',
    source: ['cosmos-sdk x/slashing/keeper/unjail.go'],
    assumptions: [],
    witness: 'a validator is unjailed',
    expected: holdsWhereApplicable(releaseChecks),
    checks: releaseChecks,
  },
  {
    id: 'provider-infractions-punished',
    title: "Downtime on the provider is punished by the provider's own rules",
    kind: 'step',
    statement:
      "Downtime on the provider is slashed, by the provider's fraction of the power with which the validator signs, and jailed for the term of the provider, unless the validator is in jail for it already or signs no blocks.",
    source: ['cosmos-sdk x/slashing/keeper/infractions.go'],
    assumptions: [],
    witness: 'downtime on the provider',
    expected: holdsWhereApplicable(downtimeChecks),
    checks: downtimeChecks,
  },
  {
    id: 'provider-double-signs-punished',
    title: "Double signs on the provider are punished by the provider's own rules",
    kind: 'step',
    statement:
      "A double sign on the provider is slashed, by the provider's fraction of its power, and tombstoned, unless the validator is out of reach.",
    source: ['cosmos-sdk x/evidence/keeper/infraction.go'],
    assumptions: [],
    witness: 'a double sign on the provider',
    expected: holdsWhereApplicable(doubleSignChecks),
    checks: doubleSignChecks,
  },
  {
    id: 'validator-unbonding-completes',
    title: 'A validator is Unbonded when its unbonding period is over',
    kind: 'step',
    statement:
      'The block at whose end the unbonding period of a validator is over leaves it Unbonded, bonded again or gone.',
    source: ['cosmos-sdk x/staking/keeper/validator.go UnbondAllMatureValidators'],
    assumptions: [],
    witness: 'the unbonding period of a validator is over',
    expected: holdsWhereApplicable(validatorUnbondingChecks),
    checks: validatorUnbondingChecks,
  },
];
