import test from 'ava';
import { createDeadlinesMachine } from '../../../model/provider/deadlines-machine.ts';
import type { Instance } from '../../../model/instance.ts';
import type { DeadlinesContext } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { providerInstance } from './provider-instance.ts';

const base = providerInstance({});
const instance = {
  ...base,
  features: 'v4',
  provider: { ...base.provider, vscTimeoutSeconds: 3, initTimeoutSeconds: 2 },
} as const satisfies Instance;
const [consumer] = base.consumers;
if (consumer === undefined) throw new Error('expected a consumer');
const machine = createDeadlinesMachine(instance, { ...consumer, channelOpen: true });
const passes = (seconds: number): MachineEvent => ({ type: 'providerTimePassed', seconds });
const sent: MachineEvent = { type: 'maturitiesAwaited', vscs: [1] };
const check: MachineEvent = { type: 'deadlinesChecked' };
const matured: MachineEvent = { type: 'vscMatured', vsc: 1 };

for (const [title, events, overdue] of [
  ['in time', [sent, passes(3), check], false],
  ['overdue a second later', [sent, passes(3), passes(1), check], true],
  ['answered in between', [sent, passes(3), matured, passes(1), check], false],
  ['answered for another VSC', [sent, passes(4), { ...matured, vsc: 2 }, check], true],
  ['removed in between', [sent, passes(4), { type: 'consumerRemoved' }, check], false],
  ['nothing sent', [passes(9), check], false],
] as const) {
  test(`an answer is ${title}`, (t) => {
    const { sent: messages, refused } = play(machine, start(machine), events);
    t.deepEqual(refused, []);
    t.deepEqual(messages, overdue ? [['record', { type: 'answerOverdue' }]] : []);
  });
}

test('what is awaited grows older with the ids, and countdowns stop one below zero', (t) => {
  const { snapshot } = play(machine, start(machine), [sent, { type: 'vscIdAdvanced' }, passes(9), sent]);
  t.deepEqual((snapshot.context as DeadlinesContext).awaiting, [
    { vsc: 2, timesOutIn: -1 },
    { vsc: 1, timesOutIn: 3 },
  ]);
});

const connecting = createDeadlinesMachine(instance, {
  ...consumer,
  channelOpen: false,
  lifecycle: { start: 'registered', spawnSeconds: [1] },
});
const launched: MachineEvent = { type: 'openingAwaited' };

for (const [title, events, overdue] of [
  ['in time', [launched, passes(2), check], false],
  ['overdue a second later', [launched, passes(2), passes(1), check], true],
  ['done in between', [launched, passes(2), { type: 'openingDone' }, passes(1), check], false],
  ['of a consumer that was removed', [launched, passes(3), { type: 'consumerRemoved' }, check], false],
  ['of a consumer that is not launched', [passes(9), check], false],
] as const) {
  test(`an opening is ${title}`, (t) => {
    const { sent: messages, refused } = play(connecting, start(connecting), events);
    t.deepEqual(refused, []);
    t.deepEqual(messages, overdue ? [['record', { type: 'openingOverdue' }]] : []);
  });
}

test('the time of a consumer that is launched at the start runs from the start', (t) => {
  const machineOfLaunched = createDeadlinesMachine(instance, { ...consumer, channelOpen: false });
  const { sent: messages } = play(machineOfLaunched, start(machineOfLaunched), [passes(3), check]);
  t.deepEqual(messages, [['record', { type: 'openingOverdue' }]]);
});
