/** Goal: the verdicts that other checkers have got wrong, each on the smallest system that shows it. */
import test from 'ava';
import type { Check } from '../../../src/property/definition.ts';
import type { LocalSnapshot, SystemDefinition } from '../../../src/system/vocabulary.ts';
import {
  drawnEventually,
  drawnLeadsTo,
  drawnMachine,
  drawnSystem,
  eventsOf,
  fair,
  isIn,
  judged,
  typesOf,
} from './small-systems.ts';

test('stuttering: without fairness nothing need ever happen', async (t) => {
  const { verdict, lasso } = await judged(drawnSystem({ a: { go: 'b' }, b: {} }), drawnEventually('b'));
  t.is(verdict, 'violated');
  t.deepEqual(lasso?.stem, []);
  t.deepEqual(lasso?.loop, []);
});

test('stuttering: a weakly fair step that stays enabled is taken', async (t) => {
  const { verdict } = await judged(
    drawnSystem({ a: { go: 'b' }, b: {} }, [fair('weak', 'go')]),
    drawnEventually('b'),
  );
  t.is(verdict, 'holds');
});

test('stuttering: a step that changes nothing is no excuse for neglecting another', async (t) => {
  const drawing = { a: { wait: 'a', go: 'b' }, b: {} };
  t.is((await judged(drawnSystem(drawing, [fair('weak', 'go')]), drawnEventually('b'))).verdict, 'holds');
  // But where it is what fairness asks for, it is a loop.
  const { lasso } = await judged(drawnSystem(drawing, [fair('weak', 'wait')]), drawnEventually('b'));
  t.deepEqual(typesOf(lasso?.loop), ['wait']);
  t.deepEqual(lasso?.certificate, [
    { name: 'wait', strength: 'weak', component: 'it', reason: 'taken', event: 0 },
  ]);
});

test('stuttering: a state in which nothing is possible is stayed in for ever, fairly', async (t) => {
  const { verdict, lasso } = await judged(
    drawnSystem({ a: { go: 'b', fall: 'pit' }, b: {}, pit: {} }, [
      fair('weak', 'go'),
      fair('strong', 'fall'),
    ]),
    drawnEventually('b'),
  );
  t.is(verdict, 'violated');
  t.deepEqual(typesOf(lasso?.stem), ['fall']);
  t.deepEqual(lasso?.loop, []);
  t.deepEqual(
    lasso?.certificate.map(({ reason }) => reason),
    ['disabled', 'never-enabled'],
  );
});

test('a fair loop that is only part of a component', async (t) => {
  // Strong fairness of `leave` rules out every loop through c, but not the one that keeps away from it.
  const fairness = [fair('weak', 'move', ['left', 'right', 'down', 'up']), fair('strong', 'leave')];
  const whole = {
    a: { right: 'b', down: 'c' },
    b: { left: 'a' },
    c: { up: 'a', leave: 'goal' },
    goal: {},
  };
  const { verdict, lasso } = await judged(drawnSystem(whole, fairness), drawnEventually('goal'));
  t.is(verdict, 'violated');
  t.deepEqual(lasso?.stem, []);
  t.deepEqual(typesOf(lasso?.loop), ['right', 'left']);
  const { a, c, goal } = whole;
  t.is(
    (await judged(drawnSystem({ a: { down: a.down }, c, goal }, fairness), drawnEventually('goal'))).verdict,
    'holds',
  );
});

test('a part of a component that strong fairness leaves over may fail weak fairness', async (t) => {
  // Away from c, where `leave` is enabled, `idle` is the only thing left to do, and `push` is enabled all the time.
  const { verdict } = await judged(
    drawnSystem(
      { a: { idle: 'b', push: 'c' }, b: { idle: 'a', push: 'c' }, c: { back: 'a', leave: 'goal' }, goal: {} },
      [fair('weak', 'push'), fair('strong', 'leave')],
    ),
    drawnEventually('goal'),
  );
  t.is(verdict, 'holds');
});

