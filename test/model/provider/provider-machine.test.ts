/** The provider's machine: what a block says and to whom, how reports are decided, quiet blocks, conservation of tokens. */
import fc from 'fast-check';
import test from 'ava';
import { createProviderMachine } from '../../../model/provider/provider-machine.ts';
import type {
  AcceptedReport,
  ProviderChoice,
  ProviderContext,
  ToProvider,
} from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { providerInstance } from './provider-instance.ts';

const machine = createProviderMachine(providerInstance());
const initial = start(machine);
const nextBlock = { type: 'nextBlock', seconds: 1 } as const;

const run = (...events: readonly (ProviderChoice | ToProvider)[]): Play =>
  play(
    machine,
    initial,
    events.map((event): MachineEvent => ({ ...event })),
  );
const contextOf = ({ snapshot }: Play): ProviderContext => snapshot.context as ProviderContext;
const validatorOf = (played: Play, id: string) =>
  contextOf(played).validators.find((found) => found.id === id);
const said = ({ sent }: Play): readonly string[] => sent.map(([to, message]) => `${to} ${message.type}`);

const report = (fields: Partial<AcceptedReport> = {}): ToProvider => ({
  type: 'handleDowntime',
  consumer: 'c1',
  key: 'k',
  validator: 'a',
  power: 3,
  vsc: 'genesis',
  slashFraction: { numerator: 1, denominator: 2 },
  jailSeconds: 2,
  ...fields,
});

test('a block within an epoch reaches the meter and the channels only', (t) => {
  const block = run(nextBlock);
  t.deepEqual(said(block), ['slash-meter blockBegan', 'channels providerTimePassed']);
  t.deepEqual(
    block.notes.map(({ type, epoch, blocks }) => [type, epoch, blocks]),
    [['providerBlockEnded', false, 1]],
  );
  t.is(contextOf(block).blockOfEpoch, 0);
});

test('the last block of an epoch: VSCs are queued under the old id, which then advances, and sent after that', (t) => {
  const blocks = run(nextBlock, nextBlock);
  t.deepEqual(said(blocks).slice(2), [
    'epoch-stages epochEnded',
    'records vscIdAdvanced',
    'channels vscIdAdvanced',
    'consumers vscIdAdvanced',
    'records sendPendingVscs',
    'slash-meter blockBegan',
    'channels providerTimePassed',
  ]);
  t.deepEqual(blocks.sent[2]?.[1]['bonded'], [
    { validator: 'a', power: 3, tokens: 3 },
    { validator: 'b', power: 2, tokens: 2 },
  ]);
  t.deepEqual(
    blocks.notes.map(({ epoch }) => epoch),
    [false, true],
  );
});

test('the meter hears the total power that the EndBlock left', (t) => {
  const block = run({ type: 'delegate', validator: 'b', tokens: 4 }, nextBlock);
  t.deepEqual(block.sent[0], ['slash-meter', { type: 'blockBegan', seconds: 1, totalPower: 9 }]);
});

test('entries grow older with the id, after the block in which they were made', (t) => {
  const undelegation = { type: 'undelegate', validator: 'a', tokens: 1 } as const;
  const ages = (...events: readonly ProviderChoice[]) =>
    contextOf(run(...events)).unbonding.map(({ createdAt }) => createdAt);
  t.deepEqual(ages(undelegation, nextBlock), [0]);
  t.deepEqual(ages(undelegation, nextBlock, nextBlock), [1]);
  t.deepEqual(ages(nextBlock, undelegation, nextBlock), [1]);
});

test('a report is executed: charged with the last power, slashed by the claimed one, jailed for its term', (t) => {
  const handled = run(report({ power: 2 }));
  t.deepEqual(handled.sent, [
    ['slash-meter', { type: 'charge', power: 3 }],
    ['record-c1', { type: 'reportHandled', key: 'k', validator: 'a', decision: 'executed' }],
  ]);
  t.deepEqual(handled.notes, [
    { type: 'slashed', validator: 'a', cause: 'c1', nominal: 1, burnt: 1 },
    { type: 'jailed', validator: 'a', cause: 'c1', seconds: 2, power: 3 },
  ]);
  t.like(validatorOf(handled, 'a'), {
    tokens: 2,
    jailed: true,
    jailedFor: 2,
    status: 'Bonded',
    lastPower: 3,
  });
});

