/** The power that a consumer claims when it reports somebody. */
import { hasByzantineConsumers } from '../model/equivocation-scope.ts';
import { type IcsProperty } from './ics-property.ts';
import { greatestPowers, greatestPowersId, type GreatestPowers } from './observers/greatest-powers.ts';

const claimChecks: IcsProperty['checks'] = ({ instance }) =>
  hasByzantineConsumers(instance)
    ? [
        {
          kind: 'always',
          scope: '',
          reads: [greatestPowersId],
          observers: [greatestPowers(instance)],
          holds: ({ exceeded }: GreatestPowers) => exceeded === '',
          witness: ({ executed }: GreatestPowers) => executed,
          explain: ({ exceeded }: GreatestPowers) => exceeded,
        },
      ]
    : [];

const slashExactAmountOfBondedPower: IcsProperty = {
  id: 'slash-exact-amount-of-bonded-power',
  title: 'Downtime is punished by power that was bonded',
  kind: 'always',
  statement:
    'The power by which a downtime report is punished is at most what the reported validator has had on the provider.',
  source: [
    'ICS-28 Slashing Warranty',
    'x/ccv/provider/keeper/relay.go HandleSlashPacket (packet power, SC-21)',
  ],
  assumptions: ['SB'],
  witness: 'a downtime report is executed',
  expected: (system) => (claimChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N5',
    restoredBy: 'slash-exact-amount',
    assumption: 'consumers are honest, and no power cap gives anybody more power than it has bonded',
  },
  checks: claimChecks,
};

export const claimedPowerProperties: readonly IcsProperty[] = [slashExactAmountOfBondedPower];
