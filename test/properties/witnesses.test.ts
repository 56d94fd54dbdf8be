import test from 'ava';
import { propertyById } from '../../properties/index.ts';
import {
  channelIn,
  consumerIn,
  ics,
  launchSet,
  powers,
  providerIn,
  recordIn,
  stepOf,
  undelegation,
  validatorsWith,
  vsc,
} from './situations.ts';

function isReached(property: string, values: readonly unknown[], system = ics): boolean {
  const [check] = propertyById(property).checks(system);
  if (check?.kind !== 'reachable' || !('when' in check)) throw new Error(`${property} looks at no state`);
  return check.when(...(values as never[]));
}

const stopped = recordIn({}, 'stopped');
const ran = consumerIn({ vscOfHeight: { previous: 1, current: 1, next: 1 } });
const twice = {
  provided: [
    { vsc: 'genesis', set: '', updates: [] },
    { vsc: 2, set: '', updates: [] },
    { vsc: 1, set: '', updates: [] },
  ],
  current: 0,
  next: 2,
  unprovided: '',
  overtaking: '',
};
const window = { vsc: 'genesis', set: 'a:3,b:2,c:1', closesIn: 3, left: ['a'], burnt: [], late: true };

const situations: readonly (readonly [property: string, yes: readonly unknown[], no: readonly unknown[]])[] =
  [
    ['reach-running', [recordIn()], [stopped]],
    ['reach-stopped', [stopped], [recordIn()]],
    ['reach-vsc-sent', [channelIn({ toConsumer: [{ ...vsc(1, {}), timesOutIn: 1 }] })], [channelIn()]],
    ['reach-vsc-received', [consumerIn({ pendingChanges: [] })], [consumerIn()]],
    ['reach-two-vscs-one-block', [twice], [{ ...twice, current: 1 }]],
    [
      'reach-unbonding-done-while-lagging',
      [providerIn({ validators: validatorsWith({ a: { tokens: 2 } }) }), { windows: [window] }],
      [
        providerIn({ validators: validatorsWith({ a: { tokens: 2 } }), unbonding: [undelegation('a', 1)] }),
        { windows: [window] },
      ],
    ],
    [
      'reach-quiet-convergence',
      [providerIn(), recordIn(), channelIn(), ran],
      [providerIn(), recordIn(), channelIn(), consumerIn()],
    ],
  ];
for (const [property, yes, no] of situations) {
  test(`${property} knows its situation`, (t) => {
    t.true(isReached(property, yes));
    t.false(isReached(property, no));
  });
}

test('reach-quiet-convergence needs equal sets and nothing under way', (t) => {
  const other = consumerIn({ ...ran.context, set: powers({ b: 2, ka: 3 }) });
  t.false(isReached('reach-quiet-convergence', [providerIn(), recordIn(), channelIn(), other]));
  const pending = recordIn({ pending: [vsc(1, {})] });
  t.false(isReached('reach-quiet-convergence', [providerIn(), pending, channelIn(), ran]));
});

test('reach-expired-recovered is a step from an expired client to an active one', (t) => {
  const [check] = propertyById('reach-expired-recovered').checks(ics);
  if (check?.kind !== 'reachable' || !('whenStep' in check)) throw new Error('expected a step');
  const expired = channelIn({ providerClientExpiresIn: 0 });
  t.true(check.whenStep(stepOf(expired, { type: 'recoverClientOnConsumer' }, channelIn()) as never));
  t.false(check.whenStep(stepOf(channelIn(), { type: 'updateClientOnConsumer' }, channelIn()) as never));
  const budgets = { ...ics.instance.budgets, clientRecoveries: 0 };
  const without = { ...ics, instance: { ...ics.instance, budgets } };
  t.is(propertyById('reach-expired-recovered').expected(without), 'not-applicable');
});

test('reach-three-consumers-diverge compares validators, not keys, and needs three consumers', (t) => {
  t.deepEqual(propertyById('reach-three-consumers-diverge').checks(ics), []);
  const [first, second] = ics.instance.consumers;
  if (first === undefined || second === undefined) throw new Error('expected two consumers');
  const consumers = [first, second, { ...second, id: 'c3' }];
  const three = { ...ics, instance: { ...ics.instance, consumers } };
  const having = (set: Readonly<Record<string, number>>) => consumerIn({ set: powers(set) });
  const sameAsFirst = having({ a: 3, b: 2, c: 1 });
  const reached = (...sets: readonly object[]) => isReached('reach-three-consumers-diverge', sets, three);
  t.true(reached(consumerIn({ set: launchSet }), having({ a: 3, b: 2 }), having({ a: 3 })));
  t.false(reached(consumerIn({ set: launchSet }), sameAsFirst, having({ a: 3 })));
});

test('reach-timedout: a stop counts if a deadline is the reason', (t) => {
  const [check] = propertyById('reach-timedout').checks(ics);
  if (check?.kind !== 'reachable' || !('whenStep' in check)) throw new Error('it looks at no step');
  const stoppedFor = (reason: string) =>
    check.whenStep(
      stepOf(recordIn(), { type: 'vscTimedOut' }, stopped, [
        { type: 'note', note: { type: 'consumerStopped', reason } },
      ]) as never,
    );
  t.true(stoppedFor('vscTimeout'));
  t.true(stoppedFor('answerOverdue'));
  t.false(stoppedFor('removedByOwner'));
});
