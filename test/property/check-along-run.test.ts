import test from 'ava';
import { checkViolatedAlong, witnessAlong } from '../../src/property/check-along-run.ts';
import type { Check, LocalStep } from '../../src/property/definition.ts';
import type { ChosenEvent } from '../../src/system/chosen-event.ts';
import { always as alwaysProperty, observer } from '../../src/property/constructors.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { playEvents } from '../../src/trace/play-events.ts';
import { heating, type ThermostatContext } from '../models/heating.ts';

type Thermostat = LocalSnapshot<ThermostatContext>;

const system = defineSystem(heating());
const warm: ChosenEvent = { to: 'thermostat', event: { type: 'warm', by: 1 } };
const cool: ChosenEvent = { to: 'thermostat', event: { type: 'cool' } };
const switchOn: ChosenEvent = { to: 'heater', event: { type: 'switchOn' } };

/** Counts the alarms of a run. */
const alarms = observer<number>({
  id: 'alarms',
  initial: 0,
  observes: ['thermostat'],
  reduce: (count, { emitted }) => count + emitted.filter(({ type }) => type === 'note').length,
});

const always = (holds: (thermostat: Thermostat) => boolean): Check => ({
  kind: 'always',
  scope: '',
  reads: ['thermostat'],
  holds,
  witness: ({ context }: Thermostat) => context.degrees > 0,
  explain: ({ context }: Thermostat) => `it has ${context.degrees} degrees`,
});

const leadsTo = (from: (t: Thermostat) => boolean, to: (t: Thermostat) => boolean): Check => ({
  kind: 'leadsTo',
  scope: '',
  reads: ['thermostat'],
  from,
  to,
});

test('a state check names the first state in which it fails', (t) => {
  const run = playEvents(system, [warm, warm, cool]);
  t.deepEqual(
    checkViolatedAlong(
      always(({ context }) => context.degrees < 2),
      run,
    ),
    {
      violated: true,
      atState: 2,
      message: 'it has 2 degrees',
    },
  );
  t.false(
    checkViolatedAlong(
      always(({ context }) => context.degrees < 3),
      run,
    ).violated,
  );
});

test('a state check looks at the initial state as well', (t) => {
  const run = playEvents(system, []);
  t.is(
    checkViolatedAlong(
      always(({ context }) => context.degrees > 0),
      run,
    ).atState,
    0,
  );
});

test('a step check sees the deliveries of its component only', (t) => {
  const check: Check = {
    kind: 'step',
    scope: '',
    on: 'heater',
    holds: ({ event }: LocalStep) => event.type !== 'tooHot',
    witness: ({ event }: LocalStep) => event.type === 'switchOn',
  };
  t.is(checkViolatedAlong(check, playEvents(system, [warm, switchOn, warm])).atState, 3);
  t.false(checkViolatedAlong(check, playEvents(system, [warm, switchOn])).violated);
  t.is(witnessAlong(check, playEvents(system, [warm, switchOn])), 2);
  t.is(witnessAlong(check, playEvents(system, [warm])), undefined);
});

test('a check may read what an observer remembers', (t) => {
  const check: Check = {
    kind: 'always',
    scope: '',
    reads: ['alarms'],
    observers: [alarms],
    holds: (count: number) => count < 2,
    witness: (count: number) => count > 0,
  };
  const run = playEvents(system, [warm, warm, warm]);
  t.is(checkViolatedAlong(check, run).atState, 3);
  t.is(witnessAlong(check, run), 2);
});

test('a name that nothing answers to is an error of the property', (t) => {
  const check: Check = {
    kind: 'always',
    scope: '',
    reads: ['alarms'],
    holds: () => true,
    witness: () => true,
  };
  t.throws(() => checkViolatedAlong(check, playEvents(system, [])), { instanceOf: RangeError });
});

const hot = ({ context }: Thermostat): boolean => context.degrees >= 2;
const cold = ({ context }: Thermostat): boolean => context.degrees === 0;

