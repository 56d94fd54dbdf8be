/** The main throttling property of ADR-002. */
import { isThrottled } from '../model/vsc-age.ts';
import type { IcsProperty } from './ics-property.ts';
import { jailedPower, longestWindow, type JailedPower } from './observers/jailed-power.ts';

const jailRateBound: IcsProperty = {
  id: 'jail-rate-bound',
  title: 'Reports jail power at a limited rate',
  kind: 'always',
  statement: `In every window of n replenish periods, n up to ${longestWindow}, reports of consumers jail at most n + 1 allowances of power, not counting the last one to be jailed (the allowance being the greatest in the window).`,
  source: [
    'ADR-002: Throttling Property (n + 2 allowances and the greatest power there)',
    'Go TestBasicSlashPacketThrottling',
  ],
  assumptions: [],
  witness: 'reports have jailed twice within the longest window',
  expected: ({ features }) => (isThrottled(features) ? 'holds' : 'not-applicable'),
  checks: ({ instance, features }) =>
    isThrottled(features)
      ? [
          {
            kind: 'always',
            scope: '',
            reads: ['jailed-power'],
            observers: [jailedPower(instance)],
            holds: ({ excess }: JailedPower) => excess === '',
            witness: ({ jailings }: JailedPower) => jailings.length > 1,
            explain: ({ excess }: JailedPower) => excess,
          },
        ]
      : [],
};

export const jailRateProperties: readonly IcsProperty[] = [jailRateBound];
