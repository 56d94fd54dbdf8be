import test from 'ava';
import { alternatingBit, anotherRound, type InitialValues, sentLeadsToReceived } from './alternating-bit.ts';
import { checkModel } from './check-model.ts';
import { naiveCounts } from './naive-search.ts';

const initials: readonly InitialValues[] = ([0, 1] as const).flatMap((bit) =>
  (['d1', 'd2'] as const).flatMap((sent) =>
    (['d1', 'd2'] as const).map((received) => ({ bit, sent, received })),
  ),
);
const [usual] = initials as [InitialValues];

// Counted by TLC over all initial states, two values and queues of at most two messages: tlaplus/Examples,
// specifications/SpecifyingSystems/manifest.json, model MCAlternatingBit.cfg. (TLC's 1,392 generated states include those
// that its constraint on queues throws away again; here nothing is sent to a full channel.)
test('state counts over all initial states are those of the TLA+ specification', async (t) => {
  const levels = new Map<string, number>();
  for (const initial of initials) {
    const { search } = await checkModel(alternatingBit(initial));
    const { stepper, store } = search;
    const vector = new Int32Array(store.width);
    for (let state = 0; state < store.size; state++) {
      store.load(state, vector);
      const key = JSON.stringify(
        stepper.system.components.map(({ index }) => stepper.snapshotAt(vector, index).context),
      );
      const level = search.pathTo(state).length + 1;
      levels.set(key, Math.min(level, levels.get(key) ?? level));
    }
  }
  t.is(levels.size, 240);
  t.is(Math.max(...levels.values()), 10);
});

test('state counts from one initial state are those of a naive search', async (t) => {
  const { counts, search } = await checkModel(alternatingBit(usual));
  t.deepEqual(counts, naiveCounts(alternatingBit(usual)));
  t.is(search.deadlock, -1);
});

const properties = [sentLeadsToReceived('d1'), sentLeadsToReceived('d2'), anotherRound];

test('what is sent is received and acknowledged, if delivery is strongly fair', async (t) => {
  const { liveness } = await checkModel(alternatingBit(usual), properties, 'strong');
  t.deepEqual(
    [...liveness].map(([id, { verdict }]) => [id, verdict]),
    [
      ['sent-d1', 'holds'],
      ['sent-d2', 'holds'],
      ['another-round', 'holds'],
    ],
  );
});

test('weakly fair delivery is not enough: every message may be lost', async (t) => {
  const { liveness } = await checkModel(alternatingBit(usual), properties, 'weak');
  const lost = liveness.get('sent-d2');
  t.is(lost?.verdict, 'violated');
  const types = lost?.lasso?.loop.map(({ to, event }) => `${to} ${event.type}`) ?? [];
  t.true(types.includes('messages lose') && types.includes('sender resend'), types.join());
  t.false(types.includes('messages deliver'));
  t.is(liveness.get('another-round')?.verdict, 'violated');
});
