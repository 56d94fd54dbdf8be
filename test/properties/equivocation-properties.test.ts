import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ModelNote } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import type { AcceptedEvidence } from '../../properties/observers/accepted-evidence.ts';
import type { Equivocations } from '../../properties/observers/equivocations.ts';
import type { GreatestPowers } from '../../properties/observers/greatest-powers.ts';
import type { Obligations } from '../../properties/observers/oldest-first.ts';
import type { PenaltyRequests } from '../../properties/observers/penalty-requests.ts';
import type { Check } from '../../src/property/definition.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import {
  assertLeadsTo,
  assertState,
  assertStep,
  entry,
  follow,
  handleDowntime,
  providerState,
  recordState,
  said,
  sent,
  snapshot,
  step,
  validator,
} from './slashing-situations.ts';

const system = createIcsSystem(loadInstance('equivocation'));
/** The penalties of neither consumer may change there. */
const byProvider = createIcsSystem({
  ...system.instance,
  consumers: system.instance.consumers.map((consumer) => ({ ...consumer, infractionUpdates: [] })),
});
const specified = createIcsSystem(loadInstance('legacy'));
const byzantine = createIcsSystem(loadInstance('byzantine'));

function checkOf(id: string, scope: string, of = system): Check {
  const check = propertyById(id)
    .checks(of)
    .find((each) => each.scope === scope);
  if (check === undefined) throw new Error(`expected ${id} to have a check of scope "${scope}"`);
  return check;
}

const observerOf = (check: Check) => {
  const [observer] = check.observers ?? [];
  if (observer === undefined) throw new Error('expected an observer');
  return observer;
};

const half = { numerator: 1, denominator: 2 };
const evidence = (changes: object = {}): MachineEvent => ({
  type: 'evidenceSubmitted',
  key: 'k1',
  kind: 'doubleVote',
  chainId: 'twin',
  recent: true,
  conflicting: true,
  signed: true,
  unsigned: [],
  ...changes,
});
const punishment = (changes: object = {}): MachineEvent => ({
  type: 'punishEquivocation',
  consumer: 'c1',
  key: 'k1',
  kind: 'doubleVote',
  validator: 'v1',
  slashFraction: half,
  jailSeconds: 1,
  tombstone: true,
  ...changes,
});
const slashed = (burnt: number, nominal = burnt): ModelNote => ({
  type: 'slashed',
  validator: 'v1',
  cause: 'c1',
  nominal,
  burnt,
});

test('evidence-soundness', (t) => {
  const check = checkOf('evidence-soundness', 'c1');
  const launched = recordState();
  const asked = sent(punishment());
  assertStep(t, check, step(launched, evidence(), launched, asked), { holds: true, witness: true });
  for (const flaw of [
    { chainId: 'x' },
    { recent: false },
    { conflicting: false },
    { signed: false },
    { unsigned: ['v2'] },
  ]) {
    assertStep(t, check, step(launched, evidence(flaw), launched, asked), { holds: false, says: /although/ });
    assertStep(t, check, step(launched, evidence(flaw), launched), { holds: true, witness: true });
  }
  const other = sent(punishment({ validator: 'v2' }));
  assertStep(t, check, step(launched, evidence(), launched, other), { holds: false, says: /the key of v1/ });
  const deleted = recordState({}, 'deleted');
  assertStep(t, check, step(deleted, evidence(), deleted, asked), { holds: false, says: /no client/ });
});

