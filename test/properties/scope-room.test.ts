/** What an instance leaves no room for is not applicable there, to random runs or to a search of its scopes, and nothing else is. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { asPlayedAtRandom, type Instance } from '../../model/instance.ts';
import { loadInstance, presetNames } from '../../model/load-instance.ts';
import { properties } from '../../properties/index.ts';

const starvation = loadInstance('starvation');

function applicable(instance: Instance): readonly string[] {
  const system = createIcsSystem(instance);
  return properties.filter(({ expected }) => expected(system) !== 'not-applicable').map(({ id }) => id);
}

const ofExpiry = [
  'closing-told-to-provider',
  'closing-told-to-consumer',
  'no-delivery-after-timeout',
  'client-expiry-safe',
  'timeout-stops-consumer',
  'stops-have-a-reason',
  'closed-channel-reaction',
  'error-ack-closes-at-next-send',
  'provider-never-halts',
  'reach-stopped',
  'reach-timedout',
  'reach-expired-recovered',
];

test('one scope in which packets time out is enough for a search', (t) => {
  const found = applicable(starvation);
  for (const id of ofExpiry) t.true(found.includes(id), id);
});

test('random runs play the instance, in which nothing expires, whatever its scopes say', (t) => {
  const found = applicable(asPlayedAtRandom(starvation));
  const lost = applicable(starvation).filter((id) => !found.includes(id));
  t.deepEqual(new Set(lost), new Set(ofExpiry));
});

test('where packets time out and clients do not expire, only what takes an expired client is left out', (t) => {
  const counted: Instance = { ...starvation, scopes: [], channelExpiry: 'counted' };
  const found = applicable({ ...counted, channelExpiry: 'packetsOnly' });
  t.false(found.includes('client-expiry-safe'));
  t.false(found.includes('reach-expired-recovered'));
  for (const id of ['no-delivery-after-timeout', 'timeout-stops-consumer', 'reach-timedout', 'reach-stopped'])
    t.true(found.includes(id), id);
});

test('a scope that has less room than its instance keeps it', (t) => {
  const pair = loadInstance('pair');
  t.deepEqual(asPlayedAtRandom(pair), pair);
  const narrowed = asPlayedAtRandom({ ...pair, channelExpiry: 'packetsOnly' });
  t.deepEqual(
    new Set(narrowed.scopes.map(({ channelExpiry }) => channelExpiry)),
    new Set(['never', 'packetsOnly']),
  );
});

test('on every preset, a property applies if it has anything to check', (t) => {
  for (const preset of presetNames()) {
    const system = createIcsSystem(loadInstance(preset));
    const wrong = properties.filter(
      ({ expected, checks }) => (expected(system) === 'not-applicable') !== (checks(system).length === 0),
    );
    t.deepEqual(
      wrong.map(({ id }) => id),
      [],
      preset,
    );
  }
});
