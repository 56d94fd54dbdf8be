/** A consumer with power shaping that starts initialized: who volunteers before the launch, and what the launch makes of it. */
import test from 'ava';
import { channelOf, consumerOf, provider, recordOf, shapingOf } from '../../../model/component-ids.ts';
import { createIcsSystem } from '../../../model/ics-system.ts';
import type { ConsumerInstance } from '../../../model/instance.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { parseInstance } from '../../../model/parse-instance.ts';
import type { ConsumerRecordContext, ShapingContext } from '../../../model/vocabulary.ts';
import { SystemWalker } from '../system-walker.ts';

function walker(shaping: object, optedIn: readonly string[]): SystemWalker {
  const pair = loadInstance('pair');
  const [first] = pair.consumers as readonly [ConsumerInstance];
  const consumer = {
    ...first,
    shaping,
    optedIn,
    lifecycle: { start: 'initialized', spawnSeconds: [1] },
    channelOpen: false,
    channelEstablished: false,
  };
  const budgets = { ...pair.budgets, optIns: 3, optOuts: 3, lifecycleActions: 3 };
  return new SystemWalker(
    createIcsSystem(parseInstance({ ...pair, consumers: [consumer], budgets, scopes: [] }, 'test')),
  );
}

const block = (walk: SystemWalker): unknown => walk.must(provider, { type: 'nextBlock', seconds: 1 });
const phase = (walk: SystemWalker): unknown => walk.read(recordOf('c1')).value;
const storedIn = (walk: SystemWalker): readonly string[] =>
  walk.context<ConsumerRecordContext>(recordOf('c1')).stored.map(({ validator }) => validator);
const shapingIn = (walk: SystemWalker): ShapingContext => walk.context<ShapingContext>(shapingOf('c1'));

test('nobody volunteers: the launch fails; with a volunteer and a new spawn time it succeeds', (t) => {
  const walk = walker({}, []);
  block(walk);
  t.is(phase(walk), 'registered');
  t.is(walk.read(shapingOf('c1')).value, 'notLaunched');
  walk.must(provider, { type: 'optIn', consumer: 'c1', validator: 'v2', signer: 'operator' });
  walk.must(provider, { type: 'optOut', consumer: 'c1', validator: 'v2', signer: 'operator' });
  t.deepEqual(shapingIn(walk).optedIn, ['v2'], 'before the launch nobody can take it back');
  walk.must(recordOf('c1'), { type: 'scheduleLaunch', seconds: 1 });
  block(walk);
  t.is(phase(walk), 'launched');
  t.is(walk.read(shapingOf('c1')).value, 'launched');
  t.deepEqual(storedIn(walk), ['v2']);
  t.deepEqual(
    walk.context<{ set: readonly { key: string }[] }>(consumerOf('c1')).set.map(({ key }) => key),
    ['v2'],
  );
  t.truthy(walk.read(channelOf('c1')));
});

test('a Top-N chain launches with those who must validate, opted in for good', (t) => {
  const walk = walker({ topN: 50 }, []);
  t.deepEqual(shapingIn(walk).optedIn, []);
  block(walk);
  t.is(phase(walk), 'launched');
  t.deepEqual(shapingIn(walk).optedIn, ['v1']);
  t.is(shapingIn(walk).minPowerInTopN, 3);
  t.is(shapingIn(walk).beforeLaunch, null);
  t.deepEqual(storedIn(walk), ['v1']);
});

test('a Top-N chain whose obliged validators are all denied does not launch, and nobody is opted in by it', (t) => {
  const walk = walker({ topN: 50, deny: ['v1'] }, []);
  block(walk);
  t.is(phase(walk), 'registered');
  t.deepEqual(shapingIn(walk), { ...shapingIn(walk), optedIn: [], minPowerInTopN: null, beforeLaunch: null });
});
