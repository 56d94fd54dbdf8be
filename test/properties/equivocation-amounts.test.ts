/** Goal: what an equivocation costs is judged by the power at the time, the fraction in force, and once. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { propertyById } from '../../properties/index.ts';
import type { Equivocations } from '../../properties/observers/equivocations.ts';
import type { GreatestPowers } from '../../properties/observers/greatest-powers.ts';
import {
  byProvider,
  byzantine,
  checkOf,
  observerOf,
  punishment,
  slashed,
  specified,
  system,
  executed,
} from './equivocation-situations.ts';
import {
  assertState,
  assertStep,
  entry,
  follow,
  handleDowntime,
  providerState,
  said,
  step,
  validator,
} from './slashing-situations.ts';

test('not-slashed-twice-once-tombstoned', (t) => {
  const check = checkOf('not-slashed-twice-once-tombstoned', '');
  const before = providerState([validator('v1', { jailed: true, tombstoned: true })]);
  const poorer = providerState([validator('v1', { jailed: true, tombstoned: true, tokens: 5 })]);
  assertStep(t, check, step(before, punishment(), before), { holds: true, witness: true });
  assertStep(t, check, step(before, punishment(), poorer), { holds: false, says: /once more/ });
  const free = providerState([validator('v1')]);
  assertStep(t, check, step(free, punishment(), poorer), { holds: true, witness: false });
});

test('equivocation-priced-by-parameters: as on the provider, or as the consumer says', (t) => {
  const check = checkOf('equivocation-priced-by-parameters', '', byProvider);
  const before = providerState([validator('v1')]);
  const judged = (changes: object, after: object = { jailed: true, tombstoned: true }) =>
    step(before, punishment(changes), providerState([validator('v1', after)]), said(slashed(5)));
  assertStep(t, check, judged({}), { holds: true, witness: true });
  assertStep(t, check, judged({ slashFraction: { numerator: 1, denominator: 4 } }), {
    holds: false,
    says: /the fraction is 1\/4 instead of 0.5/,
  });
  assertStep(t, check, judged({ tombstone: false }), { holds: false, says: /should tombstone/ });
  const ofC2 = (changes: object, jailedFor: number) =>
    judged({ consumer: 'c2', tombstone: false, ...changes }, { jailed: true, jailedFor });
  assertStep(t, check, ofC2({}, 1), { holds: true, witness: true });
  assertStep(t, check, ofC2({ jailSeconds: 2 }, 2), { holds: false, says: /term is 2 s instead of 1/ });
  assertStep(t, check, ofC2({}, 4), { holds: false, says: /in jail for 4 s instead of 1/ });
});

test('slash-exact-amount-by-present-stake', (t) => {
  const check = checkOf('slash-exact-amount-by-present-stake', '');
  const before = providerState(
    [validator('v1')],
    [entry({ validator: 'v1', initialBalance: 4, balance: 4, completesIn: 2 })],
  );
  const after = (tokens: number, balance: number) =>
    providerState(
      [validator('v1', { tokens, jailed: true, tombstoned: true })],
      [entry({ validator: 'v1', initialBalance: 4, balance, completesIn: 2 })],
    );
  assertStep(t, check, step(before, punishment(), after(5, 2), said(slashed(7))), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(before, punishment(), after(5, 4), said(slashed(7))), { holds: false });
  assertStep(t, check, step(before, punishment(), after(3, 2), said(slashed(7))), { holds: false });
  assertStep(t, check, step(before, punishment(), after(5, 2), said(slashed(7, 5))), {
    holds: false,
    says: /expected 7/,
  });
});

test('slash-exact-amount-of-double-sign: by the power and the id that the report names', (t) => {
  const check = checkOf('slash-exact-amount-of-double-sign', '', specified);
  const reports = (vsc: number | 'genesis') => punishment({ reported: { power: 10, vsc } });
  const unbonding = { validator: 'v1', initialBalance: 4, balance: 4, completesIn: 2, createdAt: 1 };
  const before = providerState([validator('v1', { tokens: 6 })], [entry(unbonding)]);
  const after = (tokens: number, balance: number) =>
    providerState([validator('v1', { tokens, jailed: true })], [entry({ ...unbonding, balance })]);
  assertStep(t, check, step(before, reports('genesis'), after(3, 2), said(slashed(5))), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(before, reports('genesis'), after(1, 4), said(slashed(5))), { holds: false });
  // Stake that began to unbond before the double sign is spared.
  assertStep(t, check, step(before, reports(1), after(1, 4), said(slashed(5))), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(before, reports(1), after(3, 2), said(slashed(5))), { holds: false });
  assertStep(t, check, step(before, reports(1), after(1, 4), said(slashed(5, 4))), {
    holds: false,
    says: /expected 5/,
  });
  assertStep(t, check, step(before, reports(1), before), { holds: true, witness: false });
});

test('where the consumer’s word is enough, reports of double signs are judged, and not evidence', (t) => {
  for (const id of ['slash-exact-amount-of-double-sign', 'slashable-consumer-misbehaviour'])
    t.is(propertyById(id).expected(specified), 'holds');
  t.is(propertyById('evidence-soundness').expected(specified), 'not-applicable');
  t.is(propertyById('slash-exact-amount-of-double-sign').expected(system), 'not-applicable');
});

const signedTwice = {
  component: 'consumer-c1',
  event: { type: 'equivocate' },
  emitted: [said({ type: 'equivocated', key: 'k1', kind: 'doubleVote', power: 8, vsc: 'genesis' })],
};
test('what equivocations may cost: exactly what is due, once, and the guilty', (t) => {
  const over = checkOf('slashable-consumer-misbehaviour', '');
  const under = checkOf('slashable-consumer-misbehaviour-in-full', '');
  const twice = checkOf('not-slashed-twice-for-equivocation', '');
  const innocent = checkOf('only-guilty-slashed-for-equivocation', '');
  const last = (...deliveries: Parameters<typeof follow>[1]) =>
    follow<Equivocations>(observerOf(over), deliveries).at(-1);

  const exact = last(signedTwice, executed(4));
  for (const check of [over, under, twice, innocent])
    assertState(t, check, [exact], { holds: true, witness: true });
  assertState(t, over, [last(signedTwice)], { holds: true, witness: false });
  assertState(t, over, [last(signedTwice, executed(6))], {
    holds: false,
    says: /4 tokens are due; 6 are burnt/,
  });
  assertState(t, under, [last(signedTwice, executed(3))], {
    holds: false,
    says: /4 tokens are due; 3 are burnt/,
  });
  const weaker = {
    ...signedTwice,
    emitted: [said({ type: 'equivocated', key: 'k1', kind: 'doubleVote', power: 2, vsc: 1 })],
  };
  const ofStronger = last(signedTwice, weaker, executed(4));
  assertState(t, over, [ofStronger], { holds: true, witness: true });
  assertState(t, over, [last(weaker, executed(4))], { holds: false, says: /1 tokens are due/ });
  const replayed = last(signedTwice, executed(4), executed(1));
  assertState(t, twice, [replayed], { holds: false, says: /same evidence/ });
  assertState(t, over, [replayed], { holds: false, says: /5 are burnt/ });
  // The other consumer has the same chain id: it is one infraction.
  assertState(t, twice, [last(signedTwice, executed(4), executed(1, { consumer: 'c2' }))], { holds: false });
  const wrong = last(signedTwice, executed(4, { kind: 'lightClientAttack' }));
  assertState(t, innocent, [wrong], { holds: false, witness: true, says: /signed nothing twice/ });
});

test('slash-exact-amount-of-bonded-power', (t) => {
  const check = checkOf('slash-exact-amount-of-bonded-power', '', byzantine);
  const report = (power: number) => ({
    component: 'provider',
    event: handleDowntime({ power }),
    emitted: [said(slashed(1))],
  });
  const last = (...deliveries: Parameters<typeof follow>[1]) =>
    follow<GreatestPowers>(observerOf(check), deliveries).at(-1);
  assertState(t, check, [last(report(8))], { holds: true, witness: true });
  assertState(t, check, [last(report(9))], { holds: false, says: /never had more than 8/ });
  const grown = {
    component: 'provider',
    event: { type: 'nextBlock' },
    emitted: [
      said({
        type: 'providerBlockEnded',
        blocks: 1,
        epoch: false,
        bonded: [{ validator: 'v1', power: 9 }],
      }),
    ],
  };
  assertState(t, check, [last(grown, report(9))], { holds: true });
});

test('a report is expected to hit later stake only where there is time to stake, and to take away again', (t) => {
  const { instance } = specified;
  const expectedWith = (changes: Partial<typeof instance>): string =>
    propertyById('slashable-consumer-misbehaviour').expected(createIcsSystem({ ...instance, ...changes }));
  const operations = (stakingOperations: number | 'unlimited') => ({
    budgets: { ...instance.budgets, stakingOperations },
  });
  // v2 has 2 tokens: one is taken away, and after the report of the other one comes, and both begin to leave.
  t.is(expectedWith(operations(3)), 'holds');
  t.is(expectedWith(operations(4)), 'violated');
  t.is(expectedWith(operations('unlimited')), 'violated');
  t.is(expectedWith({ ...operations(3), stakingAmounts: [2] }), 'violated');
  const provider = { ...instance.provider, doubleSignSlashFraction: '0' };
  t.is(expectedWith({ ...operations(9), provider }), 'holds');
});
