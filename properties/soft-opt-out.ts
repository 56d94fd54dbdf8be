/** Soft opt-out (v1.2-v4.3): downtime of the smallest validators of a consumer is nobody's business. */
import type { Instance } from '../model/instance.ts';
import type { Check } from '../src/property/definition.ts';
import { exemptionOn } from './exemption.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { downtimeWindows, downtimeWindowsId, type DowntimeWindows } from './observers/downtime-windows.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

/** Honest reports; a defective or malicious consumer reports whom it likes. */
function neverReports(breach: (state: DowntimeWindows) => string): IcsProperty['checks'] {
  return ofEachConsumer((instance, consumer): readonly Check[] =>
    exemptionOn(instance, consumer) === undefined
      ? []
      : [
          {
            kind: 'always',
            scope: consumer.id,
            reads: [downtimeWindowsId(consumer.id)],
            observers: [downtimeWindows(instance, consumer)],
            holds: (state: DowntimeWindows) => breach(state) === '',
            witness: ({ letOff }: DowntimeWindows) => letOff,
            explain: (state: DowntimeWindows) => `${consumer.id}: ${breach(state)}`,
          },
        ],
  );
}

const exemptChecks = neverReports(({ unfounded }) => unfounded);

const exemptNotReported: IcsProperty = {
  id: 'soft-opt-out-honoured',
  title: 'The smallest validators are not reported',
  kind: 'always',
  statement:
    'A consumer reports no downtime of a validator that, with all that have no more power, has at most the threshold of the power of the set.',
  source: [
    'x/ccv/consumer/keeper/soft_opt_out.go UpdateSmallestNonOptOutPower (v1.2-v4.3)',
    'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason',
  ],
  assumptions: ['SB', 'HC'],
  witness: 'somebody who has missed as many blocks as there are to miss is let off',
  expected: holdsWhereApplicable(exemptChecks),
  checks: exemptChecks,
};

/** Powers change while somebody is down: stake is moved, or somebody else is jailed. */
const mayBecomeObliged = (instance: Instance): boolean =>
  instance.consumers.some(({ downtimeBlocks }) => downtimeBlocks > 1) &&
  mostOf(instance, 'consumerDowntimes') > 0 &&
  mostOf(instance, 'consumerDowntimes', 'stakingOperations', 'providerDowntimes') > 1;

const dutyChecks = neverReports(({ earlyInDuty }) => earlyInDuty);

const freshWindow: IcsProperty = {
  id: 'fresh-downtime-window',
  title: 'Who has to sign from now on begins with a clean slate',
  kind: 'always',
  statement:
    'Whoever is reported for downtime has missed as many blocks as the limit says since it ceased to be small enough to opt out.',
  source: [
    'cosmos/interchain-security#1517, #1549',
    'x/ccv/consumer/keeper/soft_opt_out.go UpdateSlashingSigningInfo (v4.0-v4.3)',
  ],
  assumptions: ['SB', 'HC'],
  witness: 'somebody who has missed as many blocks as there are to miss is let off',
  expected: (system) => {
    if (dutyChecks(system).length === 0) return 'not-applicable';
    const { freshDowntimeWindow } = system.features;
    return !freshDowntimeWindow && someScopeHas(system.instance, mayBecomeObliged) ? 'violated' : 'holds';
  },
  finding: {
    id: 'F31',
    restoredBy: 'full-downtime-window',
    assumption: 'blocks missed while a validator could opt out count as well',
  },
  checks: dutyChecks,
};

const windowChecks = neverReports(({ early }) => early);

const fullWindow: IcsProperty = {
  id: 'full-downtime-window',
  title: 'Nobody is reported before a whole window is missed',
  kind: 'always',
  statement: 'Whoever is reported for downtime has missed as many blocks in a row as the limit says.',
  source: ['cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature'],
  assumptions: ['SB', 'HC'],
  witness: 'somebody who has missed as many blocks as there are to miss is let off',
  expected: holdsWhereApplicable(windowChecks),
  checks: windowChecks,
};

export const softOptOutProperties: readonly IcsProperty[] = [exemptNotReported, freshWindow, fullWindow];
