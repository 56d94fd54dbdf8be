import test from 'ava';
import { defineSystem } from '../../src/system/define-system.ts';
import { plainPhrases, type PhraseBook } from '../../src/system/phrase-book.ts';
import type { TraceClock } from '../../src/system/trace-clock.ts';
import { explainRun } from '../../src/trace/explain.ts';
import { genericPhrase } from '../../src/trace/phrase-event.ts';
import { playEvents } from '../../src/trace/play-events.ts';
import { heating } from '../models/heating.ts';
import { cool, offWhenHot, onlyCheckOf, switchOn, warm } from './heating-traces.ts';
import { leadsTo } from '../../src/property/constructors.ts';

const system = defineSystem(heating('heater-stays-on'));
const check = onlyCheckOf(offWhenHot);

const phrases: PhraseBook = {
  placeOf: (component) => (component === 'heater' ? 'cellar' : 'room'),
  events: {
    warm: (_, { clock }) => `the sun shines for the ${JSON.stringify(clock['suns'])}th time`,
    tooHot: 'silent',
  },
  notes: { alarmRaised: ({ degrees }) => `alarm at ${String(degrees)}` },
  passing: new Set(['at']),
};
const clock: TraceClock = {
  initial: { suns: 0 },
  advance: (figures, { event }) => (event.type === 'warm' ? { suns: Number(figures['suns']) + 1 } : figures),
};

test('a step tells what was done, what followed and what changed', (t) => {
  const run = playEvents(system, [switchOn, warm, warm]);
  const explanation = explainRun(run, check, { phrases, clock });
  t.like(explanation, { violated: true, message: '2 degrees and the heater is on', kind: 'always' });
  t.deepEqual(explanation.steps[2], {
    number: 3,
    place: 'room',
    sentence: 'the sun shines for the 2th time',
    consequences: [{ place: 'room', component: 'thermostat', sentence: 'alarm at 2' }],
    changes: [
      { component: 'thermostat', path: 'degrees', kind: 'changed', before: 1, after: 2 },
      { component: 'thermostat', path: 'readings[1]', kind: 'added', after: { at: 2 } },
      { component: 'thermostat', path: 'lastAlarm', kind: 'changed', before: null, after: 2 },
    ],
    passed: 0,
    clock: { suns: 2 },
    matters: true,
    inLoop: false,
  });
});

test('changes that only time makes are counted, not listed', (t) => {
  const run = playEvents(system, [warm]);
  const restless = { ...phrases, passing: new Set(['degrees']) };
  const [step] = explainRun(run, check, { phrases: restless, clock }).steps;
  t.is(step?.passed, 1);
  t.deepEqual(
    step?.changes.map(({ path }) => path),
    ['readings[0]'],
  );
});

test('steps that had no part in the violation do not matter', (t) => {
  const onlyThermostat = onlyCheckOf(
    leadsTo({ id: 'x', statement: 'x', reads: ['thermostat'], from: () => true, to: () => false }),
  );
  const run = playEvents(system, [switchOn, warm], { closingFrom: 2 });
  const explanation = explainRun(run, onlyThermostat, { phrases, clock });
  t.deepEqual(
    explanation.steps.map(({ matters }) => matters),
    [false, true],
  );
  t.like(explanation, { violated: true, owedSince: 0, closingFrom: 3 });
});

test('the sender of a message that mattered matters too', (t) => {
  const readsHeater = { ...check, reads: ['heater'], holds: () => false } as typeof check;
  const run = playEvents(defineSystem(heating()), [switchOn, warm, warm]);
  const { steps } = explainRun(run, readsHeater, { phrases, clock });
  t.deepEqual(
    steps.map(({ matters }) => matters),
    [true, true, true],
  );
});

test('the steps of a loop are marked', (t) => {
  const owed = onlyCheckOf(
    leadsTo({ id: 'x', statement: 'x', reads: ['thermostat'], from: () => true, to: () => false }),
  );
  const run = playEvents(system, [warm, warm, cool, warm, cool, warm, cool, warm], { loopsTo: 6 });
  const explanation = explainRun(run, owed, { phrases, clock });
  t.is(explanation.loopFrom, 7);
  t.deepEqual(
    explanation.steps.map(({ inLoop }) => inLoop),
    [false, false, false, false, false, false, true, true],
  );
});

test('events without a phrase are told generically', (t) => {
  t.is(
    genericPhrase({ type: 'stopSigning', key: 'v1', weight: [1, 2] }),
    'stop signing (key v1, weight [1,2])',
  );
  const run = playEvents(system, [switchOn]);
  const explanation = explainRun(run, check, { phrases: plainPhrases, clock });
  t.like(explanation.steps[0], { place: 'heater', sentence: 'switch on' });
});
