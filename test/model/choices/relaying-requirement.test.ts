/** Goal: the provider waits for relayers that are said to keep up, and for a dead channel it does not. */
import test from 'ava';
import { providerChoices } from '../../../model/choices/provider-choices.ts';
import { relayersKeepUp } from '../../../model/choices/relaying-requirement.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import type { LocalSnapshot } from '../../../src/system/vocabulary.ts';
import { channelIn } from '../../properties/situations.ts';

function carrying(packets: number, end: 'open' | 'closed' = 'open'): LocalSnapshot<never> {
  const vsc = { vsc: 1, updates: [], slashAcks: [], timesOutIn: 5 };
  const toConsumer = Array.from({ length: packets }, () => vsc);
  return { ...channelIn({ toConsumer }), value: { providerEnd: end, consumerEnd: end } } as never;
}

test('no block while too many packets are under way', (t) => {
  const { holds } = relayersKeepUp('c1', 1);
  t.true(holds(carrying(1)));
  t.false(holds(carrying(2)));
});

test('a channel that is over holds nobody back', (t) => {
  const { holds } = relayersKeepUp('c1', 0);
  t.true(holds(carrying(0, 'closed')));
  t.false(holds(carrying(1)));
});

test('every provider block asks for it, where the instance says so', (t) => {
  const pair = loadInstance('pair');
  const requirements = (instance: typeof pair): readonly string[] =>
    providerChoices(instance)({ value: 'running', context: { validators: [], liquidTokens: 0 } as never })
      .filter(({ event }) => event.type === 'nextBlock')
      .flatMap(({ requires = [] }) => requires.map(({ name }) => name));
  const told = 'at most 2 VSC packets are on their way to c2';
  t.true(requirements({ ...pair, maxVscsInFlight: 2 }).includes(told));
  t.false(requirements(pair).includes(told));
});
