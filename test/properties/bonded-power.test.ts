import test from 'ava';
import { propertyById } from '../../properties/index.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { ics, providerIn, undelegation, validatorsWith } from './situations.ts';

/** c1 used the set a:3,b:2,c:1 of the genesis until a VSC of age 1 replaced it; that use is punishable for 3 s more. */
const open = {
  vsc: 'genesis',
  set: 'a:3,b:2,c:1',
  closesIn: 3,
  lag: 0,
  supersededBy: 1,
  left: ['a'],
  burnt: [],
  late: false,
} as const;
const windowsOf = (...windows: readonly object[]) => ({ windows, signing: windows.length - 1 });
const poorer = validatorsWith({ a: { tokens: 2 } });

const coverage: readonly (readonly [title: string, chain: object, window: object, expected: Expected])[] = [
  ['all stake is still bonded', {}, open, 'holds, seen'],
  [
    'what left is missing',
    { validators: poorer },
    open,
    /a used power 3 on c1 under the genesis set, punishable for 3 s more, but behind it are 2 bonded tokens, 0 unbonding and 0 burnt ones$/,
  ],
  [
    'what is missing is unbonding',
    { validators: poorer, unbonding: [undelegation('a', 1)] },
    open,
    'holds, seen',
  ],
  [
    'what is unbonding left before the set was provided',
    { validators: poorer, unbonding: [undelegation('a', 1, { createdAt: 3 })] },
    { ...open, vsc: 2 },
    /0 unbonding/,
  ],
  [
    'what is missing was burnt',
    { validators: poorer },
    { ...open, burnt: [{ validator: 'a', tokens: 1 }] },
    'holds, seen',
  ],
  ['nobody can punish any more', { validators: poorer }, { ...open, closesIn: 0 }, 'holds'],
  ['the validator was not in the set', { validators: poorer }, { ...open, set: 'b:2,c:1' }, 'holds, seen'],
  [
    'the validator has become Unbonded',
    { validators: validatorsWith({ b: { status: 'Unbonded' } }) },
    { ...open, left: [] },
    /b used power 2 .* 0 bonded tokens/,
  ],
  [
    'the validator is gone',
    { validators: validatorsWith({}).slice(1) },
    open,
    /a used power 3 .* 0 bonded tokens/,
  ],
];
for (const [title, chain, window, expected] of coverage) {
  test(`bond-based-voting-power: ${title}`, (t) => {
    const check = checkOf(ics, 'bond-based-voting-power', 'c1');
    assertJudgement(t, judgeState(check, [providerIn(chain), windowsOf(window)]), expected);
  });
}

const underSlack: readonly (readonly [title: string, chain: object, window: object, expected: Expected])[] = [
  ['covered by bonded stake', {}, open, 'holds'],
  [
    'covered only with stake that is unbonding',
    { validators: poorer, unbonding: [undelegation('a', 1)] },
    open,
    'holds, seen',
  ],
  ['not covered although the set was given up in time', { validators: poorer }, open, /a used power 3/],
  [
    'not covered, the set having been used for too long',
    { validators: poorer },
    { ...open, late: true },
    'holds',
  ],
];
for (const [title, chain, window, expected] of underSlack) {
  test(`bond-based-voting-power-under-slack: ${title}`, (t) => {
    const check = checkOf(ics, 'bond-based-voting-power-under-slack', 'c1');
    assertJudgement(t, judgeState(check, [providerIn(chain), windowsOf(window)]), expected);
  });
}

const slack: readonly (readonly [
  title: string,
  completesIn: number,
  createdAt: number,
  window: object,
  expected: Expected,
])[] = [
  ['the window closes first', 4, 1, open, 'holds, seen'],
  ['the window closes when the unbonding completes', 3, 1, open, 'holds, seen'],
  [
    'the unbonding completes first',
    2,
    1,
    open,
    /punishable for 3 s more; the undelegation of 1 from a, .* completes in 2 s/,
  ],
  ['it began in an earlier epoch', 2, 2, open, 'holds'],
  ['the set was used for too long', 2, 1, { ...open, late: true }, 'holds'],
  ['nothing has replaced the set', 2, 1, { ...open, supersededBy: null }, 'holds'],
];
for (const [title, completesIn, createdAt, window, expected] of slack) {
  test(`unbonding-slack-condition: ${title}`, (t) => {
    const check = checkOf(ics, 'unbonding-slack-condition', 'c1');
    const chain = providerIn({ unbonding: [undelegation('a', 1, { completesIn, createdAt })] });
    assertJudgement(t, judgeState(check, [chain, windowsOf(window)]), expected);
  });
}

test('without slack between the unbonding periods nothing is claimed under slack', (t) => {
  const consumers = ics.instance.consumers.map((consumer) => ({ ...consumer, unbondingSeconds: 6 }));
  const system = { ...ics, instance: { ...ics.instance, consumers } };
  for (const id of ['bond-based-voting-power-under-slack', 'unbonding-slack-condition']) {
    t.is(propertyById(id).expected(ics), 'holds');
    t.deepEqual(propertyById(id).checks(system), []);
    t.is(propertyById(id).expected(system), 'not-applicable');
  }
  t.is(propertyById('bond-based-voting-power').expected(system), 'violated');
});
