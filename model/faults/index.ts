/** The catalogue of faults, in the order in which they are listed to people: by id. */
import { CheckerError } from '../../src/errors/checker-error.ts';
import type { Fault } from './fault.ts';
import { f01 } from './f01-duplicate-update-own-key.ts';
import { f02 } from './f02-meter-replenishes-every-block.ts';
import { f03 } from './f03-slash-ack-provider-address.ts';
import { f04 } from './f04-slash-ack-poisons-vsc.ts';
import { f06 } from './f06-first-consumer-only.ts';
import { f07 } from './f07-hook-reads-half-updated-staking.ts';
import { f09 } from './f09-unsigned-byzantine-entries.ts';
import { f10 } from './f10-validator-ops-without-owner-check.ts';
import { f10a } from './f10a-consumer-ops-without-owner-check.ts';
import { f11 } from './f11-stopped-consumer-can-jail.ts';
import { f12 } from './f12-slash-ack-missing-for-nonmember.ts';
import { f13 } from './f13-slash-ack-missing-on-drop.ts';
import { f14 } from './f14-new-validator-takes-assigned-key.ts';
import { f15 } from './f15-assign-key-of-another-validator.ts';
import { f16 } from './f16-no-vsc-when-power-nets-to-zero.ts';
import { f18 } from './f18-maturity-scan-stops-early.ts';
import { f19 } from './f19-zero-power-for-unknown-validator.ts';
import { f20 } from './f20-unbonding-not-held-during-init.ts';
import { f22 } from './f22-removal-keeps-holds.ts';
import { f23 } from './f23-wait-on-uninvolved-consumer.ts';
import { f24 } from './f24-expired-client-halts-provider.ts';
import { f25 } from './f25-send-error-halts-provider.ts';
import { f27 } from './f27-downtime-slashed-again-while-jailed.ts';
import { f29 } from './f29-meter-charged-by-consumer-address.ts';
import { f32 } from './f32-rebonded-validator-unbonded.ts';
import { f34 } from './f34-second-ccv-channel.ts';
import { f35 } from './f35-launch-with-empty-set.ts';
import { f36 } from './f36-failed-launch-is-final.ts';
import { f39 } from './f39-evidence-checked-against-latest-key.ts';
import { f40 } from './f40-rewards-stranded-in-distribution.ts';
import { f42 } from './f42-denom-flood.ts';
import { f43 } from './f43-slash-log-overwrites-ack-store.ts';
import { f44 } from './f44-no-throttle-mass-jailing.ts';
import { f45 } from './f45-provider-queue-halt.ts';
import { f48 } from './f48-maturity-as-ibc-ack.ts';
import { f49 } from './f49-held-unbonding-not-slashable.ts';
import { f50 } from './f50-silent-consumer-freezes-unbonding.ts';
import { f50a } from './f50a-handshake-never-times-out.ts';
import { f51 } from './f51-early-matured-by-byzantine-consumer.ts';
import { f52 } from './f52-equivocation-vote-outlasts-unbonding.ts';
import { m01 } from './m01-no-removals.ts';
import { m02 } from './m02-stored-set-not-updated.ts';
import { m04 } from './m04-id-advances-on-change-only.ts';
import { m05 } from './m05-last-vsc-only.ts';
import { m07 } from './m07-newer-vscs-overtake.ts';
import { m08 } from './m08-jailed-validator-keeps-power.ts';
import { m09 } from './m09-vscs-queued-a-block-early.ts';
import { m10 } from './m10-topn-threshold-strict.ts';
import { m11 } from './m11-topn-member-may-opt-out.ts';
import { m13 } from './m13-set-cap-keeps-smallest.ts';
import { m14 } from './m14-maturity-a-second-early.ts';
import { m15 } from './m15-maturity-counted-from-sending.ts';
import { m16 } from './m16-released-by-first-consumer.ts';
import { m18 } from './m18-filed-under-previous-id.ts';
import { m19 } from './m19-release-ends-period.ts';
import { m20 } from './m20-vsc-mapped-to-current-height.ts';
import { m22 } from './m22-genesis-id-mapped-to-chain-start.ts';
import { m23 } from './m23-maturity-before-report.ts';
import { m24 } from './m24-no-outstanding-flag.ts';
import { m25 } from './m25-flag-set-for-double-sign.ts';
import { m27 } from './m27-flag-cleared-by-packet-ack.ts';
import { m28 } from './m28-bounce-taken-for-handled.ts';
import { m29 } from './m29-handled-keeps-waiting.ts';
import { m30 } from './m30-retry-without-reply.ts';
import { m31 } from './m31-meter-serves-only-above-zero.ts';
import { m33 } from './m33-meter-not-capped.ts';
import { m35 } from './m35-allowance-may-be-zero.ts';
import { m36 } from './m36-meter-charged-for-dropped-report.ts';
import { m37 } from './m37-jail-time-refreshed.ts';
import { m38 } from './m38-tombstoned-punished-again.ts';
import { m40 } from './m40-old-key-kept-before-launch.ts';
import { m41 } from './m41-deleted-at-stop.ts';
import { m43 } from './m43-time-queue-drops-surplus.ts';
import { m44 } from './m44-channel-over-another-client.ts';
import { m45 } from './m45-refund-to-nobody.ts';
import { m47 } from './m47-join-height-ignored.ts';
import { m48 } from './m48-retry-at-the-delay.ts';
import { m51 } from './m51-old-infraction-reported.ts';
import { m52 } from './m52-own-validators-keep-power.ts';
import { m53 } from './m53-own-unbondings-released.ts';
import { t01 } from './t01-bad-proposal-halts-begin-block.ts';
import { t02 } from './t02-unbounded-matured-per-block.ts';
import { t03 } from './t03-reward-transfer-error-halts-consumer.ts';
import { t04 } from './t04-topn-inactive-obliged.ts';
import { t06 } from './t06-vsc-update-missing-on-reentry.ts';
import { t08 } from './t08-opt-in-then-leave-for-rewards.ts';
import { t09 } from './t09-timeout-callback-reentered.ts';
import { t11 } from './t11-forged-packet-accepted.ts';
import { t12 } from './t12-timeouts-lost-in-export.ts';
import { t30 } from './t30-penalties-change-at-once.ts';
import { t31 } from './t31-power-cap-rounds-too-low.ts';

