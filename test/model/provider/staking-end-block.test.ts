/** The staking EndBlock's sub-steps one by one, in their order, and what must hold after all of them. */
import fc from 'fast-check';
import test from 'ava';
import { passTime, updateConsensusSet } from '../../../model/provider/provider-clock.ts';
import { providerGenesis } from '../../../model/provider/provider-genesis.ts';
import { providerParameters } from '../../../model/provider/provider-parameters.ts';
import {
  bondTopValidators,
  completeUnbondings,
  completeValidatorUnbondings,
  isStakingSettled,
  unbondTheRest,
} from '../../../model/provider/staking-end-block.ts';
import {
  delegate,
  jail,
  redelegate,
  tombstone,
  undelegate,
  unjail,
} from '../../../model/provider/staking-operations.ts';
import type { ProviderContext } from '../../../model/vocabulary.ts';
import { providerInstance } from './provider-instance.ts';

const instance = providerInstance({
  provider: { maxValidators: 2, maxProviderConsensusValidators: 1 },
  validators: [
    { id: 'a', tokens: 3 },
    { id: 'b', tokens: 2 },
    { id: 'c', tokens: 1 },
  ],
});
const parameters = providerParameters(instance);
const genesis = providerGenesis(instance, parameters);

const endBlock = (context: ProviderContext): ProviderContext =>
  completeUnbondings(
    completeValidatorUnbondings(unbondTheRest(bondTopValidators(context, parameters), parameters)),
  );
const later = (context: ProviderContext, seconds: number): ProviderContext =>
  passTime(context, { seconds, blocks: 1 }, parameters);

/** Each validator with tokens, status and last power: `a:3 Bonded 3`. */
const overview = ({ validators }: ProviderContext): readonly string[] =>
  validators.map(
    ({ id, tokens, status, lastPower }) => `${id}:${String(tokens)} ${status} ${String(lastPower)}`,
  );

test('genesis bonds the most powerful and is settled', (t) => {
  t.deepEqual(overview(genesis), ['a:3 Bonded 3', 'b:2 Bonded 2', 'c:1 Unbonded 0']);
  t.deepEqual(genesis.consensusSet, [{ validator: 'a', power: 3 }]);
  t.true(isStakingSettled(genesis, parameters));
});

test('a newcomer is bonded in sub-step 1, whom it displaces begins to unbond in sub-step 2', (t) => {
  const stronger = delegate(genesis, { type: 'delegate', validator: 'c', tokens: 4 });
  t.false(isStakingSettled(stronger, parameters));
  const bonded = bondTopValidators(stronger, parameters);
  t.deepEqual(overview(bonded), ['a:3 Bonded 3', 'b:2 Bonded 2', 'c:5 Bonded 5']);
  const done = unbondTheRest(bonded, parameters);
  t.deepEqual(overview(done), ['a:3 Bonded 3', 'b:2 Unbonding 0', 'c:5 Bonded 5']);
  t.is(done.validators[1]?.unbondsIn, 4);
});

test('of equal powers the lower id is bonded', (t) => {
  const equal = delegate(genesis, { type: 'delegate', validator: 'c', tokens: 1 });
  t.is(endBlock(equal), equal);
});

test('a jailed validator keeps status and power until the EndBlock, and makes room in it', (t) => {
  const jailed = jail(genesis, 'a', 5);
  t.deepEqual(overview(jailed), ['a:3 Bonded 3', 'b:2 Bonded 2', 'c:1 Unbonded 0']);
  const after = endBlock(jailed);
  t.deepEqual(overview(after), ['a:3 Unbonding 0', 'b:2 Bonded 2', 'c:1 Bonded 1']);
  t.deepEqual(updateConsensusSet(after, parameters).consensusSet, [{ validator: 'b', power: 2 }]);
});

test('a validator bonds again out of the unbonding queue', (t) => {
  const away = later(endBlock(jail(genesis, 'a', 0)), 1);
  const back = endBlock(unjail(away, { type: 'unjail', validator: 'a' }));
  t.deepEqual(overview(back), ['a:3 Bonded 3', 'b:2 Bonded 2', 'c:1 Unbonding 0']);
  t.is(back.validators[0]?.unbondsIn, 0);
});

test('an unbonding validator is Unbonded when its time is over, not a block before', (t) => {
  const away = endBlock(jail(genesis, 'a', 0));
  t.is(endBlock(later(away, 3)).validators[0]?.status, 'Unbonding');
  t.is(endBlock(later(away, 4)).validators[0]?.status, 'Unbonded');
});

test('a validator without stake ceases to exist when Unbonded; a tombstoned one is remembered', (t) => {
  const emptied = (context: ProviderContext): ProviderContext =>
    endBlock(
      later(
        endBlock(undelegate(context, { type: 'undelegate', validator: 'a', tokens: 3 }, parameters).context),
        4,
      ),
    );
  t.deepEqual(overview(emptied(genesis)), ['b:2 Bonded 2', 'c:1 Bonded 1']);
  t.deepEqual(overview(emptied(tombstone(genesis, 'a'))), ['a:0 Unbonded 0', 'b:2 Bonded 2', 'c:1 Bonded 1']);
});

test('an undelegation pays its balance, a redelegation ends without payment', (t) => {
  const undelegated = undelegate(
    genesis,
    { type: 'undelegate', validator: 'a', tokens: 1 },
    parameters,
  ).context;
  const both = redelegate(
    undelegated,
    { type: 'redelegate', from: 'b', to: 'c', tokens: 1 },
    parameters,
  ).context;
  t.is(both.unbonding.length, 2);
  const waiting = endBlock(later(both, 3));
  t.is(waiting.unbonding.length, 2);
  const done = endBlock(later(both, 4));
  t.deepEqual(done.unbonding, []);
  t.is(done.liquidTokens, genesis.liquidTokens + 1);
});

test('after an EndBlock exactly the top validators are Bonded with their power, and a second one changes nothing', (t) => {
  const operation = fc.record({
    validator: fc.constantFrom('a', 'b', 'c'),
    tokens: fc.nat(5),
    jailed: fc.boolean(),
    seconds: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
      let context = genesis;
      for (const { validator, tokens, jailed, seconds } of operations) {
        context = delegate(context, { type: 'delegate', validator, tokens });
        context = jailed ? jail(context, validator, 1) : unjail(context, { type: 'unjail', validator });
        context = endBlock(context);
        const expected = context.validators
          .filter((candidate) => !candidate.jailed && candidate.tokens > 0)
          .toSorted((x, y) => y.tokens - x.tokens || (x.id < y.id ? -1 : 1))
          .slice(0, 2)
          .map(({ id, tokens: power }) => [id, power])
          .sort();
        const bonded = context.validators.filter(({ status }) => status === 'Bonded');
        t.deepEqual(
          bonded.map(({ id, lastPower }) => [id, lastPower]),
          expected,
        );
        t.true(context.validators.every(({ status, lastPower }) => (status === 'Bonded') === lastPower > 0));
        t.true(
          context.validators.every(({ status, unbondsIn }) => status === 'Unbonding' || unbondsIn === 0),
        );
        t.is(endBlock(context), context);
        context = later(context, seconds);
      }
    }),
  );
});
