import test from 'ava';
import { faults } from '../../model/faults/index.ts';
import { properties, propertyById } from '../../properties/index.ts';
import { CheckerError } from '../../src/errors/checker-error.ts';
import { ics } from './situations.ts';

test('ids are unique and in kebab case', (t) => {
  const ids = properties.map(({ id }) => id);
  t.deepEqual(ids, [...new Set(ids)]);
  for (const id of ids) t.regex(id, /^[a-z]+(-[a-z0-9]+)*$/);
});

for (const property of properties) {
  test(`${property.id} says what it claims, where it comes from and when it speaks`, (t) => {
    // One sentence, to which a remark in parentheses may be added.
    const sentence = property.statement.replace(/ \(.*\)$/s, '');
    t.regex(sentence, /^[A-Z].*\.$/s);
    t.is(sentence.split(/\.\s+[A-Z]/).length, 1, 'one sentence');
    t.true(property.title.length > 0 && property.witness.length > 0);
    if (!property.id.startsWith('reach-')) t.true(property.source.length > 0);
    const checks = property.checks(ics);
    t.is(property.expected(ics) === 'not-applicable', checks.length === 0);
    const scopes = checks.map(({ scope }) => scope);
    t.deepEqual(scopes, [...new Set(scopes)], 'scopes tell checks apart');
  });

  test(`${property.id} reads components and observers that there are`, (t) => {
    const components = Object.keys(ics.definition.components);
    const missing = property.checks(ics).flatMap((check) => {
      const observers = check.observers ?? [];
      const readable = [...components, ...observers.map(({ id }) => id)];
      const read = 'reads' in check ? check.reads : [check.on];
      const observed = observers.flatMap(({ observes }) => observes);
      return [
        ...read.filter((id) => !readable.includes(id)),
        ...observed.filter((id) => !components.includes(id)),
      ];
    });
    t.deepEqual(missing, []);
  });
}

test('a finding names a property that states what holds instead', (t) => {
  const findings = properties.flatMap(({ finding }) => finding ?? []);
  t.true(findings.length > 0);
  for (const { restoredBy } of findings) t.is(propertyById(restoredBy).id, restoredBy);
});

test('what faults are caught by are properties', (t) => {
  for (const { id, caughtBy } of faults) {
    for (const property of caughtBy) t.is(propertyById(property).id, property, id);
  }
});

test('an unknown id is refused with similar ones', (t) => {
  const error = t.throws(() => propertyById('valsets'), { instanceOf: CheckerError });
  t.is(error.code, 'USAGE_UNKNOWN_NAME');
  t.is(error.expected, 'such as valsets-converge');
});
