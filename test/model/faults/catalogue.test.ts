/** The catalogue lists every fault that there is a file for, and a fault replaces only what its machine has. */
import { readdir } from 'node:fs/promises';
import test from 'ava';
import { faultById, faults } from '../../../model/faults/index.ts';
import { createIcsSystem } from '../../../model/ics-system.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import type { ConsumerContext } from '../../../model/vocabulary.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import { CheckerError } from '../../../src/errors/checker-error.ts';
import { descriptionsOf } from '../described-machines.ts';
import { play, start } from '../play-machine.ts';

const folder = new URL('../../../model/faults/', import.meta.url);
const pair = loadInstance('pair');

test('every file f.., m.. or t.. holds one fault, which is listed', async (t) => {
  const files = (await readdir(folder)).filter((file) => /^[fmt][0-9]{2}a?-/.test(file));
  const expected = files.map((file) => {
    const [, id = '', name = ''] = /^([fmt][0-9]{2}a?)-(.*)\.ts$/.exec(file) ?? [];
    return `${id.charAt(0).toUpperCase()}${id.slice(1)} ${name}`;
  });
  t.deepEqual(faults.map(({ id, name }) => `${id} ${name}`).toSorted(), expected.toSorted());
});

for (const fault of faults) {
  test(`${fault.id} replaces guards and actions that exist, and the system still stands`, (t) => {
    const instance = loadInstance(fault.preset ?? 'pair');
    for (const { machine, overrides } of [fault, ...(fault.also ?? [])]) {
      const { guards = {}, actions = {} } = overrides(instance, instance.consumers[0]);
      const known = descriptionsOf[machine];
      t.true(Object.keys(guards).length + Object.keys(actions).length > 0 || fault.disables !== undefined);
      t.deepEqual(
        Object.keys(guards).filter((name) => !(name in known.guards)),
        [],
      );
      t.deepEqual(
        Object.keys(actions).filter((name) => !(name in known.actions)),
        [],
      );
    }
    const system = createIcsSystem(instance, { faults: [fault.id] });
    t.deepEqual(system.faults, [fault.id]);
    t.is(
      defineSystem(system.definition).components.length,
      defineSystem(createIcsSystem(instance).definition).components.length,
    );
  });

  test(`${fault.id} says what catches it, unless it is a control`, (t) => {
    t.is(fault.caughtBy.length === 0, fault.kind === 'control');
  });
}

test('a fault takes later defences away from the machines, and nothing from what is promised', (t) => {
  const flagAfterEntry = (faultIds: readonly string[]): unknown => {
    const { features, definition } = createIcsSystem(pair, { faults: faultIds });
    t.deepEqual(features, createIcsSystem(pair).features);
    const component = definition.components['consumer-c2'];
    if (component === undefined || !('machine' in component)) throw new Error('expected a consumer');
    const { machine } = component;
    const entering = { pendingChanges: [{ key: 'v3', power: 1 }], outstanding: ['v3'] };
    const { context } = play(machine, start(machine, entering), [{ type: 'nextBlock', seconds: 1 }]).snapshot;
    return (context as ConsumerContext).outstanding;
  };
  t.deepEqual(flagAfterEntry([]), []);
  for (const { id, disables } of faults)
    if (disables?.clearFlagOnEntry === false) t.deepEqual(flagAfterEntry([id]), ['v3'], id);
});

test('an unknown fault is refused', (t) => {
  const error = t.throws(() => faultById('F99'), { instanceOf: CheckerError });
  t.is(error.code, 'USAGE_UNKNOWN_NAME');
});
