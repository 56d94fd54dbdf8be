/** Power on a consumer behind which there is not enough stake. */
import type { ConsumerInstance } from '../model/instance.ts';
import type { ProviderContext, ValidatorId } from '../model/vocabulary.ts';
import type { ProviderSnapshot } from './ics-property.ts';
import { powerInText } from './key-powers.ts';
import type { PowerWindow, PowerWindows } from './observers/power-windows.ts';
import { beganAfter, nameOf } from './vsc-order.ts';

/** Tokens, of all three kinds. */
export interface Stake {
  readonly bonded: number;
  readonly unbonding: number;
  readonly burnt: number;
}

/** Power that can still be misused without enough stake to take for it. */
export interface Shortfall extends Stake {
  readonly window: PowerWindow;
  readonly validator: ValidatorId;
  readonly power: number;
}

/** Stake of an Unbonded validator can be slashed by nobody: it counts for nothing. */
export function stakeBehind(
  { validators, unbonding }: ProviderContext,
  window: PowerWindow,
  validator: ValidatorId,
): Stake {
  const found = validators.find(({ id }) => id === validator);
  return {
    bonded: found === undefined || found.status === 'Unbonded' ? 0 : found.tokens,
    unbonding: unbonding
      .filter((entry) => entry.validator === validator && beganAfter(entry, window.vsc))
      .reduce((sum, { balance }) => sum + balance, 0),
    burnt: window.burnt.find((each) => each.validator === validator)?.tokens ?? 0,
  };
}

const unbondedLists = new WeakMap<ProviderContext['validators'], readonly ValidatorId[]>();

function unbondedAmong(validators: ProviderContext['validators']): readonly ValidatorId[] {
  const known = unbondedLists.get(validators);
  if (known !== undefined) return known;
  const unbonded: ValidatorId[] = [];
  for (const { id, status } of validators) if (status === 'Unbonded') unbonded.push(id);
  unbondedLists.set(validators, unbonded);
  return unbonded;
}

/**
 * The first shortfall among the open windows that `isJudged`. Only validators can fall short of whose stake some has
 * left for good since the set was provided, or who have become Unbonded.
 */
export function shortfall(
  chain: ProviderSnapshot,
  { windows }: PowerWindows,
  { powerReduction }: { readonly powerReduction: number },
  isJudged: (window: PowerWindow) => boolean,
): Shortfall | undefined {
  const unbonded = unbondedAmong(chain.context.validators);
  for (const window of windows) {
    if (window.closesIn === 0 || !isJudged(window)) continue;
    for (const validator of [...window.left, ...unbonded]) {
      const power = powerInText(window.set, validator);
      if (power === 0) continue;
      const stake = stakeBehind(chain.context, window, validator);
      if (power * powerReduction > stake.bonded + stake.unbonding + stake.burnt) {
        return { window, validator, power, ...stake };
      }
    }
  }
  return undefined;
}

/** `2 bonded tokens, 1 unbonding and 0 burnt ones`. */
export function stakeInWords({ bonded, unbonding, burnt }: Stake): string {
  return `${String(bonded)} bonded tokens, ${String(unbonding)} unbonding and ${String(burnt)} burnt ones`;
}

export function describeShortfall(consumer: ConsumerInstance, found: Shortfall | undefined): string {
  if (found === undefined) return '';
  const { window, validator, power } = found;
  return (
    `${validator} used power ${String(power)} on ${consumer.id} under ${nameOf(window.vsc)}, punishable for ` +
    `${String(window.closesIn)} s more, but behind it are ${stakeInWords(found)}` +
    (window.late ? '; lag + drift + consumer unbonding period exceeded the provider unbonding period' : '')
  );
}
