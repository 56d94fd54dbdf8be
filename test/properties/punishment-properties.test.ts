import test from 'ava';
import type { ModelNote, ProviderValidator, UnbondingEntry } from '../../model/vocabulary.ts';
import type { InfractionIds } from '../../properties/observers/infraction-ids.ts';
import {
  assertState,
  assertStep,
  checkOf,
  entry,
  handleDowntime,
  providerState,
  recordState,
  said,
  sent,
  step,
  validator,
} from './slashing-situations.ts';

const slashed = (burnt: number, nominal = 5): ModelNote => ({
  type: 'slashed',
  validator: 'v1',
  cause: 'c1',
  nominal,
  burnt,
});
const jailing = (id: string): ModelNote => ({
  type: 'jailed',
  validator: id,
  cause: 'c1',
  seconds: 1,
  power: 10,
});
const executed = sent({ type: 'reportHandled', key: 'k1', decision: 'executed' });

test('not-slashed-while-jailed', (t) => {
  const check = checkOf('not-slashed-while-jailed', 'c1');
  const before = providerState([validator('v1', { jailed: true, jailedFor: 1 })]);
  const refreshed = providerState([validator('v1', { jailed: true, jailedFor: 5 })]);
  assertStep(t, check, step(before, handleDowntime(), before), { holds: true, witness: true });
  assertStep(t, check, step(before, handleDowntime(), refreshed), { holds: false, says: /in jail for 5 s/ });
  assertStep(t, check, step(before, handleDowntime(), before, said(slashed(0))), { holds: false });
  const free = providerState([validator('v1')]);
  assertStep(t, check, step(free, handleDowntime(), refreshed), { holds: true, witness: false });
  const other = handleDowntime({ consumer: 'c2' });
  assertStep(t, check, step(before, other, refreshed), { holds: true, witness: false });
});

test('only-guilty-slashed', (t) => {
  const check = checkOf('only-guilty-slashed', 'c1');
  const before = providerState([validator('v1'), validator('v2')]);
  const after = (id: string) =>
    providerState([
      validator('v1', id === 'v1' ? { jailed: true } : {}),
      validator('v2', id === 'v2' ? { jailed: true } : {}),
    ]);
  assertStep(t, check, step(before, handleDowntime(), after('v1'), said(jailing('v1'))), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(before, handleDowntime(), after('v2')), {
    holds: false,
    says: /belongs to v1, punishes v2/,
  });
  assertStep(t, check, step(before, handleDowntime(), before, said(jailing('v2'))), { holds: false });
  assertStep(t, check, step(before, handleDowntime({ key: 'v2', validator: 'v2' }), after('v2')), {
    holds: true,
  });
});

test('slash-only-consumer-members', (t) => {
  const check = checkOf('slash-only-consumer-members', 'c1');
  const decided = said({
    type: 'reportDecided',
    key: 'k1',
    validator: 'v1',
    decision: 'executed',
    acked: true,
  });
  const event = { type: 'reportHandled', key: 'k1', decision: 'executed' };
  const launched = recordState();
  assertStep(t, check, step(launched, event, launched, decided), { holds: true, witness: true });
  const without = recordState({ stored: [{ validator: 'v2', key: 'v2', power: 2 }] });
  assertStep(t, check, step(without, event, without, decided), {
    holds: false,
    says: /v1 is punished.*\{v2\}/,
  });
  const stopped = recordState({}, 'stopped');
  assertStep(t, check, step(stopped, event, stopped, decided), { holds: false, says: /stopped/ });
});

interface AmountCase {
  readonly title: string;
  readonly report?: Parameters<typeof handleDowntime>[0];
  readonly blockOfEpoch?: number;
  readonly validators?: readonly ProviderValidator[];
  readonly unbonding?: readonly UnbondingEntry[];
  /** Tokens left of each validator, balances left of each entry. */
  readonly tokens: Readonly<Record<string, number>>;
  readonly balances?: readonly number[];
  readonly note: ModelNote;
}

