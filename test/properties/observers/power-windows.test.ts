import test from 'ava';
import type { UnbondingEntry } from '../../../model/vocabulary.ts';
import { createPowerWindows, type PowerWindows } from '../../../properties/observers/power-windows.ts';
import { note } from '../../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../../src/system/vocabulary.ts';
import { ics, observed, powers, undelegation, vsc } from '../situations.ts';

const [c1] = ics.instance.consumers;
if (c1 === undefined) throw new Error('expected a consumer');
const windows = createPowerWindows(ics.instance, c1);

type Scripted = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
/** The provider's block, of a second; `epoch` when it ends one. */
const providerBlock = (epoch = false, ...more: readonly Emitted[]): Scripted => [
  'provider',
  { type: 'nextBlock', seconds: 1 },
  note('providerBlockEnded', { blocks: 1, epoch, bonded: [] }),
  ...more,
];
const consumerBlock: Scripted = ['consumer-c1', { type: 'nextBlock', seconds: 1 }];
const provide = (set: Readonly<Record<string, number>>): Scripted => [
  'record-c1',
  { type: 'epochEnded' },
  note('vscProvided', { change: vsc(0, {}), set: powers(set) }),
];
const advance: Scripted = ['record-c1', { type: 'vscIdAdvanced' }];
const receive = (age: number): Scripted => ['consumer-c1', { type: 'vscReceived', ...vsc(age, {}) }];
/** An epoch of two blocks, at whose end c1 is given b:5. */
const epochWithVsc = [providerBlock(), providerBlock(true), provide({ b: 5 }), advance] as const;
const completed = (entry: UnbondingEntry) => note('unbondingCompleted', { entry });
const shape = ({ windows: all }: PowerWindows) =>
  all.map(({ vsc: age, closesIn, late }) => [age, closesIn, late] as const);

test('the launch set is in use from the start', (t) => {
  t.deepEqual(shape(windows.initial), [['genesis', 4, false]]);
});

test('a set stays punishable for the consumer’s unbonding period after its last block, on the provider’s clock', (t) => {
  const idle = observed(windows, [providerBlock(), providerBlock()]);
  t.deepEqual(shape(idle), [['genesis', 2, false]]);
  t.is(idle.drift, -2);
  // The block begins at consumer time 1, when the provider's clock reads 2: open until 1 + 4 there.
  const used = observed(windows, [consumerBlock], idle);
  t.is(used.drift, -1);
  t.deepEqual(shape(used), [['genesis', 3, false]]);
});

test('a set comes into use two blocks after its VSC, and the old one closes', (t) => {
  const provided = observed(windows, epochWithVsc);
  t.deepEqual(
    provided.windows.map(({ supersededBy }) => supersededBy),
    [1, null],
  );
  t.is(provided.windows[1]?.lag, 2, 'since the boundary before, which is the start of the run');
  const received = observed(windows, [receive(1), consumerBlock], provided);
  t.like(received, { signing: 0, applied: 1, received: 1 });
  const signing = observed(windows, [consumerBlock], received);
  t.is(signing.signing, 1);
  t.is(signing.windows[1]?.closesIn, 4);
  t.is(signing.windows[1]?.lag, 0);
  const closed = observed(windows, [providerBlock(), providerBlock(), providerBlock()], signing);
  t.deepEqual(
    closed.windows.map(({ vsc: age }) => age),
    [1],
  );
  t.is(closed.signing, 0);
});

test('a set that never signs opens no window', (t) => {
  const two = observed(windows, [
    ...epochWithVsc,
    ...epochWithVsc,
    receive(2),
    receive(1),
    consumerBlock,
    consumerBlock,
  ]);
  t.deepEqual(
    two.windows.map(({ vsc: age }) => age),
    ['genesis', 1],
  );
  t.like(two, { signing: 1, applied: 1, received: 1 });
});

