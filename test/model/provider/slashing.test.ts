/** What a slash reaches, at the boundary heights, and how much it burns where. */
import fc from 'fast-check';
import test from 'ava';
import { providerGenesis } from '../../../model/provider/provider-genesis.ts';
import { providerParameters } from '../../../model/provider/provider-parameters.ts';
import { mappedHeight, reaches, slash, type InfractionHeight } from '../../../model/provider/slashing.ts';
import type { ProviderContext, UnbondingEntry } from '../../../model/vocabulary.ts';
import { providerInstance } from './provider-instance.ts';

const half = { numerator: 1, denominator: 2 };

const entry = (fields: Partial<UnbondingEntry>): UnbondingEntry => ({
  kind: 'undelegation',
  validator: 'a',
  destination: '',
  initialBalance: 4,
  balance: 4,
  completesIn: 3,
  createdAt: 1,
  ...fields,
});

function contextWith(unbonding: readonly UnbondingEntry[], tokens = 10): ProviderContext {
  const instance = providerInstance({
    validators: [
      { id: 'a', tokens },
      { id: 'b', tokens: 10 },
    ],
  });
  return { ...providerGenesis(instance, providerParameters(instance)), unbonding };
}

const balances = ({ validators, unbonding }: ProviderContext): string =>
  [
    ...validators.map(({ id, tokens }) => `${id}:${String(tokens)}`),
    ...unbonding.map((e) => String(e.balance)),
  ].join(' ');

for (const [infraction, created, completesIn, expected] of [
  // Created under id k means after the block that provided k - 1, so at or after the height that k - 1 maps to.
  [2, 1, 3, true],
  [2, 2, 3, false],
  [1, 0, 3, true],
  [1, 1, 3, false],
  [3, 0, 1, true],
  [3, 0, 0, false],
  ['genesis', 5, 3, true],
  ['genesis', 'before-channels', 3, false],
  [9, 'before-channels', 3, false],
  ['chain start', 'before-channels', 3, true],
  ['chain start', 0, 0, false],
  ['current block', 0, 3, false],
] as const satisfies readonly (readonly [InfractionHeight, UnbondingEntry['createdAt'], number, boolean])[]) {
  test(`infraction at ${String(infraction)}, entry of ${String(created)} due in ${String(completesIn)} s: ${expected ? 'reached' : 'safe'}`, (t) => {
    t.is(reaches(infraction, entry({ createdAt: created, completesIn })), expected);
  });
}

for (const [vsc, blockOfEpoch, epochLength, expected] of [
  // The id provided by the epoch's last block maps to the next height, the first of the new epoch.
  [1, 1, 3, 'current block'],
  [1, 2, 3, 1],
  [1, 0, 3, 1],
  [2, 1, 3, 2],
  // With epochs of one block that is always the current one.
  [1, 0, 1, 'current block'],
  [2, 0, 1, 2],
  [0, 2, 3, 'current block'],
  ['genesis', 1, 3, 'genesis'],
] as const) {
  test(`id of age ${String(vsc)} in block ${String(blockOfEpoch)} of ${String(epochLength)} maps to ${String(expected)}`, (t) => {
    t.is(mappedHeight(vsc, blockOfEpoch, epochLength), expected);
  });
}

test('entries are burnt first, by their initial balance, and the validator pays what is left of the nominal amount', (t) => {
  const context = contextWith([
    entry({}),
    entry({ initialBalance: 6, balance: 1 }),
    entry({ validator: 'b' }),
  ]);
  const outcome = slash(context, { validator: 'a', infraction: 2, power: 20, fraction: half }, 1);
  // 10 nominal; 2 and 3 are owed by the entries, of which one has only 1 left; the validator pays 5.
  t.is(balances(outcome.context), 'a:5 b:10 2 0 4');
  t.is(outcome.nominal, 10);
  t.is(outcome.burnt, 8);
});

