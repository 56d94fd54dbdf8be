import test from 'ava';
import { note, send } from '../../src/system/authoring.ts';
import { propertyById } from '../../properties/index.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  powers,
  providerIn,
  recordIn,
  stepOf,
  validatorsWith,
  vsc,
} from './situations.ts';

const flying = (...ages: readonly number[]) =>
  channelIn({ toConsumer: ages.map((age) => ({ ...vsc(age, {}), timesOutIn: 5 })) });
const mapped = (previous: number | 'genesis', current: number | 'genesis', next: number | 'genesis') =>
  consumerIn({ vscOfHeight: { previous, current, next } });
// The instance's references stop growing at age 5: 8 s of unbonding are 8 blocks, in which 4 epochs end.
const oldest = ics.oldestVscAge;

const ids: readonly (readonly [title: string, values: readonly unknown[], expected: Expected])[] = [
  [
    'ages fall towards the newest',
    [recordIn({ pending: [vsc(1, {})] }), flying(2), mapped('genesis', 'genesis', 3)],
    'holds, seen',
  ],
  [
    'two VSCs have one id',
    [recordIn(), flying(2, 2), mapped('genesis', 'genesis', 3)],
    /VSC of age 2 is under way behind VSC of age 2/,
  ],
  [
    'a newer VSC flies ahead',
    [recordIn(), flying(1, 2), mapped('genesis', 'genesis', 3)],
    /age 2 is under way behind VSC of age 1/,
  ],
  [
    'a VSC that was received is in flight again',
    [recordIn(), flying(3), mapped('genesis', 3, 3)],
    /age 3 is under way behind VSC of age 3/,
  ],
  [
    'a height goes back',
    [recordIn(), flying(), mapped(2, 3, 1)],
    /heights are mapped to VSC of age 2, then VSC of age 3/,
  ],
  [
    'a VSC has no id yet',
    [recordIn({ pending: [vsc(0, {})] }), flying(), mapped('genesis', 'genesis', 'genesis')],
    /age 0 is under way/,
  ],
  [
    'ids too old to be told apart',
    [recordIn(), flying(oldest, oldest), mapped('genesis', oldest, oldest)],
    'holds, seen',
  ],
];
for (const [title, values, expected] of ids) {
  test(`vscid-monotone: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, 'vscid-monotone', 'c1'), values), expected);
  });
}

const block = { type: 'nextBlock', seconds: 1 };
const ended = (epoch: boolean) => note('providerBlockEnded', { blocks: 1, epoch, bonded: [] });
const announce = (...roles: readonly string[]) => roles.map((role) => send(role, { type: 'vscIdAdvanced' }));
const announcements: readonly (readonly [
  title: string,
  emitted: ReturnType<typeof announce>,
  epoch: boolean,
  expected: Expected,
])[] = [
  [
    'everybody hears of it at the end of an epoch',
    announce('records', 'channels', 'consumers'),
    true,
    'holds, seen',
  ],
  ['nobody otherwise', [], false, 'holds'],
  [
    'consumers do not hear of it',
    announce('records', 'channels'),
    true,
    /ends an epoch announces a new VSC id to: records, channels/,
  ],
  ['it advances twice', announce('records', 'records', 'channels', 'consumers'), true, /records, records/],
  [
    'it advances within an epoch',
    announce('records', 'channels', 'consumers'),
    false,
    /ends no epoch announces/,
  ],
  ['it does not advance', [], true, /to: nobody/],
];
for (const [title, emitted, epoch, expected] of announcements) {
  test(`vscid-monotone, provider: ${title}`, (t) => {
    const step = stepOf(providerIn(), block, providerIn(), [ended(epoch), ...emitted]);
    assertJudgement(t, judgeStep(checkOf(ics, 'vscid-monotone', 'provider'), step), expected);
  });
}

const compute = send('records', { type: 'epochEnded', bonded: [] });
const order = send('records', { type: 'sendPendingVscs' });
const changed = providerIn({ validators: validatorsWith({ a: { lastPower: 2 } }) });
const epochs: readonly (readonly [
  title: string,
  position: number,
  emitted: (typeof compute)[],
  expected: Expected,
])[] = [
  ['computed and sent when the epoch ends', 0, [compute, order], 'holds'],
  ['neither within an epoch', 1, [], 'holds, seen'],
  [
    'computed a block early',
    1,
    [compute],
    /position 1 of the epoch \(0 ends it\) computes VSCs 1 times and sends them 0 times/,
  ],
  ['sent only', 0, [order], /position 0 .* computes VSCs 0 times/],
  ['sent within an epoch', 1, [order], /sends them 1 times/],
];
for (const [title, blockOfEpoch, emitted, expected] of epochs) {
  test(`vsc-only-at-epoch: ${title}`, (t) => {
    const step = stepOf(providerIn({ blockOfEpoch }), block, changed, emitted);
    assertJudgement(t, judgeStep(checkOf(ics, 'vsc-only-at-epoch', 'provider'), step), expected);
  });
}

const sending = send('channel', { type: 'sendVscs', packets: [] });
const recordSteps: readonly (readonly [
  title: string,
  step: ReturnType<typeof stepOf>,
  expected: Expected,
])[] = [
  [
    'sent when the epoch ends',
    stepOf(recordIn(), { type: 'sendPendingVscs' }, recordIn(), [sending]),
    'holds, seen',
  ],
  [
    'sent at another time',
    stepOf(recordIn(), { type: 'slashPacketReceived' }, recordIn(), [sending]),
    /"slashPacketReceived", which ends no epoch/,
  ],
  [
    'a set changed by a report',
    stepOf(recordIn(), { type: 'reportHandled' }, recordIn({ stored: [] })),
    /"reportHandled"/,
  ],
  [
    'a VSC made by a report',
    stepOf(recordIn(), { type: 'reportHandled' }, recordIn({ pending: [vsc(0, {})] })),
    /"reportHandled"/,
  ],
  [
    'a set changed by the end of an epoch',
    stepOf(recordIn(), { type: 'epochEnded' }, recordIn({ stored: [] })),
    'holds',
  ],
];
for (const [title, step, expected] of recordSteps) {
  test(`vsc-only-at-epoch, record: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'vsc-only-at-epoch', 'c1'), step), expected);
  });
}

