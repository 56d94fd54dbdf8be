/**
 * Power on consumers against the stake that stands behind it (ICS-28 Bond-Based Consumer Voting Power, in the form for
 * providers that do not pause unbondings), and the slack that makes it true.
 */
import { provider } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { ProviderContext } from '../model/vocabulary.ts';
import { epochLength, featuresOf } from '../model/vsc-age.ts';
import { isShaped, shapingsOf } from '../model/shaping/shaping-parameters.ts';
import type { Check } from '../src/property/definition.ts';
import { mayOutrunConsumers } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachRunningConsumer,
  type IcsProperty,
  type ProviderSnapshot,
} from './ics-property.ts';
import { powerInText } from './key-powers.ts';
import {
  powerWindows,
  powerWindowsId,
  type PowerWindow,
  type PowerWindows,
} from './observers/power-windows.ts';
import { describeShortfall, shortfall, stakeBehind } from './uncovered-power.ts';
import { beganAfter, nameOf } from './vsc-order.ts';

function coverage(isJudged: (window: PowerWindow) => boolean, isWitness: typeof hasLostStake) {
  return (instance: Instance, consumer: ConsumerInstance): Check => {
    const of = { powerReduction: instance.provider.powerReduction };
    return {
      kind: 'always',
      scope: consumer.id,
      reads: [provider, powerWindowsId(consumer.id)],
      observers: [powerWindows(instance, consumer)],
      holds: (chain: ProviderSnapshot, windows: PowerWindows) =>
        shortfall(chain, windows, of, isJudged) === undefined,
      witness: (chain: ProviderSnapshot, { windows }: PowerWindows) =>
        windows.some((window) => window.closesIn > 0 && isJudged(window) && isWitness(chain, window, of)),
      explain: (chain: ProviderSnapshot, windows: PowerWindows) =>
        describeShortfall(consumer, shortfall(chain, windows, of, isJudged)),
    };
  };
}

function hasLostStake(
  _chain: ProviderSnapshot,
  window: PowerWindow,
  _of: { readonly powerReduction: number },
): boolean {
  return window.left.length > 0;
}

/** Bonded stake alone would not do: it takes some that is unbonding. */
const leansOnUnbonding: typeof hasLostStake = ({ context }, window, { powerReduction }) =>
  context.unbonding.some((entry) => {
    if (!beganAfter(entry, window.vsc)) return false;
    const power = powerInText(window.set, entry.validator);
    return power > 0 && power * powerReduction > stakeBehind(context, window, entry.validator).bonded;
  });

/** It takes stake whose time is over and which is only still there because it is on hold. */
const leansOnHeldStake: typeof hasLostStake = (chain, window, of) =>
  chain.context.unbonding.some(({ completesIn }) => completesIn === 0) && leansOnUnbonding(chain, window, of);

const publishedChecks = ofEachRunningConsumer((instance, consumer) => [
  coverage(() => true, featuresOf(instance).vscMaturity ? leansOnHeldStake : hasLostStake)(
    instance,
    consumer,
  ),
]);

const bondBasedVotingPower: IcsProperty = {
  id: 'bond-based-voting-power',
  title: 'Bond-based consumer voting power',
  kind: 'always',
  statement:
    'Power that a validator used on a consumer is covered, for the unbonding period of the consumer, by its bonded tokens, those that began to unbond under the set it was used in, and those slashed since.',
  source: [
    'ICS-28 Bond-Based Consumer Voting Power (consumer time instead of maturity; every slash since counts)',
    'ADR-018',
    'difference model properties.ts bondBasedConsumerVotingPower',
  ],
  assumptions: ['SB', 'NC'],
  witness:
    'an unbonding that began under a set completes while power used in it is punishable; where unbondings are paused, one is due and kept from it',
  expected: (system) => {
    if (publishedChecks(system).length === 0) return 'not-applicable';
    return mayOutrunConsumers(system) ? 'violated' : 'holds';
  },
  finding: {
    id: 'N4',
    restoredBy: 'bond-based-voting-power-under-slack',
    assumption:
      'VSCs are applied so soon that lag, clock drift and the unbonding period of the consumer together stay within that of the provider',
  },
  checks: publishedChecks,
};

/**
 * Whether there is any slack: a change waits for the end of its epoch even if relayers take no time at all, and the
 * provider's unbonding period must outlast that on top of the consumer's. Where unbondings are paused none is needed.
 */
function hasSlack(instance: Instance, { unbondingSeconds }: ConsumerInstance): boolean {
  if (featuresOf(instance).vscMaturity) return false;
  const epochSeconds = epochLength(instance) * Math.min(...instance.provider.blockSeconds);
  return instance.provider.unbondingSeconds - unbondingSeconds > epochSeconds;
}