test('a loop that is not a path: it passes a state twice', async (t) => {
  const { verdict, lasso } = await judged(
    drawnSystem({ a: { x: 'b', y: 'c', leave: 'goal' }, b: { back: 'a' }, c: { back: 'a' }, goal: {} }, [
      fair('strong', 'x'),
      fair('strong', 'y'),
    ]),
    { kind: 'eventually', scope: '', reads: ['it'], goal: isIn('goal') },
  );
  t.is(verdict, 'violated');
  t.deepEqual(typesOf(lasso?.loop), ['x', 'back', 'y', 'back']);
  t.true(lasso?.shortest.loop);
});

test('a property that is trivially true is told from one that holds', async (t) => {
  const system = drawnSystem({ a: { go: 'b' }, b: { go: 'a' }, c: {} }, [fair('weak', 'go')]);
  const never = await judged(system, drawnLeadsTo(['c'], ['a']));
  t.is(never.verdict, 'vacuous');
  t.deepEqual(never.reasons, ['its premise never occurs']);
  const atOnce = await judged(system, drawnLeadsTo(['a'], ['a', 'b']));
  t.is(atOnce.verdict, 'holds');
  t.regex(atOnce.reasons.join(), /trivially true/);
  t.regex((await judged(system, drawnEventually('a'))).reasons.join(), /trivially true/);
  t.deepEqual((await judged(system, drawnLeadsTo(['a'], ['b']))).reasons, []);
});

/** Three pushes open the door; each costs one of the budget. */
function pushing(pushes: number | 'unlimited'): SystemDefinition {
  const drawing = { shut: { push: 'ajar' }, ajar: { push: 'half' }, half: { push: 'open' }, open: {} };
  return drawnSystem(drawing, [fair('weak', 'push')], {
    choices: { it: [{ event: { type: 'push' }, cost: { pushes: 1 } }] },
    budgets: { pushes },
  });
}

test('a bound that makes fairness vacuous is named', async (t) => {
  const short = await judged(pushing(2), drawnEventually('open'));
  t.is(short.verdict, 'violated');
  t.deepEqual(typesOf(short.lasso?.stem), ['push', 'push']);
  t.regex(
    short.reasons.join(),
    /a bound makes fairness vacuous: in the loop, "push".*budget "pushes" is spent/,
  );
  const none = await judged(pushing(0), drawnEventually('open'));
  t.regex(none.reasons.join(), /"push" is never enabled while the obligation is open.*"pushes"/);
  for (const enough of [3, 'unlimited'] as const) {
    const { verdict, reasons } = await judged(pushing(enough), drawnEventually('open'));
    t.is(verdict, 'holds');
    t.deepEqual(reasons, []);
  }
});

test('a bound is not blamed where the class would be disabled anyway', async (t) => {
  const drawing = { shut: { push: 'stuck' }, stuck: {}, open: {} };
  const { verdict, reasons } = await judged(
    drawnSystem(drawing, [fair('weak', 'push')], {
      choices: { it: [{ event: { type: 'push' }, cost: { pushes: 1 } }] },
      budgets: { pushes: 1 },
    }),
    drawnEventually('open'),
  );
  t.is(verdict, 'violated');
  t.deepEqual(reasons, []);
});

test('a loop cannot spend a bounded budget again and again', async (t) => {
  const drawing = { a: { round: 'b', go: 'goal' }, b: { back: 'a' }, goal: {} };
  const system = (rounds: number | 'unlimited') =>
    drawnSystem(drawing, [fair('weak', 'go'), fair('weak', 'back')], {
      choices: {
        it: [
          { event: { type: 'round' }, cost: { rounds: 1 } },
          { event: { type: 'back' } },
          { event: { type: 'go' } },
        ],
      },
      budgets: { rounds },
    });
  t.is((await judged(system(5), drawnEventually('goal'))).verdict, 'holds');
  t.is((await judged(system('unlimited'), drawnEventually('goal'))).verdict, 'violated');
});

const joins = {
  start: { owe: 'owing', pass: 'free' },
  free: { go: 'joined' },
  owing: { pay: 'paid', skip: 'skipped' },
  paid: { go: 'joined' },
  skipped: { detour: 'longer' },
  longer: { go: 'joined' },
  joined: { round: 'joined' },
};
const moves = [fair('weak', 'move', ['owe', 'pass', 'pay', 'skip', 'go', 'detour']), fair('weak', 'round')];

