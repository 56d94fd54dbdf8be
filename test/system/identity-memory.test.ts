import test from 'ava';
import { IdentityMemory } from '../../src/system/identity-memory.ts';
import { ValueInterner } from '../../src/system/value-interner.ts';

test('an object is known by its identity until twice as many others came after it as one map holds', (t) => {
  const memory = new IdentityMemory(2);
  const first = {};
  memory.remember(first, 7);
  t.is(memory.idOf(first), 7);
  t.is(memory.idOf({}), undefined);
  memory.remember({}, 8);
  memory.remember({}, 9);
  t.is(memory.idOf(first), 7, 'it is in the older map now');
});

test('what is not asked for is forgotten, what is asked for stays', (t) => {
  const memory = new IdentityMemory(2);
  const asked = {};
  const left = {};
  memory.remember(asked, 1);
  memory.remember(left, 2);
  for (let id = 3; id < 9; id++) {
    memory.remember({}, id);
    t.is(memory.idOf(asked), 1);
  }
  t.is(memory.idOf(left), undefined);
});

test('an interner gives a value its id again, however many others came in between', (t) => {
  const values = new ValueInterner();
  const early = { power: [1, { key: 'a' }] };
  const id = values.idOf(early);
  for (let power = 0; power < 600_000; power++) values.idOf({ power: power % 1000 });
  t.is(values.idOf(early), id);
  t.is(values.idOf({ power: [1, { key: 'a' }] }), id);
});
