/**
 * Power on consumers against the stake behind it, read otherwise than bonded-power.ts reads it: by the very words of
 * ICS-28, which count only some slashes, and without the proviso that the consumer is not removed. Judged where the model
 * is of the specification itself.
 */
import { provider } from '../model/component-ids.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type { Check } from '../src/property/definition.ts';
import { downtimePenalty } from './slash-recomputation.ts';
import { mayHappen } from './expectations.ts';
import { ofEachRunningConsumer, type IcsProperty, type ProviderSnapshot } from './ics-property.ts';
import { powerInText } from './key-powers.ts';
import { powerWindows, powerWindowsId, type PowerWindows } from './observers/power-windows.ts';
import { removedWindows, removedWindowsId, type RemovedWindows } from './observers/removed-windows.ts';
import { isAsSpecified } from './relation.ts';
import { shortfall, stakeBehind, stakeInWords, type Shortfall } from './uncovered-power.ts';
import { nameOf } from './vsc-order.ts';

/** Power that is covered only if slashes count which the text leaves out. */
function leftOut(
  { context }: ProviderSnapshot,
  { windows }: PowerWindows,
  powerReduction: number,
): Shortfall | undefined {
  for (const window of windows) {
    if (window.closesIn === 0) continue;
    for (const { validator, underThis = 0 } of window.burnt) {
      const power = powerInText(window.set, validator);
      const stake = stakeBehind(context, window, validator);
      const missing = power * powerReduction - stake.bonded - stake.unbonding;
      if (missing > underThis && missing <= stake.burnt)
        return { window, validator, power, ...stake, burnt: underThis };
    }
  }
  return undefined;
}

const literalChecks = ofEachRunningConsumer((instance, consumer): readonly Check[] =>
  isAsSpecified(instance)
    ? [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [provider, powerWindowsId(consumer.id)],
          observers: [powerWindows(instance, consumer)],
          holds: (chain: ProviderSnapshot, windows: PowerWindows) =>
            leftOut(chain, windows, instance.provider.powerReduction) === undefined,
          witness: (_chain: ProviderSnapshot, { windows }: PowerWindows) =>
            windows.some(({ closesIn, burnt }) => closesIn > 0 && burnt.length > 0),
          explain: (chain: ProviderSnapshot, windows: PowerWindows) => {
            const found = leftOut(chain, windows, instance.provider.powerReduction);
            if (found === undefined) return '';
            const { window, validator, power } = found;
            return (
              `${validator} used power ${String(power)} on ${consumer.id} under ${nameOf(window.vsc)}, but if only ` +
              `slashes for infractions under it count, then behind it are ${stakeInWords(found)}`
            );
          },
        },
      ]
    : [],
);

/** Somebody may be slashed for what happened elsewhere, or under another set. */
function mayBurnForOthers(system: IcsSystem): boolean {
  const { instance, consumers } = system;
  return (
    mayHappen(system, 'providerDowntimes') ||
    mayHappen(system, 'providerDoubleSigns') ||
    (mayHappen(system, 'consumerDowntimes') &&
      consumers.some((consumer) => downtimePenalty(instance, consumer).millionths > 0n))
  );
}

const literal: IcsProperty = {
  id: 'bond-based-voting-power-literal',
  title: 'Bond-based consumer voting power, word for word',
  kind: 'always',
  statement:
    'Power that a validator used on a consumer is covered by its bonded tokens, those that began to unbond since and those slashed since for infractions at the very height at which that power was fixed, wherever it is covered with all slashes counted.',
  source: ['ICS-28 Bond-Based Consumer Voting Power (sumSlash)'],
  assumptions: ['SB', 'NC'],
  witness: 'stake was burnt behind power that can still be misused',
  expected: (system) =>
    literalChecks(system).length === 0 ? 'not-applicable' : mayBurnForOthers(system) ? 'violated' : 'holds',
  finding: {
    id: 'N23',
    restoredBy: 'bond-based-voting-power',
    assumption: 'every slash since counts, whatever it was for',
  },
  checks: literalChecks,
};

function inWords(consumer: ConsumerInstance, found: Shortfall | undefined): string {
  if (found === undefined) return '';
  const { window, validator, power } = found;
  return (
    `${consumer.id} was removed, yet ${validator} goes on to use power ${String(power)} on it under ` +
    `${nameOf(window.vsc)}, and behind it are ${stakeInWords(found)}`
  );
}

const removedChecks = ofEachRunningConsumer((instance, consumer): readonly Check[] => {
  if (!isAsSpecified(instance)) return [];
  const uncovered = (chain: ProviderSnapshot, windows: RemovedWindows): Shortfall | undefined =>
    windows.removed
      ? shortfall(chain, windows, { powerReduction: instance.provider.powerReduction }, () => true)
      : undefined;
  return [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [provider, removedWindowsId(consumer.id)],
      observers: [removedWindows(instance, consumer)],
      holds: (chain: ProviderSnapshot, windows: RemovedWindows) => uncovered(chain, windows) === undefined,
      witness: (_chain: ProviderSnapshot, { removed, windows }: RemovedWindows) =>
        removed && windows.length > 0,
      explain: (chain: ProviderSnapshot, windows: RemovedWindows) =>
        inWords(consumer, uncovered(chain, windows)),
    },
  ];
});

const afterRemoval: IcsProperty = {
  id: 'bond-based-voting-power-after-removal',
  title: 'Bond-based consumer voting power, of a consumer that was removed',
  kind: 'always',
  statement:
    'Power that a validator goes on to use on a consumer after the provider has removed it is covered by its bonded tokens, those that began to unbond under the set it is used in, and those slashed since.',
  source: [
    'ICS-28 Bond-Based Consumer Voting Power (which has no proviso for it)',
    'ICS-28 CCV-PCF-STCC.1 (note on lockUnbonding)',
    'ADR-018',
  ],
  assumptions: ['SB'],
  witness: 'a consumer was removed, and runs on',
  expected: (system) =>
    removedChecks(system).length === 0
      ? 'not-applicable'
      : mayHappen(system, 'stakingOperations')
        ? 'violated'
        : 'holds',
  finding: {
    id: 'N19',
    restoredBy: 'bond-based-voting-power',
    assumption: 'the consumer is not removed',
  },
  checks: removedChecks,
};

export const bondedPowerReadings: readonly IcsProperty[] = [literal, afterRemoval];