test('a join of two paths, of which one has discharged the obligation: the other one counts', async (t) => {
  const { verdict, lasso } = await judged(drawnSystem(joins, moves), drawnLeadsTo(['owing'], ['paid']));
  t.is(verdict, 'violated');
  // A shorter way leads to the same loop, but on it the obligation is met.
  t.deepEqual(typesOf(lasso?.stem), ['owe', 'skip', 'detour', 'go']);
  t.is(lasso?.opensAt, 1);
  t.deepEqual(typesOf(lasso?.loop), ['round']);
});

test('a join of two paths: a loop that only discharged and free paths reach violates nothing', async (t) => {
  const { start, free, owing, paid, joined } = joins;
  const { verdict } = await judged(
    drawnSystem({ start, free, owing: { pay: owing.pay }, paid, joined }, moves),
    drawnLeadsTo(['owing'], ['paid']),
  );
  t.is(verdict, 'holds');
});

const toggling = {
  off: { toggle: 'on' },
  on: { toggle: 'off', serve: 'served' },
  served: {},
};

test('strong versus weak fairness: what is enabled again and again, but not all the time', async (t) => {
  const weak = await judged(
    drawnSystem(toggling, [fair('weak', 'toggle'), fair('weak', 'serve')]),
    drawnEventually('served'),
  );
  t.is(weak.verdict, 'violated');
  t.deepEqual(typesOf(weak.lasso?.loop), ['toggle', 'toggle']);
  t.deepEqual(
    weak.lasso?.certificate.map(({ reason }) => reason),
    ['taken', 'disabled'],
  );
  const strong = await judged(
    drawnSystem(toggling, [fair('weak', 'toggle'), fair('strong', 'serve')]),
    drawnEventually('served'),
  );
  t.is(strong.verdict, 'holds');
});

test('a fairness class with a condition on another component', async (t) => {
  // The customer could be lucky at any time, but fairness promises it only while the shop is open, which it is now and then.
  const shop = drawnMachine({ shut: { turn: 'open' }, open: { turn: 'shut' } });
  const customer = drawnMachine({ waiting: { lucky: 'gone' }, gone: {} });
  const isOpen = { component: 'shop', name: 'open', holds: isIn('open') };
  const system = (strength: 'weak' | 'strong'): SystemDefinition => ({
    name: 'shop',
    components: { shop, customer },
    choices: { shop: [{ type: 'turn' }], customer: [{ type: 'lucky' }] },
    fairness: {
      F1: [
        { name: 'turn', strength: 'weak', component: 'shop', eventClasses: ['turn'] },
        { name: 'luck', strength, component: 'customer', eventClasses: ['lucky'], when: [isOpen] },
      ],
    },
  });
  const gone: Check = { kind: 'eventually', scope: '', reads: ['customer'], goal: isIn('gone') };
  t.is((await judged(system('weak'), gone)).verdict, 'violated');
  t.is((await judged(system('strong'), gone)).verdict, 'holds');
});

test('states in which an assumption is broken are no part of a violation', async (t) => {
  const drawing = { a: { go: 'b', breakDown: 'broken' }, b: {}, broken: {} };
  const fairness = [fair('weak', 'any', ['go', 'breakDown'])];
  const check: Check = {
    kind: 'leadsTo',
    scope: '',
    reads: ['it'],
    from: isIn('a', 'broken'),
    to: isIn('b'),
    excluded: isIn('broken'),
  };
  const { verdict, reasons } = await judged(drawnSystem(drawing, fairness), check);
  t.is(verdict, 'holds');
  t.deepEqual(reasons, ['states left out because an assumption is broken in them: 1']);
  const { excluded: _, ...unassuming } = check;
  t.is((await judged(drawnSystem(drawing, fairness), unassuming)).verdict, 'violated');
});

