/** Goal: what the staking of a chain that changes over does is judged step by step. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { consumerIn, stepOf } from './situations.ts';
import { testStep } from './test-step.ts';

const changeover = createIcsSystem(loadInstance('changeover'));
const unbondingSeconds = changeover.instance.consumers.find(({ id }) => id === 'c2')?.unbondingSeconds ?? 0;

const start = {
  set: [{ key: 's1', power: 2 }],
  signers: [{ key: 's1', power: 2 }],
  validators: [{ key: 's1', tokens: 2 }],
  unbonding: [] as readonly object[],
  infractions: [] as readonly object[],
  genesis: null,
};
const chain = (change: Partial<typeof start> = {}, value = 'sovereign'): LocalSnapshot<never> =>
  ({ value, context: { ...start, ...change } }) as unknown as LocalSnapshot<never>;
const leaving = (completesIn: number) => ({ key: 's1', tokens: 1, completesIn });
const poorer = [{ key: 's1', tokens: 1 }];
const twice = (expiresIn: number) => ({ key: 's1', power: 2, expiresIn });
const burnt = (tokens: number) => [note('ownSlashed', { key: 's1', burnt: tokens })];

const undelegate = { type: 'undelegateAtHome', key: 's1' };
const signTwice = { type: 'signTwiceAtHome', key: 's1' };
const report = { type: 'reportOldDoubleSign', key: 's1' };
const block = { type: 'nextBlock', seconds: 1 };
const hurt = chain({ infractions: [twice(2)] });
const later = chain({ infractions: [twice(2)] }, 'changedOver');

const rows: readonly (readonly [
  property: string,
  title: string,
  before: LocalSnapshot<never>,
  event: MachineEvent,
  after: LocalSnapshot<never>,
  emitted: readonly Emitted[],
  expected: Expected,
])[] = [
  [
    'own-undelegations-exact',
    'a token',
    chain(),
    undelegate,
    chain({ validators: poorer, unbonding: [leaving(unbondingSeconds)] }),
    [],
    'holds, seen',
  ],
  ['own-undelegations-exact', 'nothing', chain(), undelegate, chain(), [], /is left with 2 tokens/],
  [
    'own-undelegations-exact',
    'a token that is lost',
    chain(),
    undelegate,
    chain({ validators: poorer }),
    [],
    /no token of s1 begins to unbond/,
  ],
  ['own-double-signs-remembered', 'one', chain(), signTwice, hurt, [], 'holds, seen'],
  ['own-double-signs-remembered', 'none', chain(), signTwice, chain(), [], /is not remembered/],
  [
    'own-double-signs-remembered',
    'of nobody',
    chain({ signers: [] }),
    signTwice,
    chain({ signers: [], infractions: [twice(2)] }),
    [],
    /does not sign/,
  ],
  ['own-double-signs-punished', 'here', hurt, report, chain({ validators: poorer }), burnt(1), 'holds, seen'],
  ['own-double-signs-punished', 'twice', hurt, report, hurt, burnt(0), /may be reported again/],
  ['own-double-signs-punished', 'not at all', hurt, report, chain(), [], /s1 is not slashed/],
  ['own-double-signs-punished', 'in words', hurt, report, chain(), burnt(1), /are said to be burnt/],
  ['own-double-signs-punished', 'nowhere', later, report, chain({}, 'changedOver'), [], /does not learn/],
  ['own-blocks-exact', 'a block', chain(), block, chain(), [], 'holds, seen'],
  [
    'own-blocks-exact',
    'a block that forgets stake',
    chain({ validators: poorer }),
    block,
    chain({ validators: poorer }),
    [],
    /\{s1:2\} is the next set, instead of \{s1:1\}/,
  ],
  [
    'own-blocks-exact',
    'a block that takes no time',
    chain({ unbonding: [leaving(2)] }),
    block,
    chain({ unbonding: [leaving(2)] }),
    [],
    /unbondings do not come closer/,
  ],
  ['own-blocks-exact', 'a block in which nothing ages', hurt, block, hurt, [], /do not grow older/],
  [
    'own-blocks-exact',
    'a block that its clients hear of',
    chain({}, 'awaitingUpgrade'),
    block,
    chain({}, 'awaitingUpgrade'),
    [send('channel', { type: 'consumerTimePassed', seconds: 1 })],
    'holds, seen',
  ],
  [
    'own-blocks-exact',
    'a block that they do not hear of',
    chain({}, 'awaitingUpgrade'),
    block,
    chain({}, 'awaitingUpgrade'),
    [],
    /is not told of a block/,
  ],
];

for (const [property, title, before, event, after, emitted, expected] of rows) {
  testStep({ system: changeover, property, scope: 'c2' }, title, { before, event, after, emitted }, expected);
}

test('own-time-goes-on: the old staking hears of every block', (t) => {
  const check = checkOf(changeover, 'own-time-goes-on', 'c2');
  const told = [send('standalone', { type: 'ownTimePassed', seconds: 1 })];
  const consumer = consumerIn();
  assertJudgement(t, judgeStep(check, stepOf(consumer, block, consumer, told)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(consumer, block, consumer)), /is not told of a block/);
});
