/** Laws of partial sets on sets made by hand: each breaks where it should, and says why. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type {
  PowerShaping,
  ShapingContext,
  StakedValidator,
  ValidatorPower,
} from '../../model/vocabulary.ts';
import { worstInflation } from '../../properties/worst-inflation.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';

const none: PowerShaping = {
  topN: 0,
  setCap: 0,
  powerCap: 0,
  allow: [],
  deny: [],
  priority: [],
  minStake: 0,
  allowInactive: true,
};
const partial = loadInstance('partial');
/** One consumer, for which every condition may be set; v1 and v2 are active on the provider, v3 is only bonded. */
const system = createIcsSystem({
  ...partial,
  consumers: partial.consumers.slice(0, 1).map((consumer) => ({
    ...consumer,
    shaping: {
      ...none,
      alternatives: [
        { ...none, topN: 60, deny: ['v1'] },
        { ...none, setCap: 1, powerCap: 50, allow: ['v1'], minStake: 1, allowInactive: false },
      ],
    },
  })),
});

const set = (text: string): readonly ValidatorPower[] =>
  text.split(' ').flatMap((member) => {
    const [validator = '', power] = member.split(':');
    return power === undefined ? [] : [{ validator, power: Number(power) }];
  });

interface Epoch {
  readonly shaping?: Partial<PowerShaping>;
  readonly optedIn?: readonly string[];
  /** What is stored as the least power in the top N after it. */
  readonly minPower?: number;
}

/** An epoch ends, v1:3, v2:2 and v3:1 being bonded, with these members; all have opted in unless said otherwise. */
function epochStep(members: string, { shaping = {}, optedIn = ['v1', 'v2', 'v3'], minPower }: Epoch) {
  const context: ShapingContext = {
    parameters: { ...none, ...shaping },
    optedIn,
    minPowerInTopN: minPower ?? null,
    beforeLaunch: null,
  };
  const bonded: readonly StakedValidator[] = set('v1:3 v2:2 v3:1').map((each) => ({
    ...each,
    tokens: each.power,
  }));
  const snapshot = { value: 'launched', context };
  return {
    before: snapshot,
    event: { type: 'epochEnded', bonded } as MachineEvent,
    after: snapshot,
    emitted: [send('next', { type: 'epochEnded', bonded: set(members) })],
  };
}

