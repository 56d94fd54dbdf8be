import test from 'ava';
import { CheckerError } from '../../src/errors/checker-error.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { formatTrace, parseTrace } from '../../src/trace/itf-document.ts';
import { recordTrace } from '../../src/trace/record-trace.ts';
import { heating } from '../models/heating.ts';
import { cool, switchOn, violatedMeta, warm } from './heating-traces.ts';

const system = defineSystem(heating('heater-stays-on'));
const trace = recordTrace(system, violatedMeta, [switchOn, warm, warm]);
const text = formatTrace(trace);

test('a trace that is written and read is the same trace', (t) => {
  t.deepEqual(parseTrace(text, 'x.itf.json'), trace);
});

test('so is a lasso judged by a closing schedule', (t) => {
  const meta = { ...violatedMeta, closing: { id: 'quiet', from: 2 } };
  const lasso = recordTrace(system, meta, [warm, warm, cool, warm, cool, warm, cool, warm], { loopsTo: 6 });
  t.deepEqual(parseTrace(formatTrace(lasso), 'x'), lasso);
});

test('so is a run that ends in a state where it stays for ever', (t) => {
  const still = recordTrace(system, violatedMeta, [switchOn, warm, warm], { loopsTo: 3 });
  t.is(parseTrace(formatTrace(still), 'x').loopsTo, 3);
});

test('the file is ITF: one variable a component, one state a line, the step in the meta of its state', (t) => {
  const document = JSON.parse(text);
  t.deepEqual(Object.keys(document), ['#meta', 'vars', 'states']);
  t.is(document['#meta'].format, 'ITF');
  t.deepEqual(document.vars, ['thermostat', 'heater']);
  t.is(document.states.length, 4);
  t.deepEqual(document.states[0].thermostat.context.lastAlarm, { '#unserializable': 'null' });
  t.deepEqual(document.states[3]['#meta'].event, { type: 'warm', by: 1 });
  t.deepEqual(document.states[3]['#meta'].messages, [
    {
      component: 'thermostat',
      sender: 'environment',
      event: { type: 'warm', by: 1 },
      notes: [{ type: 'alarmRaised', degrees: 2 }],
    },
    { component: 'heater', sender: 'thermostat', event: { type: 'tooHot', degrees: 2 } },
  ]);
  t.is(text.split('\n').filter((line) => line.startsWith('    {"#meta"')).length, 4);
});

/** Whatever JSON.parse gives. */
type Mutable = ReturnType<typeof JSON.parse>;
const altered = (alter: (document: Mutable) => unknown): string => {
  const document = JSON.parse(text);
  return JSON.stringify(alter(document) ?? document);
};

const bad: readonly (readonly [title: string, text: string, at: RegExp])[] = [
  ['an empty file', '', /^x$/],
  ['a file cut short', text.slice(0, text.length / 2), /^x$/],
  ['something that is not JSON', '#!/bin/sh', /^x$/],
  ['JSON that is no object', '[1, 2]', /^x$/],
  ['null', 'null', /^x$/],
  [
    'a trace of another tool',
    JSON.stringify({ '#meta': { format: 'ITF' }, vars: ['x'], states: [{ x: 1 }] }),
    /#meta/,
  ],
  ['JSON nested beyond reason', '['.repeat(5_000) + ']'.repeat(5_000), /^x$/],
  ['another version of the format', altered((d) => void (d['#meta']['ics-check'].version = 2)), /version/],
  ['a missing property', altered((d) => void delete d['#meta']['ics-check'].property), /property/],
  ['an unknown field', altered((d) => void (d['#meta']['ics-check'].command = 'rm')), /ics-check/],
  ['no states', altered((d) => void (d.states = [])), /states/],
  ['a state without its step', altered((d) => void delete d.states[1]['#meta']), /states\[1\]/],
  ['states out of order', altered((d) => void d.states.reverse()), /states\[0\]/],
  ['a state left out', altered((d) => void d.states.splice(1, 1)), /states\[1\]/],
  ['an event without a type', altered((d) => void (d.states[1]['#meta'].event = {})), /event/],
  ['a state that lacks a component', altered((d) => void delete d.states[2].heater), /states\[2\]/],
  [
    'a state with a stranger',
    altered((d) => void (d.states[2].boiler = { value: 'on', context: {} })),
    /states\[2\]/,
  ],
  ['a component that is no machine', altered((d) => void (d.states[2].heater = 'on')), /states\[2\]\.heater/],
  ['a component named twice', altered((d) => void (d.vars = ['heater', 'heater'])), /vars/],
  ['a loop to nowhere', altered((d) => void (d.loop = 9)), /loop/],
  ['a negative loop', altered((d) => void (d.loop = -1)), /loop/],
  ['a seed that is no number', altered((d) => void (d['#meta']['ics-check'].seed = 'x')), /seed/],
];
for (const [title, badText, at] of bad) {
  test(`refuses ${title}`, (t) => {
    const error = t.throws(() => parseTrace(badText, 'x'), { instanceOf: CheckerError });
    t.is(error.code, 'TRACE_INVALID');
    t.regex(error.at ?? '', at);
    t.truthy(error.expected);
  });
}

test('a prototype smuggled into an event reaches nobody', (t) => {
  const smuggled = text.replace(
    '"event":{"type":"warm"',
    '"event":{"__proto__":{"polluted":1},"type":"warm"',
  );
  t.not(smuggled, text);
  try {
    const { steps } = parseTrace(smuggled, 'x');
    t.true(steps.every(({ chosen }) => !('polluted' in chosen.event)));
  } catch (error) {
    t.true(error instanceof CheckerError);
  }
  t.is('polluted' in {}, false);
});
