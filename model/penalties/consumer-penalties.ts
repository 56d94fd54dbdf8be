/**
 * What infractions on a consumer cost: its infraction parameters (v6.4+). They are the owner's business alone; that they
 * do not exceed those of the provider, as ADR-020 asks, is checked nowhere (SC-19).
 */
import { parseFraction } from '../fraction.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { endlessJailSeconds } from '../provider/punishment-notes.ts';
import type { Penalties, Penalty } from '../vocabulary.ts';
import { featuresOf } from '../vsc-age.ts';

/** The parameters at the launch, followed by those that the owner may ask for. */
export function penaltyChoices(
  instance: Instance,
  consumer: ConsumerInstance,
): readonly [Penalties, ...Penalties[]] {
  return [
    launchPenalties(instance, consumer),
    ...consumer.infractionUpdates.map((update) => ({
      downtime: {
        slashFraction: parseFraction(update.downtimeSlashFraction),
        jailSeconds: update.downtimeJailSeconds,
      },
      doubleSign: {
        ...update.doubleSign,
        slashFraction: parseFraction(update.doubleSign.slashFraction),
      },
    })),
  ];
}

/**
 * Before parameters per consumer, downtime was never slashed and jailed for the provider's own term, and equivocation
 * cost what it costs on the provider, which is the default still (SC-20).
 */
export function launchPenalties(
  instance: Instance,
  { downtimeSlashFraction, downtimeJailSeconds, doubleSign }: ConsumerInstance,
): Penalties {
  const { provider } = instance;
  const asOnProvider: Penalty = {
    slashFraction: parseFraction(provider.doubleSignSlashFraction),
    jailSeconds: endlessJailSeconds,
    tombstone: true,
  };
  if (!featuresOf(instance).infractionParameters) {
    return {
      downtime: { slashFraction: parseFraction('0'), jailSeconds: provider.downtimeJailSeconds },
      doubleSign: asOnProvider,
    };
  }
  return {
    downtime: { slashFraction: parseFraction(downtimeSlashFraction), jailSeconds: downtimeJailSeconds },
    doubleSign:
      doubleSign === undefined
        ? asOnProvider
        : { ...doubleSign, slashFraction: parseFraction(doubleSign.slashFraction) },
  };
}
