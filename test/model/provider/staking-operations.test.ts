/** When transactions of staking succeed, and the unbonding entries that they make. */
import test from 'ava';
import { passTime } from '../../../model/provider/provider-clock.ts';
import { providerGenesis } from '../../../model/provider/provider-genesis.ts';
import { providerParameters } from '../../../model/provider/provider-parameters.ts';
import {
  canCreateValidator,
  canDelegate,
  canRedelegate,
  canUndelegate,
  canUnjail,
  createValidator,
  jail,
  redelegate,
  tombstone,
  undelegate,
} from '../../../model/provider/staking-operations.ts';
import { unbondTheRest } from '../../../model/provider/staking-end-block.ts';
import { growEntriesOlder } from '../../../model/provider/unbonding-entries.ts';
import type { ProviderContext } from '../../../model/vocabulary.ts';
import { providerInstance } from './provider-instance.ts';

const instance = providerInstance({
  validators: [
    { id: 'a', tokens: 20 },
    { id: 'b', tokens: 5 },
    { id: 'd', tokens: 5 },
    { id: 'e', tokens: 1 },
  ],
  liquidTokens: 3,
});
const parameters = providerParameters(instance);
const genesis = providerGenesis(instance, parameters);
const nextBlock = (context: ProviderContext): ProviderContext =>
  passTime(context, { seconds: 1, blocks: 1 }, parameters);
const undelegated = (context: ProviderContext, validator: string, tokens: number): ProviderContext =>
  undelegate(context, { type: 'undelegate', validator, tokens }, parameters).context;
const redelegated = (context: ProviderContext, from: string, to: string): ProviderContext =>
  redelegate(context, { type: 'redelegate', from, to, tokens: 1 }, parameters).context;

test('a delegation needs a validator and the tokens', (t) => {
  t.true(canDelegate(genesis, { type: 'delegate', validator: 'a', tokens: 3 }));
  t.false(canDelegate(genesis, { type: 'delegate', validator: 'a', tokens: 4 }));
  t.false(canDelegate(genesis, { type: 'delegate', validator: 'z', tokens: 1 }));
});

test('an undelegation needs the stake and room for an entry', (t) => {
  t.true(canUndelegate(genesis, { type: 'undelegate', validator: 'b', tokens: 5 }));
  t.false(canUndelegate(genesis, { type: 'undelegate', validator: 'b', tokens: 6 }));
  t.false(canUndelegate(genesis, { type: 'undelegate', validator: 'z', tokens: 1 }));
  let context = genesis;
  for (let entries = 0; entries < 7; entries += 1) {
    t.true(canUndelegate(context, { type: 'undelegate', validator: 'a', tokens: 1 }));
    // Ids advance in between, so that entries are told apart although no time passes.
    context = growEntriesOlder(undelegated(context, 'a', 1), 100);
  }
  t.is(context.unbonding.length, 7);
  t.false(canUndelegate(context, { type: 'undelegate', validator: 'a', tokens: 1 }));
  t.true(canUndelegate(context, { type: 'undelegate', validator: 'b', tokens: 1 }));
});

test('undelegations of one block are one entry, those of different blocks are not', (t) => {
  const same = undelegated(undelegated(genesis, 'a', 1), 'a', 2);
  t.deepEqual(
    same.unbonding.map(({ initialBalance, balance }) => [initialBalance, balance]),
    [[3, 3]],
  );
  t.is(undelegated(nextBlock(same), 'a', 1).unbonding.length, 2);
});

test('redelegations are not merged, and do not hop on', (t) => {
  const once = redelegated(genesis, 'a', 'b');
  t.is(redelegated(once, 'a', 'b').unbonding.length, 2);
  t.false(canRedelegate(once, { type: 'redelegate', from: 'b', to: 'a', tokens: 1 }));
  t.true(canRedelegate(once, { type: 'redelegate', from: 'a', to: 'd', tokens: 1 }));
  t.false(canRedelegate(genesis, { type: 'redelegate', from: 'a', to: 'a', tokens: 1 }));
  t.false(canRedelegate(genesis, { type: 'redelegate', from: 'a', to: 'z', tokens: 1 }));
  t.false(canRedelegate(genesis, { type: 'redelegate', from: 'b', to: 'a', tokens: 6 }));
  let full = genesis;
  for (let entries = 0; entries < 7; entries += 1) full = redelegated(full, 'a', 'b');
  t.false(canRedelegate(full, { type: 'redelegate', from: 'a', to: 'b', tokens: 1 }));
});

test('stake that leaves an unbonding validator is dated by it; an Unbonded one lets it go at once', (t) => {
  const unbonding = nextBlock(growEntriesOlder(unbondTheRest(jail(genesis, 'b', 0), parameters), 100));
  t.like(redelegated(unbonding, 'b', 'a').unbonding[0], { completesIn: 3, createdAt: 1 });
  t.like(redelegated(genesis, 'b', 'a').unbonding[0], { completesIn: 4, createdAt: 0 });
  const fromUnbonded = redelegate(genesis, { type: 'redelegate', from: 'e', to: 'a', tokens: 1 }, parameters);
  t.is(fromUnbonded.started, undefined);
  t.deepEqual(fromUnbonded.context.unbonding, []);
  // It had nothing else, so it is gone.
  t.deepEqual(
    fromUnbonded.context.validators.map(({ id }) => id),
    ['a', 'b', 'd'],
  );
});

test('a validator is created once, sorted in, Unbonded', (t) => {
  t.false(canCreateValidator(genesis, { type: 'createValidator', validator: 'a', tokens: 1 }));
  t.false(canCreateValidator(genesis, { type: 'createValidator', validator: 'c', tokens: 4 }));
  t.true(canCreateValidator(genesis, { type: 'createValidator', validator: 'c', tokens: 3 }));
  const after = createValidator(genesis, { type: 'createValidator', validator: 'c', tokens: 3 });
  t.deepEqual(
    after.validators.map(({ id }) => id),
    ['a', 'b', 'c', 'd', 'e'],
  );
  t.like(after.validators[2], { tokens: 3, status: 'Unbonded', lastPower: 0 });
  t.is(after.liquidTokens, 0);
});

test('unjailing needs the term to be over, some stake, and no tombstone', (t) => {
  const can = (context: ProviderContext): boolean => canUnjail(context, { type: 'unjail', validator: 'b' });
  t.false(can(genesis));
  const jailed = jail(genesis, 'b', 2);
  t.false(can(jailed));
  t.false(can(nextBlock(jailed)));
  t.true(can(nextBlock(nextBlock(jailed))));
  t.false(can(undelegated(jail(genesis, 'b', 0), 'b', 5)));
  t.false(can(tombstone(genesis, 'b')));
});