test('a slash never takes more than there is, and entries may leave nothing to burn', (t) => {
  const over = slash(contextWith([], 4), { validator: 'a', infraction: 1, power: 8, fraction: half }, 1);
  t.is(balances(over.context), 'a:0 b:10');
  t.deepEqual([over.nominal, over.burnt], [4, 4]);
  const claimed = slash(contextWith([], 4), { validator: 'a', infraction: 1, power: 100, fraction: half }, 1);
  t.deepEqual([claimed.nominal, claimed.burnt], [50, 4]);
  const small = slash(
    contextWith([entry({})]),
    { validator: 'a', infraction: 2, power: 2, fraction: half },
    1,
  );
  t.is(balances(small.context), 'a:10 b:10 2');
  t.deepEqual([small.nominal, small.burnt], [1, 2]);
});

test('redelegated stake is burnt at its destination', (t) => {
  const moved = entry({ kind: 'redelegation', destination: 'b' });
  const outcome = slash(
    contextWith([moved]),
    { validator: 'a', infraction: 2, power: 10, fraction: half },
    1,
  );
  t.is(balances(outcome.context), 'a:7 b:8 4');
  t.is(outcome.burnt, 5);
});

test('redelegated stake that is unbonding from its destination is burnt there, and the rest in full once more', (t) => {
  const moved = entry({ kind: 'redelegation', destination: 'b' });
  const enough = entry({ validator: 'b' });
  const all = slash(
    contextWith([moved, enough]),
    { validator: 'a', infraction: 2, power: 10, fraction: half },
    1,
  );
  t.is(balances(all.context), 'a:7 b:10 4 2');
  const scarce = entry({ validator: 'b', initialBalance: 1, balance: 1 });
  const part = slash(
    contextWith([moved, scarce]),
    { validator: 'a', infraction: 2, power: 10, fraction: half },
    1,
  );
  t.is(balances(part.context), 'a:7 b:8 4 0');
  t.is(part.burnt, 6);
  const older = entry({ validator: 'b', createdAt: 2 });
  const none = slash(
    contextWith([moved, older]),
    { validator: 'a', infraction: 2, power: 10, fraction: half },
    1,
  );
  t.is(balances(none.context), 'a:7 b:8 4 4');
});

test('fraction 0 burns nothing and changes nothing', (t) => {
  const context = contextWith([entry({})]);
  const outcome = slash(
    context,
    { validator: 'a', infraction: 2, power: 9, fraction: { numerator: 0, denominator: 1 } },
    1,
  );
  t.is(outcome.context, context);
  t.deepEqual([outcome.nominal, outcome.burnt], [0, 0]);
});

const entries = fc.array(
  fc
    .record({
      kind: fc.constantFrom('undelegation' as const, 'redelegation' as const),
      validator: fc.constantFrom('a', 'b'),
      initialBalance: fc.integer({ min: 0, max: 9 }),
      spent: fc.nat(9),
      completesIn: fc.nat(2),
      createdAt: fc.constantFrom(0, 1, 2, 'before-channels' as const),
    })
    .map(({ spent, ...rest }) => ({
      ...rest,
      destination: rest.kind === 'undelegation' ? ('' as const) : rest.validator === 'a' ? 'b' : 'a',
      balance: Math.max(0, rest.initialBalance - spent),
    })),
  { maxLength: 6 },
);

test('what is burnt is exactly what is missing afterwards, and nothing grows or falls below 0', (t) => {
  const heights = fc.constantFrom<InfractionHeight>(0, 1, 2, 3, 'genesis', 'chain start', 'current block');
  fc.assert(
    fc.property(entries, heights, fc.nat(40), fc.nat(100), (unbonding, infraction, power, percent) => {
      const before = contextWith(unbonding);
      const fraction = { numerator: percent, denominator: 100 };
      const { context: after, burnt } = slash(before, { validator: 'a', infraction, power, fraction }, 1);
      const held = ({ validators, unbonding: all }: ProviderContext): number =>
        validators.reduce((sum, { tokens }) => sum + tokens, 0) +
        all.reduce((sum, { kind, balance }) => sum + (kind === 'undelegation' ? balance : 0), 0);
      t.is(held(before) - held(after), burnt);
      for (const [index, { balance }] of after.unbonding.entries()) {
        const was = before.unbonding[index];
        t.true(balance >= 0 && was !== undefined && balance <= was.balance);
        if (was !== undefined && !reaches(infraction, was)) t.is(balance, was.balance);
      }
      t.true(after.validators.every(({ tokens }) => tokens >= 0));
    }),
  );
});