test('an observer that remembers keeps two loops of the machine apart', async (t) => {
  // The machine goes round; the observer knows whether it has ever been through b, so the first round is no loop.
  const drawing = { a: { right: 'b', down: 'c' }, b: { back: 'a' }, c: { back: 'a' } };
  const check: Check = {
    kind: 'eventually',
    scope: '',
    reads: ['seen-b'],
    goal: (seen: boolean) => seen,
    observers: [
      {
        id: 'seen-b',
        initial: false as never,
        observes: ['it'],
        reduce: (seen: boolean, { event }) => (seen || event.type === 'right') as never,
      },
    ],
  };
  const { lasso } = await judged(drawnSystem(drawing, [fair('weak', 'any', ['down', 'back'])]), check);
  t.deepEqual(typesOf(lasso?.loop), ['down', 'back']);
  t.is(
    (await judged(drawnSystem(drawing, [fair('strong', 'right'), fair('weak', 'back')]), check)).verdict,
    'holds',
  );
});

/** A counter that runs up to `length`, with a trap where the number is `trap`. */
function longLine(length: number, trap: number): SystemDefinition {
  const drawing = Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `s${String(at)}`,
      at === trap ? { go: `s${String(at + 1)}`, stay: `s${String(at)}` } : { go: `s${String(at + 1)}` },
    ]),
  );
  return drawnSystem({ ...drawing, [`s${String(length)}`]: {} }, [fair('weak', 'any', ['go', 'stay'])]);
}

test('an incomplete search: a lasso of expanded states is a violation, its absence proves nothing', async (t) => {
  const goal = drawnEventually('s3000');
  const near = await judged(longLine(3_000, 3), goal, 100);
  t.is(near.verdict, 'violated');
  t.deepEqual(near.lasso?.shortest, { stem: false, loop: false });
  const far = await judged(longLine(3_000, 2_999), goal, 100);
  t.is(far.verdict, 'inconclusive');
  t.regex(far.reasons.join(), /100 states/);
  t.is((await judged(longLine(3_000, 2_999), goal)).verdict, 'violated');
});

test('an incomplete search: what is met before its end holds', async (t) => {
  const { verdict } = await judged(longLine(3_000, 2_999), drawnEventually('s5'), 100);
  t.is(verdict, 'holds');
  t.is((await judged(longLine(3_000, 2_999), drawnLeadsTo(['s0'], ['s5']), 100)).verdict, 'inconclusive');
});

test('a check says which fairness set it needs', async (t) => {
  const drawing = { a: { go: 'b' }, b: {} };
  const system: SystemDefinition = {
    ...drawnSystem(drawing),
    fairness: { none: [], F1: [fair('weak', 'go')], other: [] },
  };
  const check = (fairness?: string): Check => ({
    kind: 'eventually',
    scope: '',
    reads: ['it'],
    goal: isIn('b'),
    ...(fairness === undefined ? {} : { fairness }),
  });
  t.is((await judged(system, check())).verdict, 'holds');
  t.is((await judged(system, check('none'))).verdict, 'violated');
  await t.throwsAsync(judged(system, check('F7')), { code: 'USAGE_UNKNOWN_NAME', message: /F7/ });
  const { fairness: _, ...without } = system;
  t.is((await judged(without, check())).fairness, undefined);
});

test('the message names what the check reads', async (t) => {
  const check: Check = {
    kind: 'leadsTo',
    scope: '',
    reads: ['it'],
    from: isIn('a'),
    to: isIn('b'),
    explain: ({ value }: LocalSnapshot) => `it stays in ${JSON.stringify(value)}`,
  };
  const system = drawnSystem({ a: { go: 'b' }, b: {} });
  t.is((await judged(system, check)).lasso?.message, 'it stays in "a"');
  t.regex((await judged(system, drawnLeadsTo(['a'], ['b']))).lasso?.message ?? '', /never met: it = .*"a"/);
});

test('choices of one event class count together', async (t) => {
  const drawing = { a: { left: 'b', right: 'b' }, b: {} };
  const choices = eventsOf(drawing).map((choice) => ({ ...choice, eventClass: 'turn' }));
  const system = drawnSystem(drawing, [fair('weak', 'turn')], { choices: { it: choices } });
  t.is((await judged(system, drawnEventually('b'))).verdict, 'holds');
});