test('equivocation-punished: by the record, by the provider, and some day', (t) => {
  const launched = recordState({}, 'stopped');
  const inRecord = checkOf('equivocation-punished', 'c1');
  assertStep(t, inRecord, step(launched, evidence(), launched, sent(punishment())), {
    holds: true,
    witness: true,
  });
  assertStep(t, inRecord, step(launched, evidence(), launched), { holds: false, says: /is refused/ });

  const onProvider = checkOf('equivocation-punished', 'provider');
  const before = providerState([validator('v1')]);
  const after = (changes: object) => providerState([validator('v1', changes)]);
  const gone = { jailed: true, tombstoned: true };
  assertStep(t, onProvider, step(before, punishment(), after(gone), said(slashed(5))), {
    holds: true,
    witness: true,
  });
  assertStep(t, onProvider, step(before, punishment(), after(gone)), {
    holds: false,
    says: /slashed 0 times/,
  });
  assertStep(t, onProvider, step(before, punishment(), after({}), said(slashed(5))), {
    holds: false,
    says: /not in jail/,
  });
  assertStep(t, onProvider, step(before, punishment(), after({ jailed: true }), said(slashed(5))), {
    holds: false,
    says: /not tombstoned/,
  });
  const unbonded = after({ status: 'Unbonded' });
  assertStep(t, onProvider, step(unbonded, punishment(), unbonded), { holds: true, witness: false });

  const inTheEnd = checkOf('equivocation-punished', 'c1: in the end');
  const [open, met, forgotten] = follow<Obligations>(observerOf(inTheEnd), [
    {
      component: 'consumer-c1',
      event: { type: 'equivocate' },
      emitted: [said({ type: 'equivocated', key: 'k1', kind: 'doubleVote', power: 8, vsc: 'genesis' })],
    },
    { component: 'provider', event: punishment() },
    { component: 'provider', event: { type: 'nextBlock', seconds: 1 } },
  ]);
  const trusted = snapshot({ consumerClientExpiresIn: 3 });
  assertLeadsTo(t, inTheEnd, [open, launched, trusted], {
    from: true,
    to: false,
    excluded: false,
    says: /k1 doubleVote/,
  });
  assertLeadsTo(t, inTheEnd, [met, launched, trusted], { from: false, to: true });
  assertLeadsTo(t, inTheEnd, [forgotten, launched, snapshot({ consumerClientExpiresIn: 0 })], {
    from: false,
    to: true,
    excluded: true,
  });
});

test('equivocation-punished: before its validator has got away', (t) => {
  const check = checkOf('equivocation-punished', 'c1: in time');
  const accepted = {
    component: 'record-c1',
    event: evidence(),
    emitted: [said({ ...evidence(), type: 'evidenceAccepted', validator: 'v1' } as unknown as ModelNote)],
  };
  const refused = (reason: 'unbonded' | 'tombstoned') => ({
    component: 'provider',
    event: punishment(),
    emitted: [said({ type: 'evidenceRefused', key: 'k1', reason })],
  });
  const blockWith = (...bonded: readonly string[]) => ({
    component: 'provider',
    event: { type: 'nextBlock', seconds: 1 },
    emitted: [
      said({
        type: 'providerBlockEnded',
        blocks: 1,
        epoch: true,
        bonded: bonded.map((name) => ({ validator: name, power: 1 })),
      }),
    ],
  });
  const tombstoned = {
    component: 'provider',
    event: punishment({ consumer: 'c2' }),
    emitted: [said({ type: 'tombstoned', validator: 'v1' })],
  };
  const last = (...deliveries: Parameters<typeof follow>[1]) =>
    follow<AcceptedEvidence>(observerOf(check), deliveries).at(-1);
  assertState(t, check, [last(accepted, executed(4))], { holds: true, witness: true });
  assertState(t, check, [last(accepted, blockWith('v2'), refused('unbonded'))], {
    holds: false,
    says: /v1 was bonded .* out of reach/,
  });
  for (const story of [
    [accepted, refused('tombstoned')],
    [accepted, tombstoned, blockWith('v2'), refused('unbonded')],
    [tombstoned, accepted, refused('unbonded')],
    [blockWith('v2'), accepted, refused('unbonded')],
  ])
    assertState(t, check, [last(...story)], { holds: true, witness: false });
});

test('double-sign-unthrottled', (t) => {
  const onProvider = checkOf('double-sign-unthrottled', 'provider');
  const before = providerState([validator('v1')]);
  assertStep(t, onProvider, step(before, punishment(), before, said(slashed(5))), {
    holds: true,
    witness: true,
  });
  assertStep(t, onProvider, step(before, punishment(), before, sent({ type: 'charge', power: 10 })), {
    holds: false,
    says: /charged/,
  });
  const inRecord = checkOf('double-sign-unthrottled', 'c1');
  const launched = recordState();
  assertStep(t, inRecord, step(launched, evidence(), launched, sent({ type: 'throttleReport' })), {
    holds: false,
    says: /waits/,
  });
});

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
const executed = (burnt: number, changes: object = {}) => ({
  component: 'provider',
  event: punishment(changes),
  emitted: [said(slashed(burnt))],
});

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

