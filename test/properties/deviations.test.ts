/** Goal: what is known of findings refers to what there is, and nothing is answered without saying by what. */
import test from 'ava';
import { faults } from '../../model/faults/index.ts';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance, presetsToSearch } from '../../model/load-instance.ts';
import { deviations } from '../../properties/deviations.ts';
import { properties } from '../../properties/index.ts';
import { openQuestions } from '../../properties/open-questions.ts';

test('the findings of properties are among the known deviations', (t) => {
  const known = new Set(deviations.map(({ id }) => id));
  t.is(known.size, deviations.length);
  const unknown = properties.filter(({ finding }) => finding !== undefined && !known.has(finding.id));
  t.deepEqual(
    unknown.map(({ id }) => id),
    [],
  );
});

test('every deviation is stated by a property that some preset violates, or says why not', (t) => {
  const presets = presetsToSearch().map((name) => createIcsSystem(loadInstance(name)));
  const shown = new Set(
    properties
      .filter(({ expected }) => presets.some((system) => expected(system) === 'violated'))
      .flatMap(({ finding }) => finding?.id ?? []),
  );
  for (const { id, notChecked } of deviations) t.is(shown.has(id), notChecked === undefined, id);
});

test('every open question is asked once, and its answer refers to what exists', (t) => {
  t.deepEqual(
    openQuestions.map(({ id }) => id),
    Array.from({ length: 22 }, (_, index) => `Q${String(index + 1).padStart(2, '0')}`),
  );
  const known = new Set([...deviations, ...properties, ...faults].map(({ id }) => id));
  for (const { id, answer, shownBy } of openQuestions) {
    t.is(shownBy.length === 0, answer === 'not modelled', id);
    t.deepEqual(
      shownBy.filter((name) => !known.has(name)),
      [],
      id,
    );
  }
});