test('vsc-only-at-epoch does not apply where every block ends an epoch', (t) => {
  const provider = { ...ics.instance.provider, blocksPerEpoch: 1 };
  const property = propertyById('vsc-only-at-epoch');
  const system = { ...ics, instance: { ...ics.instance, provider } };
  t.deepEqual(property.checks(system), []);
  t.is(property.expected(system), 'not-applicable');
});

const launch = { vsc: 'genesis', set: '', updates: [] };
const journey = (...updates: readonly Readonly<Record<string, number>>[]) => ({
  provided: [
    launch,
    ...updates.map((each, index) => ({ vsc: updates.length - index, set: '', updates: powers(each) })),
  ],
  current: 0,
  next: 0,
  unprovided: '',
  overtaking: '',
});
const first = channelIn({ toConsumer: [{ ...vsc(2, { b: 5 }), timesOutIn: 5 }] });
const second = recordIn({ pending: [vsc(1, { c: 0 })] });
const queues: readonly (readonly [title: string, values: readonly unknown[], expected: Expected])[] = [
  ['all that was provided is under way', [second, first, journey({ b: 5 }, { c: 0 })], 'holds, seen'],
  [
    'a pending one is lost',
    [recordIn(), first, journey({ b: 5 }, { c: 0 })],
    /in flight or pending: VSC of age 2 \(b:5\)$/,
  ],
  [
    'one is doubled',
    [recordIn({ pending: [vsc(1, { c: 0 }), vsc(1, { c: 0 })] }), first, journey({ b: 5 }, { c: 0 })],
    /\(c:0\), VSC of age 1 \(c:0\)$/,
  ],
  [
    'the content changes on the way',
    [second, first, journey({ b: 5 }, { c: 1 })],
    /not received: .*\(c:1\); in flight or pending: .*\(c:0\)/,
  ],
  ['a stopped consumer', [recordIn({}, 'stopped'), first, journey()], 'holds'],
  [
    'a closed end of the provider',
    [recordIn(), channelIn({}, { providerEnd: 'closed' }), journey({ b: 5 })],
    'holds',
  ],
];
for (const [title, values, expected] of queues) {
  test(`pending-vsc-sent-in-order: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, 'pending-vsc-sent-in-order', 'c1'), values), expected);
  });
}
