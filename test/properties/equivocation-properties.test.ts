import test from 'ava';
import type { ModelNote } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import type { AcceptedEvidence } from '../../properties/observers/accepted-evidence.ts';
import type { Obligations } from '../../properties/observers/oldest-first.ts';
import type { PenaltyRequests } from '../../properties/observers/penalty-requests.ts';
import {
  byzantine,
  checkOf,
  evidence,
  half,
  observerOf,
  punishment,
  slashed,
  system,
  executed,
} from './equivocation-situations.ts';
import {
  assertLeadsTo,
  assertState,
  assertStep,
  follow,
  providerState,
  recordState,
  said,
  sent,
  snapshot,
  step,
  validator,
} from './slashing-situations.ts';

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
