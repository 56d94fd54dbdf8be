import test from 'ava';
import { defineSystem } from '../../src/system/define-system.ts';
import type { FairnessClass } from '../../src/system/vocabulary.ts';
import { heating } from '../models/heating.ts';

const warming: FairnessClass = {
  name: 'warming',
  strength: 'weak',
  component: 'thermostat',
  eventClasses: ['warm'],
};

const define = (...classes: readonly FairnessClass[]) =>
  defineSystem({ ...heating(), fairness: { F1: classes } });

test('a system carries its fairness sets, and has none unless it is given some', (t) => {
  t.deepEqual(define(warming).fairness, { F1: [warming] });
  t.deepEqual(defineSystem(heating()).fairness, {});
});

test('a fairness class of a component that does not exist', (t) => {
  const error = t.throws(() => define({ ...warming, component: 'stove' }), { code: 'MODEL_BAD_DEFINITION' });
  t.regex(error?.message ?? '', /"stove" is not a component/);
  const when = { component: 'window', name: 'open', holds: () => true };
  t.throws(() => define({ ...warming, when: [when] }), { code: 'MODEL_BAD_DEFINITION', message: /"window"/ });
});

test('two classes of one name, or more than there are bits', (t) => {
  t.throws(() => define(warming, warming), {
    code: 'MODEL_BAD_DEFINITION',
    message: /two fairness classes are called "warming"/,
  });
  const many = Array.from({ length: 32 }, (_, index) => ({ ...warming, name: `class ${index}` }));
  t.notThrows(() => define(...many.slice(1)));
  t.throws(() => define(...many), { code: 'MODEL_BAD_DEFINITION', message: /at most 31/ });
});
