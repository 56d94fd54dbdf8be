/**
 * Goal: whichever thread gives a number, all threads understand it: equal data have one number, a number has one value.
 * Method: two dictionaries over one memory, which begins with no room at all, take turns as two threads would.
 */
import test from 'ava';
import fc from 'fast-check';
import { dictionaryMemory, SharedDictionary } from '../../../src/search/parallel/shared-dictionary.ts';
import { ValueInterner } from '../../../src/system/value-interner.ts';

const leaf = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  2.5,
  NaN,
  Infinity,
  -Infinity,
  'x',
  'é"',
  '[1]',
  'NaN',
);
const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('numbers are dense, equal for equal data, and understood by the other thread', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(fc.array(fc.tuple(data, fc.boolean()), { maxLength: 30 }), (values) => {
        const memory = dictionaryMemory(8);
        const threads = [new SharedDictionary(memory), new SharedDictionary(memory)] as const;
        const [first, second] = threads.map((thread) => thread.numbering('machine'));
        if (first === undefined || second === undefined) return false;
        // Numbers of another table are apart.
        threads[0].numbering('observer').numberOf('something else');
        const oracle = new ValueInterner();
        const numbers = new Map<number, number>();
        return values.every(([value, byFirst]) => {
          const [giver, reader] = byFirst ? [first, second] : [second, first];
          const interned = oracle.idOf(value);
          const number = giver.numberOf(value);
          if (number !== (numbers.get(interned) ?? numbers.size)) return false;
          numbers.set(interned, number);
          const understood = reader.valueOf(number);
          return oracle.idOf(understood) === interned && Object.isFrozen(understood);
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('a field that is undefined is as good as absent', (t) => {
  const memory = dictionaryMemory();
  const numbering = new SharedDictionary(memory).numbering('machine');
  const number = numbering.numberOf({ a: 1, b: undefined });
  t.is(numbering.numberOf({ a: 1 }), number);
  t.deepEqual(new SharedDictionary(memory).numbering('machine').valueOf(number), { a: 1 });
});

test('objects come with their fields in the order in which they were made, which does not tell them apart', (t) => {
  const memory = dictionaryMemory(8);
  const [giver, reader] = [new SharedDictionary(memory), new SharedDictionary(memory)].map((thread) =>
    thread.numbering('machine'),
  );
  const made = { validator: 'v1', power: 3, keys: [{ z: 1, a: undefined, b: 2 }], 0: null };
  const number = giver?.numberOf(made) ?? -1;
  t.is(JSON.stringify(reader?.valueOf(number)), JSON.stringify(made));
  t.is(reader?.numberOf({ 0: null, keys: [{ b: 2, z: 1 }], power: 3, validator: 'v1' }), number);
});

test('what one thread tells of a step, the other finds', (t) => {
  const memory = dictionaryMemory(8);
  const mine = new SharedDictionary(memory).numbering('machine').steps;
  const yours = new SharedDictionary(memory).numbering('machine').steps;
  const event = mine.dataNumberOf({ type: 'go' });
  t.is(yours.find(3, event), -1);
  mine.tell(3, event, 5, mine.dataNumberOf([{ type: 'note' }]));
  const found = yours.find(3, event);
  t.is(yours.nextOf(found), 5);
  t.deepEqual(yours.dataOf(yours.emittedOf(found)), [{ type: 'note' }]);
  t.is(yours.find(4, event), -1);
});

test('a number that nobody gave is an error', (t) => {
  const numbering = new SharedDictionary(dictionaryMemory()).numbering('machine');
  t.throws(() => numbering.valueOf(0), { instanceOf: RangeError });
});
