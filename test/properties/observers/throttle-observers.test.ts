import test from 'ava';
import { epochJailings } from '../../../properties/observers/epoch-jailings.ts';
import { jailedPower, type JailedPower } from '../../../properties/observers/jailed-power.ts';
import {
  begin,
  forgetMet,
  isOldestMet,
  meet,
  noObligations,
} from '../../../properties/observers/oldest-first.ts';
import { withoutStateType } from '../../../properties/observers/one-per-consumer.ts';
import { replenishments, type Replenishments } from '../../../properties/observers/replenishments.ts';
import { follow, handleDowntime, pair, said, type ScriptedDelivery } from '../slashing-situations.ts';

const { instance } = pair;

/** A block of the provider; the allowance of a total power of 10 is 2, the period is 2 s. */
const block = (seconds: number, by = 0, totalPower = 10): ScriptedDelivery => ({
  component: 'slash-meter',
  event: { type: 'blockBegan', seconds, totalPower },
  emitted: by === 0 ? [] : [said({ type: 'replenished', by })],
});
const jailing = (power: number, cause = 'c1'): ScriptedDelivery => ({
  component: 'provider',
  event: handleDowntime(),
  emitted: [said({ type: 'jailed', validator: 'v1', cause, seconds: 1, power })],
});

const replenishing: readonly (readonly [string, readonly ScriptedDelivery[], RegExp])[] = [
  ['a period apart', [block(2, 2), block(1), block(1, 2)], /^$/],
  ['too early', [block(2, 2), block(1, 2)], /only 1 s after the last time, the period is 2 s/],
  ['too much', [block(2, 3)], /replenished by 3, the allowance is 2/],
  ['in one long block', [block(9, 2), block(9, 2)], /^$/],
];
for (const [title, deliveries, defect] of replenishing) {
  test(`replenishments ${title}`, (t) => {
    t.regex(follow<Replenishments>(replenishments(instance), deliveries).at(-1)?.defect ?? '', defect);
  });
}

const jailings: readonly (readonly [string, readonly ScriptedDelivery[], RegExp])[] = [
  ['one may be of any power', [block(2), jailing(100)], /^$/],
  ['a second at once only within the allowance', [block(2), jailing(2), jailing(9)], /^$/],
  ['a second at once beyond it', [block(2), jailing(3), jailing(1)], /jailed power 3 in the last 0 s/],
  ['a period later, two allowances', [block(2), jailing(4), block(2), jailing(9)], /^$/],
  ['a period later, more than two', [block(2), jailing(5), block(2), jailing(1)], /make up for 4/],
  ['sums over a window', [block(2), jailing(2), block(2), jailing(3), block(2), jailing(1)], /^$/],
  [
    'sums beyond a window',
    [block(2), jailing(3), block(2), jailing(4), block(2), jailing(1)],
    /jailed power 7 in the last 4 s.*make up for 6/,
  ],
  [
    'the greatest allowance of the window counts',
    [block(2), jailing(5), block(1, 0, 20), block(1), jailing(1)],
    /^$/,
  ],
  ['the longest window is forgotten', [block(2), jailing(100), block(9), jailing(1)], /^$/],
  ['the provider’s own jailings do not count', [block(2), jailing(9, 'provider'), jailing(1)], /^$/],
];
for (const [title, deliveries, excess] of jailings) {
  test(`jailed power: ${title}`, (t) => {
    t.regex(follow<JailedPower>(jailedPower(instance), deliveries).at(-1)?.excess ?? '', excess);
  });
}

test('epoch jailings: unjailed before the epoch ends', (t) => {
  const of = (...emitted: Parameters<typeof said>): ScriptedDelivery => ({
    component: 'provider',
    event: { type: 'any' },
    emitted: emitted.map(said),
  });
  const jailed = of({ type: 'jailed', validator: 'v1', cause: 'c1', seconds: 1, power: 3 });
  const unjailed = of({ type: 'unjailed', validator: 'v1' });
  const epochEnd = of({ type: 'providerBlockEnded', blocks: 1, epoch: true, bonded: [] });
  const blockEnd = of({ type: 'providerBlockEnded', blocks: 1, epoch: false, bonded: [] });
  const result = (...deliveries: readonly ScriptedDelivery[]) =>
    follow<typeof epochJailings.initial>(withoutStateType(epochJailings), deliveries).at(-1)?.unjailed;
  t.true(result(jailed, blockEnd, unjailed));
  t.false(result(jailed, epochEnd, unjailed));
  t.false(result(jailed, unjailed, epochEnd));
});

test('obligations: only meeting the oldest counts, and only for a moment', (t) => {
  const two = begin(begin(noObligations, 'a'), 'b');
  t.is(begin(two, 'a'), two);
  t.false(isOldestMet(two));
  t.false(isOldestMet(meet(two, 'b')));
  t.true(isOldestMet(meet(two, 'a')));
  t.false(isOldestMet(forgetMet(meet(two, 'a'))));
  t.true(isOldestMet(forgetMet(meet(meet(two, 'a'), 'b'))));
  t.is(meet(two, 'c'), two);
});
