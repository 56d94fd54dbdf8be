import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note } from '../../src/system/authoring.ts';
import type { Expected } from './judge.ts';
import { ics, providerIn, stepOf, undelegation, validatorsWith } from './situations.ts';
import { testStep } from './test-step.ts';

type Row = readonly [title: string, scope: string, step: ReturnType<typeof stepOf>, expected: Expected];

function judged(property: string, rows: readonly Row[], system: IcsSystem = ics): void {
  for (const [title, scope, step, expected] of rows)
    testStep({ system, property, scope }, title, step, expected);
}

/** Somebody may become a validator there. */
const withCandidate = createIcsSystem(loadInstance('rewards'));

const start = providerIn();
const { liquidTokens } = start.context;
const delegate = { type: 'delegate', validator: 'a', tokens: 1 };
const undelegate = { type: 'undelegate', validator: 'a', tokens: 1 };
const redelegate = { type: 'redelegate', from: 'a', to: 'b', tokens: 1 };
const richer = validatorsWith({ a: { tokens: 4 } });
const poorer = validatorsWith({ a: { tokens: 2 } });
const shifted = validatorsWith({ a: { tokens: 2 }, b: { tokens: 3 } });
const moved = undelegation('a', 1, { kind: 'redelegation', destination: 'b' });

judged('delegations-exact', [
  [
    'a delegation',
    'delegate',
    stepOf(start, delegate, providerIn({ validators: richer, liquidTokens: liquidTokens - 1 })),
    'holds, seen',
  ],
  [
    'a delegation that does nothing',
    'delegate',
    stepOf(start, delegate, start),
    /a gains 0 tokens instead of 1/,
  ],
  [
    'a delegation that costs nothing',
    'delegate',
    stepOf(start, delegate, providerIn({ validators: richer })),
    /the delegator gains 0 tokens instead of -1/,
  ],
  [
    'a delegation of tokens that are not there',
    'delegate',
    stepOf(providerIn({ liquidTokens: 0 }), delegate, providerIn({ validators: richer, liquidTokens: -1 })),
    /overdrawn/,
  ],
  ['anything else', 'delegate', stepOf(start, { type: 'nextBlock', seconds: 1 }, start), 'holds'],
]);

judged('undelegations-exact', [
  [
    'an undelegation',
    'undelegate',
    stepOf(start, undelegate, providerIn({ validators: poorer, unbonding: [undelegation('a', 1)] })),
    'holds, seen',
  ],
  [
    'an undelegation that unbonds at once',
    'undelegate',
    stepOf(start, undelegate, providerIn({ validators: poorer })),
    /0 tokens begin to unbond from a instead of 1/,
  ],
]);

judged('redelegations-exact', [
  [
    'a redelegation',
    'redelegate',
    stepOf(start, redelegate, providerIn({ validators: shifted, unbonding: [moved] })),
    'holds, seen',
  ],
  [
    'a redelegation that goes on',
    'redelegate',
    stepOf(
      providerIn({ unbonding: [undelegation('c', 1, { kind: 'redelegation', destination: 'a' })] }),
      redelegate,
      providerIn({ validators: shifted }),
    ),
    /stake that came to a by redelegation/,
  ],
]);

judged(
  'creations-exact',
  [
    [
      'a validator that exists',
      'createValidator',
      stepOf(start, { type: 'createValidator', validator: 'a', tokens: 1 }, start),
      /a exists already/,
    ],
  ],
  withCandidate,
);

const unjail = { type: 'unjail', validator: 'a' };
const inJail = (change = {}) =>
  providerIn({ validators: validatorsWith({ a: { jailed: true, ...change } }) });
const released = [note('unjailed', { validator: 'a' })];

judged('unjail-only-when-due', [
  ['a release', 'unjail', stepOf(inJail(), unjail, start, released), 'holds, seen'],
  ['a release that is not told', 'unjail', stepOf(inJail(), unjail, start), /not told/],
  [
    'a release that does not happen',
    'unjail',
    stepOf(inJail(), unjail, inJail(), released),
    /a stays in jail/,
  ],
  [
    'a release before the term is over',
    'unjail',
    stepOf(inJail({ jailedFor: 2 }), unjail, start, released),
    /2 s left/,
  ],
  [
    'a release for ever',
    'unjail',
    stepOf(inJail({ tombstoned: true }), unjail, start, released),
    /tombstoned/,
  ],
  ['a release from no jail', 'unjail', stepOf(start, unjail, start, released), /in no jail/],
]);

const down = { type: 'providerDowntime', validator: 'a' };
const twice = { type: 'providerDoubleSign', validator: 'a' };
const slashed = [note('slashed', { validator: 'a', cause: 'provider', nominal: 0, burnt: 0 })];
const tombstoned = inJail({ tombstoned: true });
const fined = inJail({ tombstoned: true, tokens: 2 });

judged('provider-infractions-punished', [
  [
    'downtime',
    'providerDowntime',
    stepOf(start, down, inJail({ jailedFor: 1, tokens: 2 }), slashed),
    'holds, seen',
  ],
  [
    'downtime for nothing',
    'providerDowntime',
    stepOf(start, down, inJail({ jailedFor: 1 }), slashed),
    /a loses 0 tokens instead of 1/,
  ],
  [
    'downtime at the cost of unbonding stake',
    'providerDowntime',
    stepOf(
      providerIn({ unbonding: [undelegation('a', 2)] }),
      down,
      inJail({ jailedFor: 1, tokens: 2 }),
      slashed,
    ),
    /unbonding is slashed/,
  ],
  [
    'downtime without jail',
    'providerDowntime',
    stepOf(start, down, start, slashed),
    /a is not jailed for 1 s/,
  ],
  [
    'downtime without a slash',
    'providerDowntime',
    stepOf(start, down, inJail({ jailedFor: 1 })),
    /a is not slashed/,
  ],
  [
    'downtime of the jailed',
    'providerDowntime',
    stepOf(inJail(), down, inJail({ jailedFor: 1 }), slashed),
    /a is in jail already/,
  ],
]);

judged('provider-double-signs-punished', [
  ['a double sign', 'providerDoubleSign', stepOf(start, twice, fined, slashed), 'holds, seen'],
  [
    'a double sign for nothing',
    'providerDoubleSign',
    stepOf(start, twice, tombstoned, slashed),
    /a loses 0 tokens instead of 1/,
  ],
  [
    'a double sign that is forgiven',
    'providerDoubleSign',
    stepOf(start, twice, inJail(), slashed),
    /not tombstoned/,
  ],
  ['a double sign without a slash', 'providerDoubleSign', stepOf(start, twice, tombstoned), /not slashed/],
  [
    'a double sign out of reach',
    'providerDoubleSign',
    stepOf(tombstoned, twice, tombstoned, slashed),
    /out of reach/,
  ],
]);

const block = { type: 'nextBlock', seconds: 1 };
const unbonding = (unbondsIn: number) =>
  providerIn({ validators: validatorsWith({ a: { status: 'Unbonding', unbondsIn } }) });

judged('validator-unbonding-completes', [
  [
    'a period that is over',
    '',
    stepOf(unbonding(0), block, providerIn({ validators: validatorsWith({ a: { status: 'Unbonded' } }) })),
    'holds, seen',
  ],
  ['a validator that is bonded again', '', stepOf(unbonding(0), block, start), 'holds, seen'],
  ['a validator that stays', '', stepOf(unbonding(0), block, unbonding(0)), /of a is over/],
  ['a period that is not over', '', stepOf(unbonding(2), block, unbonding(1)), 'holds'],
]);
