/** Holds of unbondings (v1-v5): set when something begins to unbond, released consumer by consumer, lifted when all answered. */
import test from 'ava';
import {
  growHoldsOlder,
  holdNewestEntry,
  holdValidator,
  liftAnsweredHolds,
  newlyUnbonding,
  releaseHolds,
} from '../../../model/provider/unbonding-holds.ts';
import { completeValidatorUnbondings, dueEntries } from '../../../model/provider/staking-end-block.ts';
import { providerGenesis } from '../../../model/provider/provider-genesis.ts';
import { providerParameters } from '../../../model/provider/provider-parameters.ts';
import type { ProviderContext, ProviderValidator, UnbondingEntry } from '../../../model/vocabulary.ts';
import { providerInstance } from './provider-instance.ts';

const instance = providerInstance({});
const parameters = providerParameters(instance);
const genesis = providerGenesis(instance, parameters);
const [someone] = genesis.validators;
if (someone === undefined) throw new Error('expected a validator');

const entry = (change: Partial<UnbondingEntry> = {}): UnbondingEntry => ({
  kind: 'undelegation',
  validator: someone.id,
  destination: '',
  initialBalance: 2,
  balance: 2,
  completesIn: 3,
  createdAt: 0,
  ...change,
});
const chain = (
  unbonding: readonly UnbondingEntry[],
  validator: Partial<ProviderValidator> = {},
  rest: Partial<ProviderContext> = {},
): ProviderContext => ({ ...genesis, ...rest, unbonding, validators: [{ ...someone, ...validator }] });
const holdsOf = ({ validators }: ProviderContext) => validators[0]?.holds;
const heldBy = (...holders: readonly string[]) => ({ vsc: 0, holders });

test('the newest entry is held by every consumer that says so, in the order of names', (t) => {
  const context = holdNewestEntry(holdNewestEntry(chain([entry({ createdAt: 1 }), entry()]), 'c2'), 'c1');
  t.deepEqual(context.unbonding, [entry({ createdAt: 1 }), entry({ hold: heldBy('c1', 'c2') })]);
});

test('each unbonding of a validator is a hold of its own, filed under the id that was current in its EndBlock', (t) => {
  const within = chain([], { status: 'Unbonding' }, { blockOfEpoch: 0 });
  const first = holdValidator(within, someone.id, 'c1', parameters);
  t.deepEqual(holdsOf(first), [heldBy('c1')]);
  const later = growHoldsOlder({ ...first, blockOfEpoch: 1 % parameters.epochLength }, 9);
  const second = holdValidator(
    holdValidator(growHoldsOlder(later, 9), someone.id, 'c1', parameters),
    someone.id,
    'c2',
    parameters,
  );
  t.deepEqual(holdsOf(second), [
    { vsc: 2, holders: ['c1'] },
    { vsc: 1, holders: ['c1', 'c2'] },
  ]);
});

test('a maturity releases what began under its id, for the consumer that reports it', (t) => {
  const before = chain(
    [entry({ hold: { vsc: 2, holders: ['c1', 'c2'] } }), entry({ hold: { vsc: 1, holders: ['c1'] } })],
    { holds: [{ vsc: 2, holders: ['c1'] }] },
  );
  const after = releaseHolds(before, 'c1', 2);
  t.deepEqual(
    after.unbonding.map(({ hold }) => hold),
    [
      { vsc: 2, holders: ['c2'] },
      { vsc: 1, holders: ['c1'] },
    ],
  );
  t.deepEqual(holdsOf(after), [{ vsc: 2, holders: [] }]);
  t.is(releaseHolds(before, 'c3', 2), before);
});

test('a consumer that is removed releases everything', (t) => {
  const after = releaseHolds(
    chain([entry({ hold: { vsc: 3, holders: ['c1'] } })], { holds: [heldBy('c1', 'c2')] }),
    'c1',
    'all',
  );
  t.deepEqual(after.unbonding[0]?.hold, { vsc: 3, holders: [] });
  t.deepEqual(holdsOf(after), [heldBy('c2')]);
});

test('ages of holds stop growing at the oldest', (t) => {
  const after = growHoldsOlder(chain([entry({ hold: { vsc: 4, holders: ['c1'] } })]), 4);
  t.is(after.unbonding[0]?.hold?.vsc, 4);
});

for (const [title, given, completes] of [
  ['due and answered: it completes', entry({ completesIn: 0, hold: heldBy() }), true],
  ['answered, but not due: it goes on', entry({ completesIn: 1, hold: heldBy() }), false],
  ['due, but not answered: it stays', entry({ completesIn: 0, hold: heldBy('c1') }), false],
] as const) {
  test(`an entry that is ${title}`, (t) => {
    t.deepEqual(dueEntries(chain([given])), []);
    const { context, completed } = liftAnsweredHolds(chain([given]));
    t.is(completed.length, completes ? 1 : 0);
    t.is(context.unbonding.length, completes ? 0 : 1);
    t.is(context.liquidTokens, genesis.liquidTokens + (completes ? 2 : 0));
    t.is(context.unbonding[0]?.hold, completes || given.completesIn > 0 ? undefined : given.hold);
  });
}

test('a validator on hold stays Unbonding beyond its time, until the last of its unbondings is answered for', (t) => {
  const held = chain([], {
    status: 'Unbonding',
    unbondsIn: 0,
    lastPower: 0,
    holds: [heldBy(), heldBy('c1')],
  });
  const lifted = liftAnsweredHolds(held).context;
  t.deepEqual(holdsOf(lifted), [heldBy('c1')]);
  t.is(completeValidatorUnbondings(lifted).validators[0]?.status, 'Unbonding');
  const free = liftAnsweredHolds(releaseHolds(lifted, 'c1', 0)).context;
  t.false(Object.keys(free.validators[0] ?? {}).includes('holds'));
  t.is(completeValidatorUnbondings(free).validators[0]?.status, 'Unbonded');
});

test('only validators that began to unbond in this very EndBlock are asked about', (t) => {
  const began = { status: 'Unbonding', unbondsIn: parameters.unbondingSeconds } as const;
  t.deepEqual(newlyUnbonding(chain([], began), parameters), [someone.id]);
  t.deepEqual(newlyUnbonding(chain([], { ...began, unbondsIn: began.unbondsIn - 1 }), parameters), []);
  t.deepEqual(newlyUnbonding(chain([]), parameters), []);
});
