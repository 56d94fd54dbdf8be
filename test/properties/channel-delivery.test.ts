import test from 'ava';
import { assertJudgement, checkOf, judgeObligation, judgeState, type Expected } from './judge.ts';
import { channelIn, consumerIn, ics, recordIn, vsc } from './situations.ts';

const idle = {
  toConsumer: [],
  toProvider: [],
  unanswered: 0,
  answers: [],
  forged: '',
  overtaking: '',
  misanswered: '',
};
const packet = { vsc: 1, content: '' };
const received = consumerIn({ vscOfHeight: { previous: 'genesis', current: 'genesis', next: 1 } });
const answering = (...results: readonly ('handled' | 'bounced')[]) =>
  channelIn({ slashAcks: results.map((result) => ({ result, committed: false })) });

const states: readonly (readonly [
  title: string,
  property: string,
  values: readonly unknown[],
  expected: Expected,
])[] = [
  ['a packet that was in flight', 'channel-validity', [idle, received], 'holds, seen'],
  [
    'a packet that was not',
    'channel-validity',
    [{ ...idle, forged: 'VSC of age 1' }, received],
    /was not in flight: VSC of age 1/,
  ],
  ['before the first packet', 'channel-validity', [idle, consumerIn()], 'holds'],
  ['two packets in flight', 'channel-order', [{ ...idle, toConsumer: [packet, packet] }], 'holds, seen'],
  [
    'a packet overtaken',
    'channel-order',
    [{ ...idle, overtaking: 'VSC of age 1' }],
    /before an older one: VSC of age 1/,
  ],
  ['one packet in flight', 'channel-order', [{ ...idle, toConsumer: [packet] }], 'holds'],
  [
    'an answer on its way',
    'ack-completeness',
    [answering('handled'), { ...idle, answers: ['handled'] }],
    'holds, seen',
  ],
  [
    'no answer',
    'ack-completeness',
    [channelIn(), { ...idle, unanswered: 1 }],
    /received 1 slash packets of c1 that it did not answer/,
  ],
  [
    'an answer lost',
    'ack-completeness',
    [channelIn(), { ...idle, answers: ['bounced'] }],
    /in flight: none; written and not received: bounced/,
  ],
  [
    'an answer changed',
    'ack-completeness',
    [answering('handled'), { ...idle, answers: ['bounced'] }],
    /in flight: handled; written/,
  ],
  [
    'an answer too many',
    'ack-completeness',
    [channelIn(), { ...idle, misanswered: 'the provider wrote "handled"' }],
    /c1: the provider wrote/,
  ],
  [
    'answers to a closed end',
    'ack-completeness',
    [channelIn({}, { consumerEnd: 'closed' }), { ...idle, answers: ['handled'] }],
    'holds',
  ],
];
for (const [title, property, values, expected] of states) {
  test(`${property}: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, property, 'c1'), values), expected);
  });
}

const loaded = channelIn({
  toConsumer: [{ ...vsc(1, {}), timesOutIn: 3 }],
  toProvider: [{ key: 'b', power: 2, vsc: 1, timesOutIn: 3 }],
  slashAcks: [{ result: 'handled', committed: true }],
});
for (const [direction, kind] of [
  ['VSCs', 'vsc'],
  ['slash packets', 'slash'],
  ['acknowledgements', 'ack'],
] as const) {
  test(`channel-liveness: ${direction} in flight must arrive`, (t) => {
    const check = checkOf(ics, 'channel-liveness', `c1: ${direction}`);
    const judged = judgeObligation(check, [recordIn(), loaded, { arrived: [] }]);
    t.like(judged, { from: true, to: false, excluded: false });
    t.regex(judged.message, new RegExp(`1 ${direction} stay in flight`));
    t.like(judgeObligation(check, [recordIn(), channelIn(), { arrived: [] }]), { from: false, to: true });
    // The oldest one has just arrived, the others are owed anew.
    t.like(judgeObligation(check, [recordIn(), loaded, { arrived: [kind] }]), { from: true, to: true });
  });
}