// The report is about power 10 under the VSC of age 2, in the last block of an epoch; c1 slashes half.
const rightAmounts: readonly AmountCase[] = [
  { title: 'all from its own tokens', tokens: { v1: 5 }, note: slashed(5) },
  {
    title: 'of the reported power, not of the stake',
    report: { power: 4 },
    tokens: { v1: 8 },
    note: slashed(2, 2),
  },
  { title: 'truncated', report: { power: 3 }, tokens: { v1: 9 }, note: slashed(1, 1) },
  {
    title: 'no more than there is',
    validators: [validator('v1', { tokens: 3 })],
    tokens: { v1: 0 },
    note: slashed(3),
  },
  {
    title: 'first from what began to unbond after the infraction',
    unbonding: [entry({ createdAt: 1 })],
    tokens: { v1: 7 },
    balances: [2],
    note: slashed(5),
  },
  {
    title: 'nothing from what had begun before',
    unbonding: [entry({ createdAt: 2 }), entry({ createdAt: 'before-channels' })],
    tokens: { v1: 5 },
    balances: [4, 4],
    note: slashed(5),
  },
  {
    title: 'what an entry owes comes off even if it has less',
    unbonding: [entry({ createdAt: 1, balance: 1 })],
    tokens: { v1: 7 },
    balances: [0],
    note: slashed(4),
  },
  {
    title: 'nothing from entries of others or that are due',
    unbonding: [entry({ validator: 'v2' }), entry({ completesIn: 0 })],
    tokens: { v1: 5 },
    balances: [4, 4],
    note: slashed(5),
  },
  {
    title: 'under the genesis id, from all that began since the channel opened',
    report: { vsc: 'genesis' },
    unbonding: [entry({ createdAt: 9 }), entry({ createdAt: 'before-channels' })],
    tokens: { v1: 7 },
    balances: [2, 4],
    note: slashed(5),
  },
  {
    title: 'in the block that the id is mapped to, from no entry',
    report: { vsc: 1 },
    blockOfEpoch: 1,
    unbonding: [entry({ createdAt: 0 })],
    tokens: { v1: 5 },
    balances: [4],
    note: slashed(5),
  },
  {
    title: 'redelegated stake at its destination',
    unbonding: [entry({ kind: 'redelegation', destination: 'v2', createdAt: 1 })],
    tokens: { v1: 7, v2: 8 },
    balances: [4],
    note: slashed(5),
  },
  {
    title: 'redelegated stake that left the destination again',
    unbonding: [
      entry({ kind: 'redelegation', destination: 'v2', createdAt: 1 }),
      entry({ validator: 'v2', createdAt: 0 }),
    ],
    tokens: { v1: 7, v2: 10 },
    balances: [4, 2],
    note: slashed(5),
  },
];

function execution({
  report,
  blockOfEpoch,
  validators,
  unbonding = [],
  tokens,
  balances = [],
  note,
}: AmountCase) {
  const had = validators ?? [validator('v1'), validator('v2')];
  const left = had.map((each) => ({ ...each, tokens: tokens[each.id] ?? each.tokens }));
  const entries = unbonding.map((each, index) => ({ ...each, balance: balances[index] ?? each.balance }));
  return step(
    providerState(had, unbonding, blockOfEpoch),
    handleDowntime(report),
    providerState(left, entries, blockOfEpoch),
    said(note),
    executed,
  );
}

for (const right of rightAmounts) {
  test(`slash-exact-amount: ${right.title}`, (t) => {
    const check = checkOf('slash-exact-amount', 'c1: stake');
    assertStep(t, check, execution(right), { holds: true, witness: true });
    const v1 = right.tokens['v1'] ?? 0;
    const more = { ...right, tokens: { ...right.tokens, v1: v1 + 1 } };
    assertStep(t, check, execution(more), { holds: false, says: /v1 loses/ });
    if (right.balances !== undefined) {
      const spared = { ...right, balances: right.balances.map((balance) => (balance === 4 ? 3 : 4)) };
      assertStep(t, check, execution(spared), { holds: false, says: /the (undelegation|redelegation) of/ });
    }
    const misstated = { ...right, note: slashed(99, 99) };
    assertStep(t, check, execution(misstated), { holds: false, says: /said to be 99 tokens/ });
  });
}

test('slash-exact-amount: a consumer that only jails burns nothing', (t) => {
  const check = checkOf('slash-exact-amount', 'c2: stake');
  const report = { consumer: 'c2', key: 'v1' };
  const entries = [entry({ kind: 'redelegation', destination: 'v2', createdAt: 1 })];
  const nothing: AmountCase = { title: '', report, unbonding: entries, tokens: {}, note: slashed(0, 0) };
  assertStep(t, check, execution(nothing), { holds: true, witness: true });
  assertStep(t, check, execution({ ...nothing, tokens: { v2: 9 } }), { holds: false, says: /v2 loses 1/ });
});

test('slash-exact-amount: the record passes the report on as it came', (t) => {
  const check = checkOf('slash-exact-amount', 'c1: report');
  const record = recordState();
  const received = { type: 'slashPacketReceived', key: 'k1', power: 3, vsc: 2 };
  const passed = (changes: Parameters<typeof handleDowntime>[0]) =>
    sent({ ...handleDowntime({ power: 3, ...changes }), type: 'throttleReport' });
  assertStep(t, check, step(record, received, record, passed({})), { holds: true, witness: true });
  assertStep(t, check, step(record, received, record, passed({ vsc: 3 })), {
    holds: false,
    says: /age 2.*, 3$/,
  });
  assertStep(t, check, step(record, received, record, passed({ power: 9 })), { holds: false });
  assertStep(t, check, step(record, received, record), { holds: true, witness: false });
});

test('slash-exact-amount: the report names the id in force at the infraction', (t) => {
  const check = checkOf('slash-exact-amount', 'c1: infraction');
  const ids: InfractionIds = {
    previous: 'genesis',
    current: 1,
    next: 1,
    reported: true,
    defect: '',
  };
  assertState(t, check, [ids], { holds: true, witness: true });
  assertState(t, check, [{ ...ids, defect: 'names another' }], { holds: false, says: /names another/ });
});