const rows: readonly (readonly [property: string, members: string, epoch: Epoch, expected: Expected])[] = [
  ['validator-set-replication', 'v1:3 v2:2 v3:1', {}, 'holds, seen'],
  ['validator-set-replication', 'v1:3', {}, /the set is {v1:3} and should be {v1:3, v2:2, v3:1}/],
  ['topn-always-in', 'v1:3', { shaping: { topN: 60 }, optedIn: [] }, 'holds, seen'],
  ['topn-always-in', 'v2:2', { shaping: { topN: 60 } }, /v1 is in the top 60 % with power 3/],
  ['topn-always-in', 'v2:2', { shaping: { topN: 60, deny: ['v1'] } }, /v1 is in the top 60 %/],
  ['topn-always-in-unless-filtered', 'v2:2', { shaping: { topN: 60, deny: ['v1'] }, minPower: 3 }, 'holds'],
  ['topn-always-in-unless-filtered', 'v2:2', { shaping: { topN: 60 }, minPower: 3 }, /v1 is in the top 60 %/],
  ['topn-always-in-unless-filtered', 'v1:3', { shaping: { topN: 60 }, minPower: 2 }, /is 3, but 2 is stored/],
  ['topn-opted-in', 'v1:3', { shaping: { topN: 60 }, optedIn: ['v1', 'v3'] }, 'holds'],
  [
    'topn-opted-in',
    'v1:3',
    { shaping: { topN: 60 }, optedIn: ['v2'] },
    /{v2} are opted in .*instead of {v1, v2}/,
  ],
  ['topn-power-fraction', 'v1:3', { shaping: { topN: 60 } }, 'holds, seen'],
  ['topn-power-fraction', 'v2:2', { shaping: { topN: 60 } }, /power 2 of 5 are in the set, less than 60 %/],
  ['topn-power-fraction-unless-filtered', 'v2:2', { shaping: { topN: 60, deny: ['v1'] } }, 'holds, seen'],
  ['topn-power-fraction-unless-filtered', 'v2:2', { shaping: { topN: 60 } }, /less than 60 %/],
  ['consent', 'v1:3', { optedIn: ['v1'] }, 'holds, seen'],
  ['consent', 'v1:3 v2:2', { optedIn: ['v1'] }, /{v2:2} are in the set without having opted in/],
  ['consent', 'v1:3', { shaping: { topN: 60 }, optedIn: [] }, 'holds'],
  ['denylist-respected', 'v1:3', { shaping: { deny: ['v2'] } }, 'holds, seen'],
  ['denylist-respected', 'v1:3 v2:2', { shaping: { deny: ['v2'] } }, /v2 is in the set, but denied/],
  ['allowlist-respected', 'v2:2', { shaping: { allow: ['v2'] } }, 'holds, seen'],
  ['allowlist-respected', 'v1:3', { shaping: { allow: ['v2'] } }, /v1 is in the set, but not on the list/],
  ['min-stake-respected', 'v1:3', { shaping: { minStake: 3 } }, 'holds, seen'],
  ['min-stake-respected', 'v1:3 v2:2', { shaping: { minStake: 3 } }, /v2 is in the set, but below/],
  ['inactive-only-if-allowed', 'v1:3', { shaping: { allowInactive: false } }, 'holds, seen'],
  [
    'inactive-only-if-allowed',
    'v1:3 v3:1',
    { shaping: { allowInactive: false } },
    /v3 is in the set, but not active/,
  ],
  ['inactive-only-if-allowed', 'v1:3 v3:1', {}, 'holds'],
  ['validator-set-cap', 'v1:3', { shaping: { setCap: 1 } }, 'holds, seen'],
  ['validator-set-cap', 'v1:3 v2:2', { shaping: { setCap: 1 } }, /has 2 validators, more than 1/],
  [
    'validator-set-cap',
    'v1:3',
    { shaping: { setCap: 1, priority: ['v3'] } },
    /v3 is not in the set, but comes before/,
  ],
  ['validators-power-cap', 'v1:2 v2:2 v3:2', { shaping: { powerCap: 50 } }, 'holds, seen'],
  ['validators-power-cap', 'v1:3 v2:1 v3:1', { shaping: { powerCap: 50 } }, /v1 has 3 of the 5 units/],
  ['validators-power-cap-where-feasible', 'v1:2 v2:2 v3:2', { shaping: { powerCap: 34 } }, 'holds, seen'],
  [
    'validators-power-cap-where-feasible',
    'v1:2 v2:2 v3:1',
    { shaping: { powerCap: 34 } },
    /total is not preserved/,
  ],
  [
    'validators-power-cap-where-feasible',
    'v1:3 v2:2 v3:1',
    { shaping: { powerCap: 34 } },
    /beyond its bounds/,
  ],
  [
    'validators-power-cap-where-feasible',
    'v1:2 v2:3 v3:1',
    { shaping: { powerCap: 50 } },
    /order of powers is inverted/,
  ],
  [
    'validators-power-cap-where-feasible',
    'v1:3 v2:3',
    { shaping: { powerCap: 50 } },
    /the cap removes validators/,
  ],
  ['validators-power-cap-where-feasible', 'v1:1 v2:1 v3:1', { shaping: { powerCap: 20 } }, 'holds'],
  ['cap-inflation-bound', 'v1:2 v2:2 v3:1', { shaping: { powerCap: 50 } }, 'holds, seen'],
  [
    'cap-inflation-bound',
    'v1:2 v2:2 v3:2',
    { shaping: { powerCap: 34 } },
    /v3 has power 2, but is worth 1: a leverage of 2.00/,
  ],
  ['cap-inflation-bound-uncapped', 'v1:3 v3:1', {}, 'holds, seen'],
  ['cap-inflation-bound-uncapped', 'v1:3 v3:2', {}, /v3 has power 2 instead of 1/],
  ['target-is-deterministic', 'v1:3 v2:2 v3:1', {}, 'holds'],
  ['target-is-deterministic', 'v1:3', {}, /in another order give {v1:3, v2:2, v3:1} instead of {v1:3}/],
  ['consumer-set-nonempty-with-candidates', 'v1:3', {}, 'holds, seen'],
  ['consumer-set-nonempty-with-candidates', '', {}, /the set is empty, although v1 is eligible/],
  ['consumer-set-nonempty-with-candidates', '', { optedIn: [] }, 'holds'],
];

