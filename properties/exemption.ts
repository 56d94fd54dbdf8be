/** Who may opt out of a consumer softly (v1.2-v4.3), worked out anew from what a set says. */
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { KeyPower } from '../model/vocabulary.ts';
import { featuresOf } from '../model/vsc-age.ts';

/** Powers whose downtime is not reported while the set is in force. */
export type Exemption = (set: readonly KeyPower[], power: number) => boolean;

/**
 * All validators that have no more power than an exempt one, itself included, have at most the threshold of the power
 * together. Undefined where nobody is ever exempt.
 */
export function exemptionOn(
  instance: Pick<Instance, 'features'>,
  { softOptOutThreshold = '0.05' }: Pick<ConsumerInstance, 'softOptOutThreshold'>,
): Exemption | undefined {
  const [whole = '0', decimals = ''] = softOptOutThreshold.split('.');
  const threshold = BigInt(whole + decimals);
  if (!featuresOf(instance).softOptOut || threshold === 0n) return undefined;
  const unit = 10n ** BigInt(decimals.length);
  return (set, power) => {
    let small = 0;
    let total = 0;
    for (const member of set) {
      total += member.power;
      if (member.power <= power) small += member.power;
    }
    return total > 0 && BigInt(small) * unit <= threshold * BigInt(total);
  };
}

/** The exemption of a key, by the power that the set gives it; of none that is not in the set. */
export function isKeyExempt(
  exemption: Exemption | undefined,
  set: readonly KeyPower[],
  key: string,
): boolean {
  const power = set.find((member) => member.key === key)?.power;
  return exemption !== undefined && power !== undefined && exemption(set, power);
}
