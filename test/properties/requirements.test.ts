/**
 * Goal: every clause of ICS-28's methods and every note on where texts and code disagree is linked to a transition or a
 * property that exists, or says why not.
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance, presetNames } from '../../model/load-instance.ts';
import { properties } from '../../properties/index.ts';
import { requirements } from '../../properties/requirements.ts';
import { linksOf, placesOf } from '../../src/cli/requirement-links.ts';
import { fullestSystem } from '../model/described-machines.ts';

const systems = [...presetNames().map((name) => createIcsSystem(loadInstance(name))), fullestSystem()];
const places = placesOf(
  systems.flatMap(({ definition }) =>
    Object.values(definition.components).map((given) => ('machine' in given ? given.machine : given)),
  ),
);

test('clauses and notes are listed once, all of them', (t) => {
  const ids = requirements.map(({ id }) => id);
  t.is(new Set(ids).size, ids.length);
  t.is(ids.filter((id) => /^CCV-[PC]CF-[A-Z-]+\.1$/.test(id)).length, 55);
  t.deepEqual(
    ids.filter((id) => id.startsWith('SC-')),
    Array.from({ length: 33 }, (_, index) => `SC-${index + 1}`),
  );
});

for (const requirement of requirements) {
  test(`${requirement.id} (${requirement.title}) is linked, or left out for a reason`, (t) => {
    const links = linksOf(requirement, places, properties);
    t.deepEqual(links.missing, []);
    const isLinked = links.transitions.length + links.properties.length > 0;
    t.is(isLinked, requirement.leftOut === undefined);
  });
}

test('a tag is recognised with or without its version, and not within another', (t) => {
  const place = (spec: string) => ({ name: spec, spec, description: '' });
  const linked = (id: string, ...specs: readonly string[]) =>
    linksOf({ id, title: '' }, specs.map(place), []).transitions;
  t.deepEqual(linked('CCV-PCF-RCVP.1', 'CCV-PCF-RCVP', 'CCV-PCF-RCVP.1; x'), [
    'CCV-PCF-RCVP',
    'CCV-PCF-RCVP.1; x',
  ]);
  t.deepEqual(linked('CCV-PCF-EBLOCK.1', 'CCV-PCF-EBLOCK-VSU'), []);
  t.deepEqual(linked('SC-1', 'see SC-12', '(SC-1)'), ['(SC-1)']);
});

test('a link to what does not exist is told', (t) => {
  const { missing } = linksOf(
    { id: 'X', title: '', seenIn: ['no such text'], properties: ['no-such-property'] },
    places,
    properties,
  );
  t.deepEqual(missing, ['no such text', 'no-such-property']);
});