test('an obligation that the loop never meets is violated', (t) => {
  // Readings repeat from the third cycle on, so states 6 and 8 are equal.
  const events = [warm, warm, cool, warm, cool, warm, cool, warm];
  const run = playEvents(system, events, { loopsTo: 6 });
  const outcome = checkViolatedAlong(leadsTo(hot, cold), run);
  t.true(outcome.violated);
  t.is(outcome.atState, 2);
});

test('an obligation that is met once in the loop is met for ever', (t) => {
  const cycle = [warm, warm, cool, cool];
  const run = playEvents(system, [...cycle, ...cycle], { loopsTo: 4 });
  t.is(checkViolatedAlong(leadsTo(hot, cold), run).message, 'the obligation is met');
});

test('a run that does not return to the state it names is no lasso', (t) => {
  const outcome = checkViolatedAlong(leadsTo(hot, cold), playEvents(system, [warm, warm], { loopsTo: 1 }));
  t.deepEqual(outcome, {
    violated: false,
    atState: 2,
    message: 'the loop does not close: thermostat differs',
  });
});

test('a run that loops to its last state stays there for ever', (t) => {
  const stays = playEvents(system, [warm, warm], { loopsTo: 2 });
  t.true(checkViolatedAlong(leadsTo(hot, cold), stays).violated);
  t.false(checkViolatedAlong(leadsTo(cold, hot), stays).violated);
  t.false(checkViolatedAlong(leadsTo(hot, cold), { ...stays, loopsTo: 3 }).violated);
});

test('a loop must close for the observers too', (t) => {
  const check: Check = { ...leadsTo(hot, cold), observers: [alarms] };
  const run = playEvents(system, [warm, warm, cool, warm, cool, warm, cool, warm], { loopsTo: 6 });
  t.is(checkViolatedAlong(check, run).message, 'the loop does not close: observer alarms differs');
});

test('without a loop only a closing schedule makes an open obligation a violation', (t) => {
  const events = [warm, warm, cool];
  t.false(checkViolatedAlong(leadsTo(hot, cold), playEvents(system, events)).violated);
  t.true(checkViolatedAlong(leadsTo(hot, cold), playEvents(system, events, { closingFrom: 2 })).violated);
  t.false(checkViolatedAlong(leadsTo(hot, cold), playEvents(system, events, { closingFrom: 1 })).violated);
});

test('a run that breaks an assumption is excluded', (t) => {
  const check = { ...leadsTo(hot, cold), excluded: hot } as Check;
  const outcome = checkViolatedAlong(check, playEvents(system, [warm, warm], { closingFrom: 2 }));
  t.is(outcome.message, 'an assumption of the property is broken in this run');
});

test('constructors fill in what a small property does not say', (t) => {
  const property = alwaysProperty({
    id: 'not-hot',
    statement: 'The room is never hot.',
    reads: ['thermostat'],
    holds: ({ context }: Thermostat) => context.degrees < 2,
  });
  const [check] = property.checks(undefined);
  t.is(property.expected(undefined), 'holds');
  t.like(property, { id: 'not-hot', title: 'not-hot', kind: 'always', source: [], assumptions: [] });
  t.is(check === undefined ? 0 : checkViolatedAlong(check, playEvents(system, [warm, warm])).atState, 2);
});

test('a goal is violated only if no state of the whole run reaches it', (t) => {
  const check = (goal: (s: Thermostat) => boolean): Check => ({
    kind: 'eventually',
    scope: '',
    reads: ['thermostat'],
    goal,
  });
  const run = playEvents(system, [warm, cool], { closingFrom: 1 });
  t.true(checkViolatedAlong(check(hot), run).violated);
  t.is(
    checkViolatedAlong(
      check(({ context }) => context.degrees === 1),
      run,
    ).message,
    'the goal is reached',
  );
});

test('reachability checks report where their goal occurs', (t) => {
  const run = playEvents(system, [warm, warm]);
  const inState: Check = { kind: 'reachable', scope: '', reads: ['thermostat'], when: hot };
  const byStep: Check = {
    kind: 'reachable',
    scope: '',
    on: 'heater',
    whenStep: ({ event }: LocalStep) => event.type === 'tooHot',
  };
  t.is(witnessAlong(inState, run), 2);
  t.is(witnessAlong(byStep, run), 2);
  t.false(checkViolatedAlong(inState, run).violated);
});
