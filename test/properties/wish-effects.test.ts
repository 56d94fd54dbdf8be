/** Goal: wishes that are granted or refused against the rules are noticed. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { providerIn, stepOf, validatorsWith } from './situations.ts';
import { testStep } from './test-step.ts';

const partial = createIcsSystem(loadInstance('partial'));
const rewards = createIcsSystem(loadInstance('rewards'));
const [owned = ''] = partial.instance.consumers.flatMap(({ id, shaping }) =>
  shaping?.owner === undefined ? [] : [id],
);

const state = (value: string, context: object): LocalSnapshot<never> =>
  ({ value, context }) as unknown as LocalSnapshot<never>;
const shaping = (owner: string, topN = 0) => state('launched', { owner, parameters: { topN } });
const update = (by: string, to: string, topN = 0) => ({
  type: 'shapingUpdateSubmitted',
  parameters: { topN },
  ownership: { by, to },
});
const refused = [note('updateRefused', {})];

type Row = readonly [
  title: string,
  before: LocalSnapshot<never>,
  event: MachineEvent,
  after: LocalSnapshot<never>,
  emitted: readonly Emitted[],
  expected: Expected,
];

const updates: readonly Row[] = [
  ['by the owner', shaping('o', 0), update('o', 'p'), shaping('p'), [], 'holds, seen'],
  ['by the owner in vain', shaping('o'), update('o', 'p'), shaping('o'), [], /is not done/],
  ['by another', shaping('o'), update('x', 'x'), shaping('o'), refused, 'holds, seen'],
  ['by another, done', shaping('o'), update('x', 'x'), shaping('x'), [], /nobody but another/],
  ['to a Top-N chain', shaping('o'), update('o', 'o', 50), shaping('o', 50), [], /nobody but another/],
  [
    'to a Top-N chain, by governance',
    shaping('governance'),
    update('governance', 'governance', 50),
    shaping('governance', 50),
    [],
    'holds, seen',
  ],
];

const allocation = (commissions: readonly object[], allowlist: readonly string[] = [], value = 'launched') =>
  state(value, { commissions, allowlist });
const ask = (rate: string) => ({ type: 'commissionSubmitted', validator: 'v1', rate });
const declined = [note('commissionRefused', {})];

const commissions: readonly Row[] = [
  ['granted', allocation([]), ask('0.5'), allocation([{ validator: 'v1', rate: '0.5' }]), [], 'holds, seen'],
  ['forgotten', allocation([]), ask('0.5'), allocation([]), [], /v1 asks for 0.5/],
  [
    'too late',
    allocation([], [], 'stopped'),
    ask('0.5'),
    allocation([], [], 'stopped'),
    declined,
    'holds, seen',
  ],
  ['too late, unnoticed', allocation([], [], 'stopped'), ask('0.5'), allocation([]), [], /is not refused/],
];

const allow = { type: 'allowDenoms', denoms: ['silver'] };
const lists: readonly Row[] = [
  ['replaced', allocation([], ['gold']), allow, allocation([], ['silver']), [], 'holds, seen'],
  ['kept', allocation([], ['gold']), allow, allocation([], ['gold']), [], /instead of \[silver\]/],
  [
    'replaced too late',
    allocation([], ['gold'], 'stopped'),
    allow,
    allocation([], ['silver'], 'stopped'),
    [],
    /instead of \[gold\]/,
  ],
];

for (const [system, property, scope, rows] of [
  [partial, 'owner-updates-decided', owned, updates],
  [rewards, 'commissions-decided', 'c1', commissions],
  [rewards, 'allowlist-follows-owner', 'c1', lists],
] as const) {
  for (const [title, before, event, after, emitted, expected] of rows) {
    testStep({ system, property, scope }, title, { before, event, after, emitted }, expected);
  }
}

test('requests-passed-on: what a validator asks for is, what nobody asks for is not', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('keys')), 'requests-passed-on', '');
  const ask = (validator: string) => ({ type: 'assignKey', validator, key: 'k1' });
  const passed = [send('keys', { type: 'keyRequested', validator: 'a', key: 'k1', usedBy: '' })];
  const chain = providerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('a'), chain, passed)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('a'), chain)), /"assignKey" of a is not passed on/);
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('nobody'), chain, passed)), /no such validator/);
  const ofB = { ...ask('a'), key: 'b' };
  const said = (usedBy: string) => [send('keys', { type: 'keyRequested', validator: 'a', key: 'b', usedBy })];
  assertJudgement(t, judgeStep(check, stepOf(chain, ofB, chain, said('b'))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, ofB, chain, said(''))), /with usedBy {2}instead of b/);
  const leave = { type: 'optOut', validator: 'a', consumer: 'c1' };
  const left = (lastPower: number) => [
    send('shaping-c1', { type: 'optOutSubmitted', validator: 'a', lastPower }),
  ];
  assertJudgement(t, judgeStep(check, stepOf(chain, leave, chain, left(3))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, leave, chain, left(2))), /with lastPower 2 instead of 3/);
});

test('requests-passed-on: owners hear of the validators that are active by now', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('partial')), 'requests-passed-on', 'owners');
  // Two are active there; b has been given more stake since the last block, and a is in jail.
  const chain = providerIn({ validators: validatorsWith({ a: { jailed: true }, b: { tokens: 9 } }) });
  const update = { type: 'updateShaping', consumer: 'c1' };
  const told = (...active: readonly object[]) => [
    send('shaping-c1', { type: 'shapingUpdateSubmitted', active }),
  ];
  const [a, b, c] = [
    { validator: 'a', power: 3 },
    { validator: 'b', power: 2 },
    { validator: 'c', power: 1 },
  ] as const;
  assertJudgement(t, judgeStep(check, stepOf(chain, update, chain, told(b, c))), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepOf(chain, update, chain, told(a, b))),
    /among \{a:3, b:2\} instead/,
  );
  assertJudgement(t, judgeStep(check, stepOf(chain, update, chain)), /is not passed on/);
});