rows.forEach(([property, members, epoch, expected], index) => {
  test(`${property} of {${members}} (${String(index)})`, (t) => {
    const check = checkOf(system, property, 'c1');
    assertJudgement(t, judgeStep(check, epochStep(members, epoch)), expected);
  });
});

for (const [what, topN, minPowerInTopN, lastPower, type, expected] of [
  ['out of an opt-in chain', 0, null, 3, 'optedOut', 'holds'],
  ['with less power than obliges', 60, 3, 2, 'optedOut', 'holds'],
  ['with the power that obliges', 60, 3, 3, 'optedOut', /v1 opts out with power 3, where 3 obliges/],
  ['without success', 60, 3, 3, 'optOutRefused', 'holds, seen'],
] as const) {
  test(`topn-cannot-opt-out: opting out ${what}`, (t) => {
    const { before, after } = epochStep('', {
      shaping: { topN },
      ...(minPowerInTopN === null ? {} : { minPower: minPowerInTopN }),
    });
    const step = {
      before,
      event: { type: 'optOutSubmitted', validator: 'v1', lastPower },
      after,
      emitted: [note(type, { validator: 'v1', lastPower, minPower: 3 })],
    };
    assertJudgement(t, judgeStep(checkOf(system, 'topn-cannot-opt-out', 'c1'), step), expected);
  });
}

test('consent: who is opted in but never agreed is named', (t) => {
  const check = checkOf(system, 'consent', 'c1: own will');
  const { before } = epochStep('', { optedIn: ['v1', 'v2'] });
  assertJudgement(t, judgeState(check, [before, { agreed: ['v1', 'v2'], asking: '' }]), 'holds');
  assertJudgement(
    t,
    judgeState(check, [before, { agreed: ['v1'], asking: '' }]),
    /opted in to c1: v1, v2; by/,
  );
});

test('consumer-set-nonempty: an empty set counts while the provider has validators and the consumer is launched', (t) => {
  const check = checkOf(system, 'consumer-set-nonempty', 'c1');
  const chain = (members: readonly unknown[]) => ({
    value: 'running',
    context: { set: members, vscOfHeight: { current: 0 } },
  });
  const hub = (members: readonly unknown[]) => ({ value: 'running', context: { consensusSet: members } });
  const launched = { value: 'launched', context: {} };
  const judge = (...values: readonly unknown[]) => judgeState(check, values);
  assertJudgement(t, judge(chain([1]), launched, hub([1])), 'holds, seen');
  assertJudgement(t, judge(chain([]), launched, hub([1])), /c1 runs without a single validator/);
  assertJudgement(t, judge(chain([]), { value: 'stopped', context: {} }, hub([1])), 'holds, seen');
  assertJudgement(t, judge(chain([]), launched, hub([])), 'holds, seen');
});

test('the worst inflation is the greatest ratio of powers', (t) => {
  const bonded = set('v1:10 v2:2 v3:1');
  t.deepEqual(worstInflation(bonded, set('v1:5 v2:5 v3:2')), { validator: 'v2', power: 5, bonded: 2 });
  t.deepEqual(worstInflation(bonded, set('v1:10 v2:2')), { validator: 'v1', power: 10, bonded: 10 });
  t.is(worstInflation(bonded, []), undefined);
});
