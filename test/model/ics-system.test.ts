/**
 * The assembled system: messages always find a machine that takes them, nobody is addressed who does not exist, time is
 * bounded where it must be, and a bounded instance has finitely many states.
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { randomBudgetBounds } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ChannelContext } from '../../model/vocabulary.ts';
import type { PlainState } from '../../src/system/plain-stepper.ts';
import { EventChooser } from '../../src/search/random/event-chooser.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import { randomNumbers, SystemWalker } from './system-walker.ts';

test('components, links and shared machines of the pair', (t) => {
  const { definition, consumers, oldestVscAge, closings } = createIcsSystem(loadInstance('pair'));
  t.deepEqual(Object.keys(definition.components), [
    'provider',
    'slash-meter',
    'record-c1',
    'channel-c1',
    'consumer-c1',
    'record-c2',
    'channel-c2',
    'consumer-c2',
  ]);
  t.is(consumers.length, 2);
  t.is(oldestVscAge, 5);
  t.deepEqual(Object.keys(closings), ['quiet', 'churn', 'removal', 'contention']);
});

test('equal consumers share the machines that do not know which consumer they are', (t) => {
  const minimal = loadInstance('minimal');
  const [consumer] = minimal.consumers;
  if (consumer === undefined) throw new Error('minimal has a consumer');
  const twins = { ...minimal, consumers: [consumer, { ...consumer, id: 'twin' }] };
  const { components } = createIcsSystem(twins).definition;
  const machineOf = (id: string): unknown => (components[id] as { readonly machine: unknown }).machine;
  t.is(machineOf('channel-c1'), machineOf('channel-twin'));
  t.is(machineOf('consumer-c1'), machineOf('consumer-twin'));
  t.not(machineOf('record-c1'), machineOf('record-twin'));
});

for (const [preset, steps] of [
  ['minimal', 3000],
  ['pair', 3000],
  ['hub', 150],
] as const) {
  test(`${preset}: every message is taken on a random walk, and drift stays bounded`, (t) => {
    const instance = loadInstance(preset);
    const walker = new SystemWalker(createIcsSystem(instance));
    const random = randomNumbers(2024);
    let taken = 0;
    for (let step = 0; step < steps; step++) {
      // Every so often from the start again: long walks end in stopped consumers.
      if (step % 150 === 0) walker.state = walker.stepper.initial();
      const offered = walker.offered();
      const { to, choice } = offered[Math.floor(random() * offered.length)] ?? {};
      if (to === undefined || choice === undefined) continue;
      if (walker.take(to, choice.event) === undefined) continue;
      taken++;
      for (const { id } of instance.consumers) {
        const { drift } = walker.context<ChannelContext>(`channel-${id}`);
        t.true(Math.abs(drift) <= instance.maxClockDriftSeconds);
      }
    }
    t.true(taken > steps / 5, `${String(taken)} of ${String(steps)}`);
  });
}

const worldGoesOn = new Set([
  'nextBlock',
  'relayVsc',
  'relaySlash',
  'relaySlashAck',
  'timeoutVsc',
  'timeoutSlash',
  'relayClose',
  'updateClientOnProvider',
  'updateClientOnConsumer',
]);

/** All states that blocks and relaying lead to, by their plain data. */
function reachableCount(walker: SystemWalker): number {
  const keyOf = ({ snapshots }: PlainState): string => JSON.stringify(snapshots);
  const seen = new Set([keyOf(walker.state)]);
  const frontier = [walker.state];
  for (let state = frontier.pop(); state !== undefined; state = frontier.pop()) {
    walker.state = state;
    for (const { to, choice } of walker.offered()) {
      if (!worldGoesOn.has(choice.event.type)) continue;
      const after = walker.stepper.step(state, to, choice.event)?.after;
      if (after === undefined || seen.has(keyOf(after))) continue;
      seen.add(keyOf(after));
      frontier.push(after);
    }
  }
  return seen.size;
}

test('minimal has finitely many states when only blocks and relaying are left', (t) => {
  t.is(reachableCount(new SystemWalker(createIcsSystem(loadInstance('minimal')))), 92);
});

test('and so it has after a validator lost stake', (t) => {
  const walker = new SystemWalker(createIcsSystem(loadInstance('minimal')));
  walker.must('provider', { type: 'undelegate', validator: 'v1', tokens: 1 });
  t.is(reachableCount(walker), 801);
});

/** Transitions that no run of the pair can take, and why. */
const outOfReach = [
  // No consumer of the pair pays rewards.
  'channel: (root) sendTransfers',
  'channel: (root) sendTransfers [providerClientActive]',
  // The provider sends no invalid VSC, so the consumer answers none with an error: only faults do.
  'channel: consumerEnd.open refuseVsc',
  'channel: providerEnd.open relayVscError [and(vscErrorIsProvable, consumerClientActive)]',
  'consumer-record: launched vscRefused [removalIsDelayed] -> stopped',
  'consumer-record: stopped vscRefused',
  'consumer: running vscReceived [vscIsInvalid]',
  // A stopped consumer whose channel is open: only its removal by the owner leads there.
  'consumer-record: (root) slashPacketReceived [consumerIsStopped]',
  // Only faults stop the provider.
  'provider: (root) blockAborted -> halted',
  'provider: halted handleDowntime',
];

test('random runs of the pair take every transition within reach', (t) => {
  const instance = loadInstance('pair');
  const stepper = new TabulatedStepper(defineSystem(createIcsSystem(instance).definition));
  const chooser = new EventChooser(stepper);
  const random = randomNumbers(7);
  const budgets = Object.entries(randomBudgetBounds(instance));
  for (let run = 0; run < 400; run++) {
    const vector = stepper.initial();
    chooser.startRun(
      Array.from({ length: 24 }, () => Math.floor(random() * 4)),
      Object.fromEntries(budgets.map(([name, budget]) => [name, Math.floor(random() * (budget + 1))])),
    );
    for (let step = 0; step < 250; step++) chooser.takeStep(vector, Math.floor(random() * 0x7fffffff));
  }
  t.deepEqual(stepper.coverage.transitions().missing, outOfReach.toSorted());
});