test('the same outage reported twice is charged and punished once', (t) => {
  const handled = run(report(), report({ consumer: 'c2', key: 'a' }));
  t.deepEqual(handled.sent.slice(2), [
    ['slash-meter', { type: 'charge', power: 0 }],
    ['record-c2', { type: 'reportHandled', key: 'a', validator: 'a', decision: 'absorbedJailed' }],
  ]);
  t.is(handled.notes.length, 2);
});

const unbondB: readonly ProviderChoice[] = [
  { type: 'providerDowntime', validator: 'b' },
  ...Array.from({ length: 5 }, () => nextBlock),
];
for (const [situation, before, validator, decision, charged] of [
  ['an unknown validator', [], 'z', 'droppedUnknownValidator', 0],
  ['an Unbonded validator', unbondB, 'b', 'droppedUnbonded', 0],
  ['a tombstoned validator', [{ type: 'providerDoubleSign', validator: 'b' }], 'b', 'droppedTombstoned', 0],
  ['a jailed validator', [{ type: 'providerDowntime', validator: 'b' }], 'b', 'absorbedJailed', 0],
] as const) {
  test(`a report about ${situation} punishes nobody`, (t) => {
    const handled = run(...before, report({ validator }));
    t.deepEqual(handled.sent.slice(-2), [
      ['slash-meter', { type: 'charge', power: charged }],
      ['record-c1', { type: 'reportHandled', key: 'k', validator, decision }],
    ]);
    t.false(handled.notes.some(({ cause }) => cause === 'c1'));
    t.deepEqual(handled.refused, []);
  });
}

test('an undelegation in the block before the id maps to is safe, one in that block is slashed a block later', (t) => {
  // Id 1 is provided at the end of height 2, so it maps to height 3.
  const undelegation = { type: 'undelegate', validator: 'a', tokens: 1 } as const;
  const half = { validator: 'a', power: 4, vsc: 1 };
  const early = run(nextBlock, undelegation, nextBlock, nextBlock, report(half));
  t.deepEqual(
    contextOf(early).unbonding.map(({ balance }) => balance),
    [1],
  );
  const full = { ...half, slashFraction: { numerator: 1, denominator: 1 } };
  const late = run(nextBlock, nextBlock, undelegation, nextBlock, report(full));
  t.deepEqual(
    contextOf(late).unbonding.map(({ balance }) => balance),
    [0],
  );
  const current = run(nextBlock, nextBlock, undelegation, report(full));
  t.deepEqual(
    contextOf(current).unbonding.map(({ balance }) => balance),
    [1],
  );
});

test('downtime on the provider itself slashes and jails, past the meter and only once', (t) => {
  const down = run(
    { type: 'providerDowntime', validator: 'a' },
    { type: 'providerDowntime', validator: 'a' },
  );
  t.deepEqual(down.refused, ['providerDowntime']);
  t.deepEqual(down.sent, []);
  t.deepEqual(
    down.notes.map(({ type, cause, burnt, seconds }) => [type, cause, burnt ?? seconds]),
    [
      ['slashed', 'provider', 1],
      ['jailed', 'provider', 2],
    ],
  );
});

test('a double sign on the provider itself is punished once and for ever', (t) => {
  const sign = { type: 'providerDoubleSign', validator: 'a' } as const;
  const unjail = { type: 'unjail', validator: 'a' } as const;
  const signed = run(sign, nextBlock, nextBlock, nextBlock, unjail, sign);
  t.deepEqual(signed.refused, ['unjail', 'providerDoubleSign']);
  t.deepEqual(
    signed.notes.filter(({ type }) => type !== 'providerBlockEnded').map(({ type }) => type),
    ['slashed', 'jailed', 'tombstoned'],
  );
  t.like(validatorOf(signed, 'a'), { tokens: 2, tombstoned: true, jailedFor: 0 });
  const inJail = run({ type: 'providerDowntime', validator: 'a' }, nextBlock, sign);
  t.deepEqual(inJail.notes.map(({ type, burnt }) => [type, burnt]).slice(-2), [
    // It has no last power any more; half of what its two tokens are worth is burnt.
    ['slashed', 1],
    ['tombstoned', undefined],
  ]);
});

test('an aborted block stops the chain for good', (t) => {
  const halted = run({ type: 'blockAborted', reason: 'boom' }, report(), nextBlock, {
    type: 'blockAborted',
    reason: 'again',
  });
  t.is(halted.snapshot.value, 'halted');
  t.is(contextOf(halted).haltReason, 'boom');
  t.deepEqual(halted.refused, ['nextBlock']);
  t.deepEqual(halted.sent, []);
});