export const faults: readonly Fault[] = [
  f01,
  f02,
  f03,
  f04,
  f06,
  f07,
  f09,
  f10,
  f10a,
  f11,
  f12,
  f13,
  f14,
  f15,
  f16,
  f18,
  f19,
  f20,
  f22,
  f23,
  f24,
  f25,
  f27,
  f29,
  f32,
  f34,
  f35,
  f36,
  f39,
  f40,
  f42,
  f43,
  f44,
  f45,
  f48,
  f49,
  f50,
  f50a,
  f51,
  f52,
  m01,
  m02,
  m04,
  m05,
  m07,
  m08,
  m09,
  m10,
  m11,
  m13,
  m14,
  m15,
  m16,
  m18,
  m19,
  m20,
  m22,
  m23,
  m24,
  m25,
  m27,
  m28,
  m29,
  m30,
  m31,
  m33,
  m35,
  m36,
  m37,
  m38,
  m40,
  m41,
  m43,
  m44,
  m45,
  m47,
  m48,
  m51,
  m52,
  m53,
  t01,
  t02,
  t03,
  t04,
  t06,
  t08,
  t09,
  t11,
  t12,
  t30,
  t31,
];

/** @throws CheckerError USAGE_UNKNOWN_NAME */
export function faultById(id: string): Fault {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  throw new CheckerError('USAGE_UNKNOWN_NAME', `there is no fault "${id}"`, {
    expected: faults.map((known) => known.id).join(', '),
    received: id,
    hint: 'see them with: ics-check list faults',
  });
}
