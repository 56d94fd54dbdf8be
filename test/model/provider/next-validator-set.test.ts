/** Which validators a consumer gets, by which keys, and who is behind a key. */
import test from 'ava';
import { genesisValidatorSet } from '../../../model/genesis-validator-set.ts';
import { nextValidatorSet, ownerOf } from '../../../model/provider/next-validator-set.ts';
import { firstConsumer, providerInstance } from './provider-instance.ts';

const bonded = [
  { validator: 'a', power: 1 },
  { validator: 'b', power: 3 },
  { validator: 'c', power: 2 },
];

test('everybody who is bonded, by the provider key', (t) => {
  const instance = providerInstance();
  t.deepEqual(nextValidatorSet(instance, firstConsumer(instance))(bonded), [
    { validator: 'a', key: 'a', power: 1 },
    { validator: 'b', key: 'b', power: 3 },
    { validator: 'c', key: 'c', power: 2 },
  ]);
});

test('only those who opted in, by the keys that they assigned', (t) => {
  const instance = providerInstance({
    consumers: [{ id: 'c1', optedIn: ['b', 'c'], assignedKeys: { c: 'k' } }],
  });
  t.deepEqual(nextValidatorSet(instance, firstConsumer(instance))(bonded), [
    { validator: 'b', key: 'b', power: 3 },
    { validator: 'c', key: 'k', power: 2 },
  ]);
});

test('inactive validators are cut before opting in counts', (t) => {
  const instance = providerInstance({
    provider: { maxProviderConsensusValidators: 2 },
    consumers: [{ id: 'c1', optedIn: ['a', 'c'] }],
  });
  t.deepEqual(nextValidatorSet(instance, firstConsumer(instance))(bonded), [
    { validator: 'c', key: 'c', power: 2 },
  ]);
});

test('of equal powers the first id is active', (t) => {
  const instance = providerInstance({ provider: { maxProviderConsensusValidators: 1 } });
  const equal = [
    { validator: 'a', power: 2 },
    { validator: 'b', power: 2 },
  ];
  t.deepEqual(nextValidatorSet(instance, firstConsumer(instance))(equal), [
    { validator: 'a', key: 'a', power: 2 },
  ]);
});

test('a key belongs to whom it was assigned, else to the validator of that name', (t) => {
  const owner = ownerOf(
    firstConsumer(providerInstance({ consumers: [{ id: 'c1', assignedKeys: { a: 'k' } }] })),
  );
  t.is(owner('k'), 'a');
  t.is(owner('b'), 'b');
  t.is(owner('nobody'), 'nobody');
});

test('a consumer launches with the set that the provider would compute at its genesis', (t) => {
  const instance = providerInstance({
    provider: { maxValidators: 2, powerReduction: 2 },
    validators: [
      { id: 'd', tokens: 9 },
      { id: 'a', tokens: 4 },
      { id: 'b', tokens: 5 },
      { id: 'c', tokens: 20, start: 'candidate' },
    ],
    consumers: [{ id: 'c1', assignedKeys: { d: 'k' } }],
  });
  // a and b have equal power, so the lower id is bonded although it holds fewer tokens.
  t.deepEqual(genesisValidatorSet(instance, firstConsumer(instance)), [
    { validator: 'a', key: 'a', power: 2 },
    { validator: 'd', key: 'k', power: 4 },
  ]);
});
