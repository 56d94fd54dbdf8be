/**
 * Reports on their whole way through the provider, with the numbers of the smallest instances that show each behaviour:
 * record, meter and staking together, packets put straight into the record.
 */
import test from 'ava';
import { createIcsSystem } from '../../../model/ics-system.ts';
import type {
  ChannelContext,
  ConsumerRecordContext,
  ProviderContext,
  SlashAckResult,
  SlashMeterContext,
} from '../../../model/vocabulary.ts';
import { SystemWalker } from '../system-walker.ts';
import { providerInstance } from './provider-instance.ts';

class Provider extends SystemWalker {
  /** The record of the consumer receives a report about the key; tells what the channel is to answer. */
  receive(consumer: string, key: string): SlashAckResult | undefined {
    this.must(`record-${consumer}`, { type: 'slashPacketReceived', key, power: 1, vsc: 'genesis' });
    return this.context<ChannelContext>(`channel-${consumer}`).slashAcks.at(-1)?.result;
  }

  blocks(count: number): void {
    for (let block = 0; block < count; block += 1) this.must('provider', { type: 'nextBlock', seconds: 1 });
  }

  get meter(): number {
    return this.context<SlashMeterContext>('slash-meter').meter;
  }

  get jailed(): readonly string[] {
    const { validators } = this.context<ProviderContext>('provider');
    return validators.filter(({ jailed }) => jailed).map(({ id }) => id);
  }

  acks(consumer: string): readonly string[] {
    return this.context<ConsumerRecordContext>(`record-${consumer}`).slashAcks;
  }
}

const start = (...wishes: Parameters<typeof providerInstance>): Provider =>
  new Provider(createIcsSystem(providerInstance(...wishes)));

test('the second report bounces until one replenishment brought the meter back to 0', (t) => {
  const provider = start({
    validators: [
      { id: 'a', tokens: 2 },
      { id: 'b', tokens: 1 },
    ],
    provider: { slashMeterReplenishFraction: '0.3' },
  });
  t.is(provider.meter, 1);
  t.is(provider.receive('c1', 'a'), 'handled');
  t.is(provider.meter, -1);
  t.is(provider.receive('c1', 'b'), 'bounced');
  t.deepEqual(provider.jailed, ['a']);
  provider.blocks(1);
  t.is(provider.receive('c1', 'b'), 'bounced');
  provider.blocks(1);
  t.is(provider.meter, 0);
  t.is(provider.receive('c1', 'b'), 'handled');
  t.is(provider.meter, -1);
  t.deepEqual(provider.jailed, ['a', 'b']);
  // An epoch ended meanwhile, and its VSC took the ack for a along.
  t.deepEqual(provider.acks('c1'), ['b']);
});

test('a meter of 0 serves once more: 1, 0, -1', (t) => {
  const provider = start({
    validators: ['a', 'b', 'd'].map((id) => ({ id, tokens: 1 })),
    provider: { slashMeterReplenishFraction: '0.3' },
  });
  t.is(provider.receive('c1', 'a'), 'handled');
  t.is(provider.meter, 0);
  t.is(provider.receive('c1', 'b'), 'handled');
  t.is(provider.meter, -1);
  t.is(provider.receive('c1', 'd'), 'bounced');
  t.deepEqual(provider.acks('c1'), ['a', 'b']);
});

test('two consumers that report the same outage are charged once, and both get their ack', (t) => {
  const provider = start({
    consumers: [{ id: 'c1' }, { id: 'c2' }],
    provider: { slashMeterReplenishFraction: '1' },
  });
  t.is(provider.receive('c1', 'a'), 'handled');
  t.is(provider.receive('c2', 'a'), 'handled');
  t.is(provider.meter, 2);
  t.deepEqual([provider.acks('c1'), provider.acks('c2')], [['a'], ['a']]);
});

test('an ack waits for a change of the set: none comes if the validator is back before the epoch ends', (t) => {
  const provider = start({
    provider: { blocksPerEpoch: 5 },
    consumers: [{ id: 'c1', downtimeJailSeconds: 1, downtimeSlashFraction: '0' }],
  });
  provider.receive('c1', 'a');
  provider.blocks(2);
  provider.must('provider', { type: 'unjail', validator: 'a' });
  provider.blocks(3);
  t.deepEqual(provider.acks('c1'), ['a']);
  t.deepEqual(provider.context<ChannelContext>('channel-c1').toConsumer, []);
  provider.must('provider', { type: 'delegate', validator: 'b', tokens: 1 });
  provider.blocks(5);
  t.deepEqual(provider.acks('c1'), []);
  t.like(provider.context<ChannelContext>('channel-c1').toConsumer[0], {
    vsc: 1,
    updates: [{ key: 'b', power: 3 }],
    slashAcks: ['a'],
  });
});

test('consumers with different members get the same id, and only those that change get a packet', (t) => {
  const provider = start({ consumers: [{ id: 'c1' }, { id: 'c2', optedIn: ['b'] }] });
  const ids = (consumer: string) =>
    provider.context<ChannelContext>(`channel-${consumer}`).toConsumer.map(({ vsc }) => vsc);
  provider.must('provider', { type: 'delegate', validator: 'a', tokens: 1 });
  provider.blocks(2);
  t.deepEqual([ids('c1'), ids('c2')], [[1], []]);
  provider.must('provider', { type: 'delegate', validator: 'b', tokens: 1 });
  provider.blocks(2);
  t.deepEqual([ids('c1'), ids('c2')], [[2, 1], [1]]);
});

test('a change that is undone within the epoch makes no packet', (t) => {
  const provider = start({ provider: { blocksPerEpoch: 3 } });
  provider.must('provider', { type: 'delegate', validator: 'a', tokens: 1 });
  provider.blocks(1);
  provider.must('provider', { type: 'undelegate', validator: 'a', tokens: 1 });
  provider.blocks(2);
  t.deepEqual(provider.context<ChannelContext>('channel-c1').toConsumer, []);
});
