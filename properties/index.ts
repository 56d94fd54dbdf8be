/** The catalogue of properties, in the order in which they are reported. */
import { CheckerError } from '../src/errors/checker-error.ts';
import { bondedPowerReadings } from './bonded-power-readings.ts';
import { bondedPowerProperties } from './bonded-power.ts';
import { chainProperties } from './chains.ts';
import { changeoverProperties, changeoverWitnesses } from './changeover.ts';
import { channelCallbackProperties } from './channel-callbacks.ts';
import { channelDeliveryProperties } from './channel-delivery.ts';
import { channelEndingProperties } from './channel-ending.ts';
import { consumerSetProperties } from './consumer-set-nonempty.ts';
import { equivocationProperties } from './equivocation.ts';
import { equivocationPriceProperties } from './equivocation-price.ts';
import { equivocationWitnesses } from './equivocation-witnesses.ts';
import { assumingHonesty, type IcsProperty } from './ics-property.ts';
import { closedChannelProperties } from './closed-channels.ts';
import { commonQuorumProperties } from './common-quorums.ts';
import { commonThresholdProperties } from './common-threshold.ts';
import { deadConsumerProperties } from './dead-consumers.ts';
import { jailingProperties } from './jailing.ts';
import { lifecycleEffectProperties } from './lifecycle-effects.ts';
import { lifecycleProperties, lifecycleWitnesses } from './lifecycle.ts';
import { removalProperties } from './removal.ts';
import { recordEffectProperties } from './record-effects.ts';
import { rewardAccountProperties } from './reward-accounts.ts';
import { rewardEffectProperties } from './reward-effects.ts';
import { rewardDenomProperties } from './reward-denoms.ts';
import { rewardLivenessProperties, rewardWitnesses } from './reward-liveness.ts';
import { rewardShareProperties } from './reward-shares.ts';
import { rewardTransferProperties } from './reward-transfers.ts';
import { membershipProperties } from './membership.ts';
import { optingProperties } from './opting.ts';
import { setCapProperties } from './set-caps.ts';
import { shapingWitnesses } from './shaping-witnesses.ts';
import { keyAssignmentProperties } from './key-assignment.ts';
import { keyResolutionProperties } from './key-resolution.ts';
import { keyEffectProperties } from './key-effects.ts';
import { keyUniquenessProperties } from './key-uniqueness.ts';
import { keyWitnesses } from './key-witnesses.ts';
import { launchHeightProperties } from './launch-height.ts';
import { launchSetProperties } from './launch-sets.ts';
import { noninterferenceProperties } from './noninterference.ts';
import { timeProperties } from './progress-of-time.ts';
import { maturityProperties, maturityWitnesses } from './maturity.ts';
import { operationEffectProperties } from './operation-effects.ts';
import { pausedUnbondingProperties } from './paused-unbonding.ts';
import { signingProperties } from './signing.ts';
import { slashingWitnesses } from './slashing-witnesses.ts';
import { slashingProperties } from './slashing.ts';
import { stakingProperties } from './staking.ts';
import { softOptOutProperties } from './soft-opt-out.ts';
import { throttleProperties } from './throttle.ts';
import { throttledDeletionProperties } from './throttled-deletions.ts';
import { throttledPacketProperties } from './throttled-packets.ts';
import { validatorSetProperties } from './validator-sets.ts';
import { vscApplicationProperties } from './vsc-application.ts';
import { vscContentProperties } from './vsc-contents.ts';
import { evidenceEffectProperties } from './evidence-effects.ts';
import { shapingEffectProperties } from './shaping-effects.ts';
import { wishEffectProperties } from './wish-effects.ts';
import { ownerRequestProperties } from './owner-requests.ts';
import { ownStakingProperties } from './own-staking.ts';
import { bookkeepingProperties } from './provider-bookkeeping.ts';
import { topNProperties } from './top-n.ts';
import { topNOptedIn } from './top-n-opt-in.ts';
import { vscScheduleProperties } from './vsc-schedule.ts';
import { vscUniformityProperties } from './vsc-uniformity.ts';
import { witnesses } from './witnesses.ts';

/** Promises first, from the validator sets outwards; then the situations that must be reachable. */
export const properties: readonly IcsProperty[] = [
  ...validatorSetProperties,
  ...vscContentProperties,
  ...vscScheduleProperties,
  ...vscApplicationProperties,
  ...vscUniformityProperties,
  ...consumerSetProperties,
  ...evidenceEffectProperties,
  ...signingProperties,
  ...shapingEffectProperties,
  ...wishEffectProperties,
  ...ownerRequestProperties,
  ...ownStakingProperties,
  ...bookkeepingProperties,
  ...topNProperties,
  topNOptedIn,
  ...membershipProperties,
  ...setCapProperties,
  ...optingProperties,
  ...slashingProperties,
  ...throttleProperties,
  ...throttledPacketProperties,
  ...throttledDeletionProperties,
  ...softOptOutProperties,
  ...equivocationProperties,
  ...equivocationPriceProperties,
  ...jailingProperties,
  ...keyUniquenessProperties,
  ...keyEffectProperties,
  ...keyAssignmentProperties,
  ...keyResolutionProperties,
  ...bondedPowerProperties,
  ...bondedPowerReadings,
  ...stakingProperties,
  ...operationEffectProperties,
  ...pausedUnbondingProperties,
  ...maturityProperties,
  ...channelCallbackProperties,
  ...channelDeliveryProperties,
  ...channelEndingProperties,
  ...lifecycleProperties,
  ...launchSetProperties,
  ...lifecycleEffectProperties,
  ...removalProperties,
  ...deadConsumerProperties,
  ...rewardAccountProperties,
  ...rewardTransferProperties,
  ...rewardShareProperties,
  ...rewardDenomProperties,
  ...rewardEffectProperties,
  ...rewardLivenessProperties,
  ...recordEffectProperties,
  ...closedChannelProperties,
  ...launchHeightProperties,
  ...changeoverProperties,
  ...noninterferenceProperties,
  ...chainProperties,
  ...timeProperties,
  ...commonThresholdProperties,
  ...commonQuorumProperties,
  ...witnesses,
  ...slashingWitnesses,
  ...maturityWitnesses,
  ...rewardWitnesses,
  ...lifecycleWitnesses,
  ...changeoverWitnesses,
  ...shapingWitnesses,
  ...keyWitnesses,
  ...equivocationWitnesses,
].map(assumingHonesty);

const byId = new Map(properties.map((property) => [property.id, property]));

/** @throws CheckerError USAGE_UNKNOWN_NAME */
export function propertyById(id: string): IcsProperty {
  const property = byId.get(id);
  if (property !== undefined) return property;
  const alike = properties.filter((each) => each.id.includes(id) || id.includes(each.id));
  throw new CheckerError('USAGE_UNKNOWN_NAME', `there is no property "${id}"`, {
    received: id,
    expected:
      alike.length > 0 ? `such as ${alike.map((each) => each.id).join(', ')}` : 'the id of a property',
    hint: 'see `ics-check list properties`',
  });
}
