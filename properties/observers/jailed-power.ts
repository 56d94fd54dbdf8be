/**
 * The main throttling property (ADR-002), as a sliding window over the power that reports of consumers have jailed.
 *
 * Claim. When a report jails somebody, the power that earlier reports jailed in the blocks of the last n replenish
 * periods is at most (n + 1) A, where A is the greatest allowance in these blocks.
 *
 * Proof. Let m be the meter after the BeginBlock of the first of these blocks (or, with a slash queue, after it was looked
 * after in the EndBlock that handled the first of these reports); m <= A. Afterwards it rises by at most A
 * at each replenishment. Replenishments are at least a period apart, and those that count come strictly after that first
 * block, at most n periods later: at most n of them. The report at hand is handled, so the meter is not negative before
 * it: m plus what came in, at most A + n A, covers what was charged.
 *
 * The last jailing itself may overshoot by its own power, whatever that is; adding it gives (n + 1) A + vmax. That is one
 * A less than a count of n + 1 replenishments in the window would give: one at the very first block is in m already.
 */
import { provider, slashMeter } from '../../model/component-ids.ts';
import { allowanceOf, genesisTotalPower } from '../allowance.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

export interface Jailing {
  readonly secondsAgo: number;
  /** Power jailed by reports in one block. */
  readonly power: number;
  /** Greatest allowance of a block since then. */
  readonly allowance: number;
}

export interface JailedPower {
  /** Of the present block. */
  readonly allowance: number;
  /** Oldest first; older ones than the longest window are forgotten. */
  readonly jailings: readonly Jailing[];
  /** How the bound was exceeded. */
  readonly excess: string;
}

/** Windows of up to so many replenish periods are looked at. */
export const longestWindow = 4;

export const jailedPower = onePerInstance<JailedPower>((instance) => {
  const period = instance.provider.slashMeterReplenishSeconds;
  return {
    id: 'jailed-power',
    initial: { allowance: allowanceOf(instance, genesisTotalPower(instance)), jailings: [], excess: '' },
    observes: [provider, slashMeter],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      if (event.type === 'blockBegan') {
        return afterBlock(state, event.seconds, allowanceOf(instance, event.totalPower), period);
      }
      // With a slash queue the meter is looked after in EndBlock, and time passes with the next BeginBlock.
      if (event.type === 'replenishmentChecked')
        return afterBlock(state, 0, allowanceOf(instance, event.totalPower), period);
      if (event.type === 'providerTimePassed')
        return afterBlock(state, event.seconds, state.allowance, period);
      if (event.type !== 'handleDowntime') return state;
      let next = state;
      for (const { cause, power } of notesOf(delivery.emitted, 'jailed')) {
        if (cause !== event.consumer || power === 0) continue;
        next = {
          ...next,
          excess: excessBefore(next.jailings, period) ?? next.excess,
          jailings: withJailing(next, power),
        };
      }
      return next;
    },
  };
});

function afterBlock(state: JailedPower, seconds: number, allowance: number, period: number): JailedPower {
  if (state.jailings.length === 0 && allowance === state.allowance) return state;
  const jailings = state.jailings
    .map((jailing) => ({
      secondsAgo: jailing.secondsAgo + seconds,
      power: jailing.power,
      allowance: Math.max(jailing.allowance, allowance),
    }))
    .filter(({ secondsAgo }) => secondsAgo <= longestWindow * period);
  return { allowance, jailings, excess: state.excess };
}

function withJailing({ jailings, allowance }: JailedPower, power: number): readonly Jailing[] {
  const last = jailings.at(-1);
  return last?.secondsAgo === 0
    ? jailings.with(-1, { ...last, power: last.power + power })
    : [...jailings, { secondsAgo: 0, power, allowance }];
}

/** Looks at the windows that begin with each of the earlier jailings; a longer window of as many periods has no more. */
function excessBefore(jailings: readonly Jailing[], period: number): string | undefined {
  let jailed = 0;
  for (const { secondsAgo, power, allowance } of jailings.toReversed()) {
    jailed += power;
    const periods = Math.ceil(secondsAgo / period);
    const bound = (periods + 1) * allowance;
    if (jailed > bound) {
      return (
        `reports had jailed power ${jailed} in the last ${secondsAgo} s, and another was executed; ` +
        `${periods} replenish periods with an allowance of ${allowance} make up for ${bound}`
      );
    }
  }
  return undefined;
}
