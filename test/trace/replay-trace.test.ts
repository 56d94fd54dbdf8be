import test from 'ava';
import type { Check } from '../../src/property/definition.ts';
import { defineSystem, type System } from '../../src/system/define-system.ts';
import { recordTrace } from '../../src/trace/record-trace.ts';
import { replayTrace, type Divergence } from '../../src/trace/replay-trace.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { heating } from '../models/heating.ts';
import { cool, offWhenHot, onlyCheckOf, switchOn, violatedMeta, warm } from './heating-traces.ts';

const sound = defineSystem(heating());
const broken = defineSystem(heating('heater-stays-on'));
const check = onlyCheckOf(offWhenHot);
const trace = recordTrace(broken, violatedMeta, [switchOn, warm, warm]);

/** A copy of the trace with one thing altered. */
function altered(alter: (copy: ReturnType<typeof JSON.parse>) => void): Trace {
  const copy = structuredClone(trace);
  alter(copy);
  return copy;
}

function divergenceOf(
  system: System,
  given: Trace,
  judged: readonly Check[] = [check],
): Divergence | undefined {
  const result = replayTrace(system, given, judged);
  return result.divergence;
}

test('a trace of the same machines is reproduced', (t) => {
  const result = replayTrace(broken, trace, [check]);
  t.like(result, { reproduced: true, steps: 3, sameMachines: true, divergence: undefined });
});

test('without the fault the step, the field and the guard are named', (t) => {
  const found = divergenceOf(sound, trace);
  t.like(found, { step: 3, kind: 'messages', component: 'heater', path: 'messages[1].notes[0]' });
  t.deepEqual(found?.guards, [{ guard: 'obeys', holds: true, transition: 'Switches off.' }]);
});

test('an altered state diverges at its step, field by field', (t) => {
  const found = divergenceOf(
    broken,
    altered((copy) => (copy.steps[1].snapshots[0].context.degrees = 7)),
  );
  t.like(found, {
    kind: 'state',
    step: 2,
    component: 'thermostat',
    path: 'context.degrees',
    expected: '7',
    got: '1',
    guards: [{ guard: 'isBelowMaximum', holds: true, transition: 'The room gets warmer.' }],
  });
});

test('an altered initial state diverges at step 0', (t) => {
  t.like(
    divergenceOf(
      broken,
      altered((copy) => (copy.initial[1].value = 'on')),
    ),
    {
      kind: 'state',
      step: 0,
      component: 'heater',
      path: 'value',
    },
  );
});

test('an altered message diverges', (t) => {
  const found = divergenceOf(
    broken,
    altered((copy) => (copy.steps[2].messages[1].event.degrees = 9)),
  );
  t.like(found, { kind: 'messages', step: 3, path: 'messages[1].event.degrees' });
});

test('a message too few diverges', (t) => {
  const found = divergenceOf(
    broken,
    altered((copy) => void copy.steps[2].messages.pop()),
  );
  t.like(found, { kind: 'messages', step: 3, expected: 'no message' });
});

test('an event that is refused names the guard that forbids it', (t) => {
  const found = divergenceOf(
    broken,
    altered((copy) => (copy.steps[0].chosen = cool)),
  );
  t.like(found, {
    kind: 'refused',
    step: 1,
    component: 'thermostat',
    message: 'thermostat refuses "cool": guard roomHasHeat does not hold',
    guards: [{ guard: 'roomHasHeat', holds: false }],
  });
});

test('an event that another component forbids names the requirement', (t) => {
  const hot = recordTrace(sound, { ...violatedMeta, faults: [] }, [warm, warm, switchOn]);
  t.like(divergenceOf(sound, hot), { kind: 'forbidden', step: 3, requirements: ['the room is not hot'] });
});

test('an event that may be chosen for several reasons needs only one of them', (t) => {
  const { choices = {}, ...rest } = heating();
  const { heater = [] } = choices;
  if (typeof heater === 'function') throw new TypeError('expected a list of choices');
  const always = { event: switchOn.event, requires: [] };
  const hot = recordTrace(sound, { ...violatedMeta, faults: [] }, [warm, warm, switchOn]);
  const lenient = defineSystem({ ...rest, choices: { ...choices, heater: [...heater, always] } });
  t.not(divergenceOf(lenient, hot)?.kind, 'forbidden');
  t.is(divergenceOf(sound, hot)?.kind, 'forbidden');
});

test('an event that the environment cannot send is no choice', (t) => {
  const forged = altered(
    (copy) => (copy.steps[1].chosen = { to: 'thermostat', event: { type: 'warm', by: 3 } }),
  );
  t.like(divergenceOf(broken, forged), { kind: 'not-a-choice', step: 2 });
  const nobody = altered((copy) => (copy.steps[1].chosen = { to: 'boiler', event: { type: 'warm' } }));
  t.like(divergenceOf(broken, nobody), { kind: 'not-a-choice', step: 2, component: 'boiler' });
});

test('a trace about other components is not played at all', (t) => {
  t.like(divergenceOf(broken, { ...trace, components: ['thermostat'] }), { kind: 'components', step: 0 });
});

test('a run that does not break the property is a divergence although every state agrees', (t) => {
  const harmless = recordTrace(sound, violatedMeta, [switchOn, warm, warm]);
  t.like(divergenceOf(sound, harmless), { kind: 'property', step: 3, got: 'not violated' });
});

test('a property that no longer exists is a divergence', (t) => {
  const result = replayTrace(broken, trace, []);
  t.like(result.divergence, { kind: 'property', step: 3 });
});

test('a trace of a witness is judged by the witness', (t) => {
  const seen = recordTrace(sound, { ...violatedMeta, verdict: 'witnessed' }, [warm, warm]);
  t.is(divergenceOf(sound, seen), undefined);
  const unseen = recordTrace(sound, { ...violatedMeta, verdict: 'witnessed' }, [warm]);
  t.like(divergenceOf(sound, unseen), { kind: 'property' });
});

test('machines that changed are told by their digest', (t) => {
  t.false(
    replayTrace(
      sound,
      altered((copy) => (copy.meta.machines = 'sha256:0')),
      [check],
    ).sameMachines,
  );
});