test('jail-term-never-shortened', (t) => {
  const check = checkOf('jail-term-never-shortened', '');
  const inJail = (jailedFor: number, tombstoned = false) =>
    providerState([validator('v1', { jailed: true, jailedFor, tombstoned })]);
  assertStep(t, check, step(inJail(2), punishment(), inJail(3)), { holds: true, witness: true });
  assertStep(t, check, step(inJail(2), punishment(), inJail(1)), { holds: false, says: /2 s .* 1 s/ });
  assertStep(t, check, step(inJail(2), punishment(), inJail(0, true)), { holds: true, witness: true });
});

test('infraction-params-delayed: when', (t) => {
  const check = checkOf('infraction-params-delayed', 'c2: changes');
  const ask = (choice: number) => ({
    component: 'penalties-c2',
    event: { type: 'updateInfractionParameters', choice },
  });
  const pass = (seconds: number, choice?: number) => ({
    component: 'penalties-c2',
    event: { type: 'penaltyChangesComeCloser', seconds },
    emitted: choice === undefined ? [] : [said({ type: 'penaltiesChanged', choice })],
  });
  const last = (...deliveries: Parameters<typeof follow>[1]) =>
    follow<PenaltyRequests>(observerOf(check), deliveries).at(-1);
  assertState(t, check, [last(ask(1), pass(3), pass(1, 1))], { holds: true, witness: true });
  assertState(t, check, [last(ask(1), pass(3, 1))], { holds: false, says: /3 s after/ });
  assertState(t, check, [last(ask(1), pass(4))], { holds: false, says: /due and not in force/ });
  assertState(t, check, [last(ask(1), pass(3), ask(1), pass(1, 1))], { holds: false });
  assertState(t, check, [last(ask(1), pass(3), ask(0), pass(1, 1))], { holds: false, says: /unasked/ });
});

test('infraction-params-delayed: by what', (t) => {
  const check = checkOf('infraction-params-delayed', 'c2: prices');
  const inForce = snapshot({ inForce: 1, queued: null }, 'pricing');
  const priced = (slashFraction: object, jailSeconds: number) =>
    sent(punishment({ slashFraction, jailSeconds, tombstone: false }));
  const event = punishment({ consumer: 'c2' });
  assertStep(t, check, step(inForce, event, inForce, priced({ numerator: 1, denominator: 1 }, 3)), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(inForce, event, inForce, priced(half, 1)), { holds: false, says: /no\. 1/ });
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

test('where a consumer is in the hands of attackers, promises that assume honest ones say nothing', (t) => {
  for (const id of ['not-slashed-twice', 'slash-exact-amount', 'one-outstanding-report-per-key']) {
    t.deepEqual(propertyById(id).checks(byzantine), []);
    t.is(propertyById(id).expected(byzantine), 'not-applicable');
    t.true(propertyById(id).checks(system).length > 0);
  }
});

test('consumer-slashing-warranty', (t) => {
  const check = checkOf('consumer-slashing-warranty', 'c1');
  const consumer = (slashRecord: object | null) =>
    snapshot({ slashRecord, queue: [{ key: 'k1', power: 8, vsc: 1 }] });
  const sending = sent({ type: 'sendSlash' });
  const block = { type: 'nextBlock', seconds: 1 };
  const waiting = consumer({ waiting: true, retryIn: 1 });
  assertStep(t, check, step(consumer(null), block, waiting, sending), { holds: true, witness: true });
  const bounced = consumer({ waiting: false, retryIn: -1 });
  assertStep(t, check, step(bounced, block, waiting, sending), {
    holds: false,
    says: /k1 for the second time/,
  });
  assertStep(t, check, step(bounced, block, bounced), { holds: true, witness: false });
});

test('provider-slashing-warranty', (t) => {
  const check = checkOf('provider-slashing-warranty', 'c1');
  const launched = recordState();
  const packet = (infraction?: string) => ({
    type: 'slashPacketReceived',
    key: 'k1',
    power: 8,
    vsc: 1,
    infraction,
  });
  assertStep(t, check, step(launched, packet('doubleSign'), launched), {
    holds: false,
    says: /no slash is asked for/,
  });
  assertStep(t, check, step(launched, packet('doubleSign'), launched, sent(punishment())), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(launched, packet(), launched), { holds: true, witness: false });
});
