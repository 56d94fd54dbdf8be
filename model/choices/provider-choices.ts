/** What the environment may do to the provider: produce blocks, one by one or quietly many, move stake, have a say in sets and keys. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import type { Instance } from '../instance.ts';
import type { ProviderContext } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { providerMayAdvance } from './drift-requirements.ts';
import { hasKeys } from '../epoch-stages.ts';
import { commissionChoices } from './commission-choices.ts';
import { keyChoices } from './key-choices.ts';
import { longestProviderJump } from './longest-provider-jump.ts';
import { meterMayWait } from './meter-requirement.ts';
import { membershipChoices } from './membership-choices.ts';
import { jumpLengths } from './quiet-jumps.ts';
import { relayersKeepUp } from './relaying-requirement.ts';
import { stakingChoices } from './staking-choices.ts';
import { featuresOf } from '../vsc-age.ts';
import { weightsFor } from './weights.ts';

/** Choices in a snapshot of the provider. */
export function providerChoices(
  instance: Instance,
): (snapshot: LocalSnapshot<ProviderContext>) => readonly Choice[] {
  const blocks = instance.provider.blockSeconds.map((seconds): Choice => ({
    event: environmentEvent({ type: 'nextBlock', seconds }),
    weight: weightsFor(instance).provider.nextBlock,
    requires: requirements(instance, seconds),
  }));
  const staking = stakingChoices(instance);
  const transactions = [...membershipChoices(instance), ...commissionChoices(instance)];
  const keys = instance.consumers.some(hasKeys) ? keyChoices(instance) : () => [];
  const quiet = instance.skipQuietBlocks ? providerJumps(instance) : () => [];
  const restart: Choice = {
    event: environmentEvent({ type: 'restartFromExport' }),
    weight: weightsFor(instance).provider.restartFromExport,
    cost: { providerRestarts: 1 },
  };
  const restarts =
    featuresOf(instance).vscMaturity && instance.budgets.providerRestarts !== 0 ? [restart] : [];
  return ({ context }) => [
    ...blocks,
    ...restarts,
    ...quiet(context),
    ...staking(context),
    ...transactions,
    ...keys(context),
  ];
}

/** Of a block (or several quiet ones) that takes `seconds`. */
function requirements(instance: Instance, seconds: number): readonly Requirement[] {
  const { consumers, maxClockDriftSeconds, maxVscsInFlight } = instance;
  return consumers.flatMap(({ id }) => [
    providerMayAdvance(id, seconds, maxClockDriftSeconds),
    ...(maxVscsInFlight === undefined ? [] : [relayersKeepUp(id, maxVscsInFlight)]),
  ]);
}

/** Quiet blocks of the shortest block time. */
function providerJumps(instance: Instance): (context: ProviderContext) => readonly Choice[] {
  const blockSeconds = Math.min(...instance.provider.blockSeconds);
  const ceiling = Math.floor((2 * instance.maxClockDriftSeconds) / blockSeconds);
  const longest = longestProviderJump(instance);
  const made = new Map<number, Choice>();
  const jump = (blocks: number): Choice => {
    const known = made.get(blocks);
    if (known !== undefined) return known;
    const seconds = blocks * blockSeconds;
    const choice: Choice = {
      event: environmentEvent({ type: 'quietBlocks', blocks, seconds }),
      weight: weightsFor(instance).provider.quietBlocks,
      requires: [...requirements(instance, seconds), meterMayWait(instance, seconds - blockSeconds)],
    };
    made.set(blocks, choice);
    return choice;
  };
  return (context) => jumpLengths(longest(context), ceiling).map(jump);
}