test('blocks that pass at once use a set as single ones do', (t) => {
  const received = observed(windows, [...epochWithVsc, receive(1)]);
  const jump: Scripted = ['consumer-c1', { type: 'quietBlocks', blocks: 4, seconds: 4 }];
  t.deepEqual(
    observed(windows, [jump], received),
    observed(windows, [consumerBlock, consumerBlock, consumerBlock, consumerBlock], received),
  );
});

test('a set is late when lag, drift and unbonding period exceed that of the provider', (t) => {
  // A change of the epoch may be as old as the epoch: 2 s when the VSC is provided, one more with every block.
  const lagging = observed(windows, [
    ...epochWithVsc,
    consumerBlock,
    consumerBlock,
    providerBlock(),
    consumerBlock,
  ]);
  // lag 3, drift 0, unbonding 4: 7 of 8.
  t.is(lagging.windows[0]?.late, false);
  const onTheEdge = observed(windows, [providerBlock(), consumerBlock], lagging);
  t.is(onTheEdge.windows[0]?.late, false, 'lag 4 + 4 of 8');
  t.is(observed(windows, [consumerBlock], onTheEdge).windows[0]?.late, true, 'drift 1');
  t.is(observed(windows, [providerBlock(), consumerBlock], onTheEdge).windows[0]?.late, true, 'lag 5');
});

test('even without a VSC a set is late when the epoch takes too long', (t) => {
  const blocks = Array.from({ length: 5 }, () => [providerBlock(), consumerBlock]).flat();
  t.is(observed(windows, blocks.slice(0, 8)).windows[0]?.late, false);
  t.is(observed(windows, blocks).windows[0]?.late, true);
});

test('stake that began to leave under the set and has left is remembered', (t) => {
  const provided = observed(windows, epochWithVsc);
  const early = completed(undelegation('b', 1, { createdAt: 1 }));
  const marked = observed(windows, [providerBlock(false, early)], provided);
  // It began under the genesis set; the VSC of age 1 had taken it into account.
  t.deepEqual(
    marked.windows.map(({ left }) => left),
    [['b'], []],
  );
  const before = completed(undelegation('b', 1, { createdAt: 'before-channels' }));
  t.deepEqual(
    observed(windows, [providerBlock(false, before)], provided).windows.map(({ left }) => left),
    [[], []],
  );
  const stranger = completed(undelegation('x', 1));
  t.deepEqual(
    observed(windows, [providerBlock(false, stranger)], provided).windows.map(({ left }) => left),
    [[], []],
  );
});

test('stake that leaves an Unbonded validator leaves at once', (t) => {
  const moved: Scripted = ['provider', { type: 'redelegate', from: 'a', to: 'b', tokens: 1 }];
  t.deepEqual(observed(windows, [moved]).windows[0]?.left, ['a']);
});

test('what is burnt counts for the validator and for those that its stake moved to', (t) => {
  const entry = undelegation('a', 1, { kind: 'redelegation', destination: 'b' });
  const redelegate: Scripted = [
    'provider',
    { type: 'redelegate', from: 'a' },
    note('unbondingStarted', { entry }),
  ];
  const slashed: Scripted = [
    'provider',
    { type: 'providerDowntime' },
    note('slashed', { validator: 'a', burnt: 2 }),
  ];
  const state = observed(windows, [redelegate, slashed, slashed]);
  t.deepEqual(state.windows[0]?.burnt, [
    { validator: 'a', tokens: 4 },
    { validator: 'b', tokens: 4 },
  ]);
  const over = observed(windows, [providerBlock(false, completed(entry)), slashed], state);
  t.deepEqual(over.redelegations, []);
  t.is(over.windows[0]?.burnt[1]?.tokens, 4, 'the redelegation is over');
});

test('nothing is kept once the relation has ended', (t) => {
  const ended = observed(windows, [...epochWithVsc, ['record-c1', { type: 'vscTimedOut' }]]);
  t.like(ended, { over: true, windows: [], drift: 0 });
  t.is(observed(windows, [providerBlock(), consumerBlock], ended), ended);
});
