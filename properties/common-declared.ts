/** What the properties of common validators share: which consumers they speak of, and where losing somebody breaks them. */
import { bondedAtGenesis, genesisValidatorSet } from '../model/genesis-validator-set.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type { KeyPower, ValidatorPower } from '../model/vocabulary.ts';
import { consumerOf, provider } from '../model/component-ids.ts';
import type { AlwaysCheck } from '../src/property/definition.ts';
import type { Share } from '../src/property/metric.ts';
import { haveBothPower, sharedPowers, type SharedPower } from './common-power.ts';
import { mayHappen } from './expectations.ts';
import type { ConsumerSnapshot, IcsProperty, ProviderSnapshot } from './ics-property.ts';
import { keyedOf } from './key-powers.ts';
import { bondedOf } from './target-set.ts';

/** A consumer that declares how much power validators of both chains have. */
export type DeclaringConsumer = ConsumerInstance & { readonly commonThreshold: string };

/** Searches over subsets of validators are exact, so they are for few of them. */
export const mostValidators = 10;

export function declaringConsumers({ instance, consumers }: IcsSystem): readonly DeclaringConsumer[] {
  return instance.validators.length > mostValidators
    ? []
    : consumers.filter(
        // Keys that change would have to be translated back by what they meant when a set was given.
        (consumer): consumer is DeclaringConsumer =>
          consumer.commonThreshold !== undefined && consumer.spareKeys === undefined,
      );
}

/** `2/3` */
export function thresholdOf({ commonThreshold }: DeclaringConsumer): Share {
  const [part = 1, whole = 1] = commonThreshold.split('/').map(Number);
  return { part, whole };
}

/** The powers of the provider's validators now and of those that sign the consumer's present block. */
export function powersInForce(
  { context }: ProviderSnapshot,
  chain: ConsumerSnapshot,
  consumer: ConsumerInstance,
): readonly SharedPower[] {
  return sharedPowers(bondedOf(context.validators), chain.context.signers, consumer);
}

/** What is claimed of the powers of both chains, one check a consumer. */
export interface PowerClaim {
  readonly holds: (powers: readonly SharedPower[], threshold: Share) => boolean;
  /** Under which the claim is made. */
  readonly premise?: (powers: readonly SharedPower[], threshold: Share) => boolean;
  /** What is worth seeing; any state unless given. */
  readonly witness?: (powers: readonly SharedPower[]) => boolean;
  readonly explain: (powers: readonly SharedPower[]) => string;
}

/** In every state, of those who have power on the provider now and of those who sign the consumer's present block. */
export function claimInForce({ holds, premise, witness, explain }: PowerClaim): IcsProperty['checks'] {
  return (system) =>
    declaringConsumers(system).map((consumer): AlwaysCheck => {
      const threshold = thresholdOf(consumer);
      const speaks = (powers: readonly SharedPower[]): boolean =>
        haveBothPower(powers) && (premise?.(powers, threshold) ?? true);
      return {
        kind: 'always',
        scope: consumer.id,
        reads: [provider, consumerOf(consumer.id)],
        holds: (chain: ProviderSnapshot, other: ConsumerSnapshot) => {
          const powers = powersInForce(chain, other, consumer);
          return !speaks(powers) || holds(powers, threshold);
        },
        witness: (chain: ProviderSnapshot, other: ConsumerSnapshot) => {
          const powers = powersInForce(chain, other, consumer);
          return speaks(powers) && (witness?.(powers) ?? true);
        },
        explain: (chain: ProviderSnapshot, other: ConsumerSnapshot) => {
          const powers = powersInForce(chain, other, consumer);
          return `${powersText(powers, consumer.id)}: ${explain(powers)}`;
        },
      };
    });
}

/** `with {v1:3} on the provider and {v1:2} on c1` */
export function powersText(powers: readonly SharedPower[], consumer: string): string {
  const side = (of: 'provider' | 'consumer'): string =>
    powers
      .filter((power) => power[of] > 0)
      .map((power) => `${power.validator}:${String(power[of])}`)
      .join(', ');
  return `with {${side('provider')}} on the provider and {${side('consumer')}} on ${consumer}`;
}

/** `expected` of a claim that fails at the start, or once the strongest loss that the environment can cause has happened. */
export function failsAfterLosing(
  losses: number,
  isKept: (
    bonded: readonly ValidatorPower[],
    set: readonly KeyPower[],
    consumer: DeclaringConsumer,
  ) => boolean,
): IcsProperty['expected'] {
  return (system) => {
    const declaring = declaringConsumers(system);
    if (declaring.length === 0) return 'not-applicable';
    const { instance } = system;
    const mayLeave = new Set(
      instance.validators.filter(({ steady }) => !steady && maySomebodyLeave(system)).map(({ id }) => id),
    );
    const bonded = bondedAtGenesis(instance);
    return declaring.some((consumer) => {
      const set = keyedOf(genesisValidatorSet(instance, consumer));
      return withoutSome(bonded, mayLeave, losses).some((left) => !isKept(left, set, consumer));
    })
      ? 'violated'
      : 'holds';
  };
}

/** Somebody may be jailed. */
function maySomebodyLeave(system: IcsSystem): boolean {
  return (['providerDowntimes', 'providerDoubleSigns', 'consumerDowntimes'] as const).some((budget) =>
    mayHappen(system, budget),
  );
}

/** The list, and all that remains of it when up to so many have left. */
function withoutSome(
  bonded: readonly ValidatorPower[],
  mayLeave: ReadonlySet<string>,
  losses: number,
): readonly (readonly ValidatorPower[])[] {
  if (losses === 0) return [bonded];
  const fewer = bonded
    .filter(({ validator }) => mayLeave.has(validator))
    .flatMap((leaver) =>
      withoutSome(
        bonded.filter((each) => each !== leaver),
        mayLeave,
        losses - 1,
      ),
    );
  return [bonded, ...fewer];
}
