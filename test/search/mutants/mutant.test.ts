import test from 'ava';
import { mutantsOf, mutator } from '../../../src/search/mutants/mutant.ts';
import { PlainStepper } from '../../../src/system/plain-stepper.ts';
import { turnstile } from './turnstile.ts';

test('there is a mutant for each outcome of each guard, the parts of combinations too, and for each action', (t) => {
  t.deepEqual(
    mutantsOf([turnstile(), turnstile()]).map(({ id }) => id),
    [
      ...['isBroken', 'isPaid', 'isFull'].flatMap((guard) => [
        `turnstile/${guard}=true`,
        `turnstile/${guard}=false`,
      ]),
      ...['addCoin', 'blink', 'polish', 'callRepair', 'takeCoin', 'countPassed', 'tellClerk'].map(
        (action) => `turnstile/${action}=dropped`,
      ),
      'clerk/hasPaper=true',
      'clerk/hasPaper=false',
      'clerk/count=dropped',
    ],
  );
});

test('a mutant differs in what it names and in nothing else', (t) => {
  const sound = turnstile();
  const mutant = mutantsOf([sound]).find(({ id }) => id === 'turnstile/blink=dropped');
  if (mutant === undefined) throw new TypeError('no such mutant');
  const contextAfterCoin = (system: typeof sound): unknown => {
    const stepper = new PlainStepper(system);
    const taken = stepper.step(stepper.initial(), 'turnstile', { type: 'insert' });
    return taken?.after.snapshots[0]?.context;
  };
  t.deepEqual(contextAfterCoin(sound), { coins: 1, passed: 0, greeted: 1 });
  t.deepEqual(contextAfterCoin(mutator(mutant)(sound)), { coins: 1, passed: 0, greeted: 0 });
  t.is(mutator(mutant)(sound).components[1], sound.components[1]);
});