test('quiet blocks are refused where something is due', (t) => {
  const long = createProviderMachine(providerInstance({ provider: { blocksPerEpoch: 10 } }));
  const refuses = (blocks: number, ...before: readonly ProviderChoice[]): boolean => {
    const quiet = { type: 'quietBlocks', blocks, seconds: blocks };
    return play(long, start(long), [...before.map((event) => ({ ...event })), quiet]).refused.length > 0;
  };
  const undelegation = { type: 'undelegate', validator: 'a', tokens: 1 } as const;
  // Height 10 ends the epoch; it may become the current one, but not end. What is due in the last block may be.
  t.false(refuses(9));
  t.true(refuses(10));
  t.true(refuses(2, undelegation));
  t.true(refuses(4, nextBlock, undelegation, nextBlock));
  t.false(refuses(3, nextBlock, undelegation, nextBlock));
});

const validator = fc.constantFrom('a', 'b', 'c');
const tokens = fc.integer({ min: 1, max: 3 });
const choice: fc.Arbitrary<ProviderChoice> = fc.oneof(
  fc.record({ type: fc.constant('nextBlock' as const), seconds: fc.constantFrom(1, 3) }),
  fc.record({ type: fc.constant('delegate' as const), validator, tokens }),
  fc.record({ type: fc.constant('undelegate' as const), validator, tokens }),
  fc.record({ type: fc.constant('redelegate' as const), from: validator, to: validator, tokens }),
  fc.record({ type: fc.constant('createValidator' as const), validator, tokens }),
  fc.record({ type: fc.constant('unjail' as const), validator }),
  fc.record({ type: fc.constant('providerDowntime' as const), validator }),
  fc.record({ type: fc.constant('providerDoubleSign' as const), validator }),
);
const reportEvent = fc
  .record({
    validator,
    power: fc.integer({ min: 1, max: 9 }),
    vsc: fc.constantFrom(1, 2, 3, 'genesis' as const),
  })
  .map((fields) => report(fields));

test('whatever happens, tokens are somewhere or burnt, and the context stays in order', (t) => {
  const wealth = ({ liquidTokens, validators, unbonding }: ProviderContext): number =>
    liquidTokens +
    validators.reduce((sum, found) => sum + found.tokens, 0) +
    unbonding.reduce((sum, { kind, balance }) => sum + (kind === 'undelegation' ? balance : 0), 0);
  let burntAtAll = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(choice, reportEvent), { maxLength: 40 }), (events) => {
      const played = run(...events);
      const context = contextOf(played);
      const burnt = played.notes.reduce(
        (sum, { type, burnt: amount }) => sum + (type === 'slashed' ? Number(amount) : 0),
        0,
      );
      burntAtAll += burnt;
      t.is(wealth(context) + burnt, wealth(initial.context as ProviderContext));
      t.true(context.liquidTokens >= 0 && context.validators.every((found) => found.tokens >= 0));
      const ids = context.validators.map(({ id }) => id);
      t.deepEqual(ids, ids.toSorted());
      t.true(context.validators.every(({ tombstoned, jailed }) => jailed || !tombstoned));
      t.true(Object.isFrozen(context.validators) && context.validators.every(Object.isFrozen));
    }),
  );
  t.true(burntAtAll > 0);
});

test('quiet blocks that are allowed are the same as those blocks one by one', (t) => {
  const instance = providerInstance({
    provider: { blocksPerEpoch: 7, unbondingSeconds: 9, downtimeJailSeconds: 3 },
  });
  const long = createProviderMachine(instance);
  let compared = 0;
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 12 }), fc.integer({ min: 2, max: 6 }), (events, blocks) => {
      const before = play(
        long,
        start(long),
        events.map((event) => ({ ...event })),
      ).snapshot;
      const quiet = play(long, before, [{ type: 'quietBlocks', blocks, seconds: blocks }]);
      if (quiet.refused.length > 0) return;
      compared += 1;
      const single = play(
        long,
        before,
        Array.from({ length: blocks }, () => nextBlock),
      );
      t.deepEqual(quiet.snapshot.context, single.snapshot.context);
      t.deepEqual(
        quiet.notes.map(({ type, blocks: count }) => [type, count]),
        [['providerBlockEnded', blocks]],
      );
      t.true(single.notes.every(({ type, epoch }) => type === 'providerBlockEnded' && epoch === false));
    }),
    { numRuns: 400 },
  );
  t.true(compared > 20);
});