/** A power cap gives power that no stake stands behind (N5, SC-8). */
function mayBeCapped(consumer: ConsumerInstance): boolean {
  return isShaped(consumer) && shapingsOf(consumer).some(({ powerCap }) => powerCap > 0);
}

const underSlackCheck = coverage(({ late }) => !late, leansOnUnbonding);
const underSlackChecks = ofEachRunningConsumer((instance, consumer) =>
  hasSlack(instance, consumer) && !mayBeCapped(consumer) ? [underSlackCheck(instance, consumer)] : [],
);

const bondBasedVotingPowerUnderSlack: IcsProperty = {
  id: 'bond-based-voting-power-under-slack',
  title: 'Bond-based consumer voting power, if changes arrive within the slack',
  kind: 'always',
  statement:
    'Power that a validator used on a consumer is covered as long as it is punishable, provided the consumer gave the set up before epoch wait, relay delay, clock drift and its own unbonding period together exceeded the unbonding period of the provider.',
  source: ['ICS-28 Bond-Based Consumer Voting Power', 'ADR-018 (unbonding without pausing)'],
  assumptions: ['SB', 'NC', 'RL', 'power cap off'],
  witness: 'power that is punishable in time and covered only together with stake that is unbonding',
  expected: holdsWhereApplicable(underSlackChecks),
  checks: underSlackChecks,
};

/** An unbonding that may complete before the window closes of a set which it should outlast. */
function earlyExit(
  { context }: ProviderSnapshot,
  { windows }: PowerWindows,
): readonly [PowerWindow, ProviderContext['unbonding'][number]] | undefined {
  for (const window of windows) {
    if (window.late || window.closesIn === 0) continue;
    const entry = context.unbonding.find(
      (each) => isOutlasted(window, each) && window.closesIn > each.completesIn,
    );
    if (entry !== undefined) return [window, entry];
  }
  return undefined;
}

/** The entry began in the epoch whose end superseded the set, or later: it must outlast the set's window. */
function isOutlasted(
  { supersededBy }: PowerWindow,
  { createdAt }: ProviderContext['unbonding'][number],
): boolean {
  return typeof supersededBy === 'number' && typeof createdAt === 'number' && createdAt <= supersededBy;
}

const slackChecks = ofEachRunningConsumer((instance, consumer): readonly Check[] =>
  hasSlack(instance, consumer)
    ? [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [provider, powerWindowsId(consumer.id)],
          observers: [powerWindows(instance, consumer)],
          holds: (chain: ProviderSnapshot, windows: PowerWindows) => earlyExit(chain, windows) === undefined,
          witness: (chain: ProviderSnapshot, { windows }: PowerWindows) =>
            windows.some(
              (window) =>
                !window.late &&
                window.closesIn > 0 &&
                chain.context.unbonding.some((entry) => isOutlasted(window, entry)),
            ),
          explain: (chain: ProviderSnapshot, windows: PowerWindows) => {
            const [window, entry] = earlyExit(chain, windows) ?? [];
            if (window === undefined || entry === undefined) return '';
            return (
              `${consumer.id} used ${nameOf(window.vsc)}, superseded in time, so that it is punishable for ` +
              `${String(window.closesIn)} s more; the ${entry.kind} of ${String(entry.balance)} from ` +
              `${entry.validator}, begun in the same epoch or later, completes in ${String(entry.completesIn)} s`
            );
          },
        },
      ]
    : [],
);

const unbondingSlackCondition: IcsProperty = {
  id: 'unbonding-slack-condition',
  title: 'Unbonding outlasts the punishable use of the power it backed',
  kind: 'always',
  statement:
    'An unbonding completes no earlier than the last use of a set superseded at the end of its epoch ceases to be punishable, provided the consumer gave that set up while lag + drift + its unbonding period did not exceed that of the provider.',
  source: ['ADR-018', 'cosmos/interchain-security#733'],
  assumptions: ['RL'],
  witness: 'power used in a superseded set is punishable while stake from the same epoch is unbonding',
  expected: holdsWhereApplicable(slackChecks),
  checks: slackChecks,
};

/** Whether power is in use, or was so recently, that the stake behind it does not cover. */
export function isPowerUncovered(
  instance: Instance,
  consumer: ConsumerInstance,
): (chain: ProviderSnapshot, windows: PowerWindows) => boolean {
  const of = { consumer, powerReduction: instance.provider.powerReduction };
  return (chain, windows) => shortfall(chain, windows, of, () => true) !== undefined;
}

export const bondedPowerProperties: readonly IcsProperty[] = [
  bondBasedVotingPower,
  bondBasedVotingPowerUnderSlack,
  unbondingSlackCondition,
];
