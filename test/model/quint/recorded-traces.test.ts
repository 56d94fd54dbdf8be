/** Traces of the ICS project's Quint model: all of them can be followed, and what is altered in one is noticed. */
import test from 'ava';
import { add, at, itemsOf, put, type Json } from './itf-json.ts';
import { recordedNames, recordedText, replayText } from './recorded.ts';

for (const name of recordedNames)
  test(`${name} is followed to its end`, (t) => {
    const { steps, followed, divergence } = replayText(recordedText(name));
    t.is(divergence, undefined);
    t.true(steps >= 60);
    t.is(followed, steps);
  });

test('there are traces of every layer of the model', (t) => {
  t.is(recordedNames.length, 16);
  for (const layer of ['bound-', 'boundkey-', 'plain-', 'plainkey-', 'sync-', 'jail-', 'maturation-'])
    t.true(recordedNames.some((name) => name.startsWith(layer)));
});

/** A change of one state of a recorded trace, and the statement that must then be reported as false. */
interface Alteration {
  readonly title: string;
  readonly trace: string;
  /** Of `currentState`; false if there is nothing to alter in it. */
  readonly alter: (current: Json) => boolean;
  readonly field: RegExp;
}

const jail = 'jail-0x20c-0.itf.json.gz';
const mature = 'maturation-0x20b-0.itf.json.gz';
const keys = 'boundkey150-0x204-0.itf.json.gz';

const chain = ['providerState', 'chainState'] as const;

/** Alters the state for the first running consumer for which there is something to alter. */
const ofSome =
  (alter: (state: Json, id: string) => boolean) =>
  (state: Json): boolean =>
    ['consumer1', 'consumer2', 'consumer3'].some(
      (id) => at(state, 'providerState', 'consumerStatus', id) === 'running' && alter(state, id),
    );

/** Takes the last item from a list of the provider that has one for each consumer, or of the consumer itself. */
const withoutLast = (...path: readonly string[]) =>
  ofSome((state, id) => {
    const [owner = '', field = ''] = path;
    if (owner === 'consumer') return itemsOf(at(state, 'consumerStates', id, field)).pop() !== undefined;
    const entry = itemsOf(at(state, 'providerState', field)).find((pair) => itemsOf(pair)[0] === id);
    return entry !== undefined && itemsOf(itemsOf(entry)[1]).pop() !== undefined;
  });

const alterations: readonly Alteration[] = [
  {
    title: 'a status',
    trace: jail,
    field: /status$/,
    alter: (state) => {
      const running = itemsOf(at(state, 'providerState', 'consumerStatus')).find(
        (pair) => itemsOf(pair)[1] === 'running',
      );
      return running !== undefined && put(running, 1, 'stopped');
    },
  },
  {
    title: 'a power on the provider',
    trace: jail,
    field: /^provider: powers now$/,
    alter: (state) => add(at(state, ...chain, 'currentValidatorPowers', 'node3'), 50),
  },
  {
    title: 'a committed power on the provider',
    trace: jail,
    field: /^provider: powers committed$/,
    alter: (state) => add(at(state, ...chain, 'votingPowerHistory', 0, 'node3'), 50),
  },
  {
    title: 'the end of a jail term',
    trace: mature,
    field: /^provider: jailed/,
    alter: (state) => {
      const [pair] = itemsOf(at(state, ...chain, 'jailedUntil'));
      return pair !== undefined && add(at(pair, 1), 10_000_000);
    },
  },
  {
    title: 'the next VSC id',
    trace: jail,
    field: /^provider: next VSC id$/,
    alter: (state) => add(at(state, 'providerState', 'runningVscId'), 1),
  },
  {
    title: 'the height of the provider',
    trace: jail,
    field: /^provider: block of the epoch$/,
    alter: (state) => add(at(state, ...chain, 'currentBlockHeight'), 1),
  },
  {
    title: 'a power on a consumer',
    trace: jail,
    field: /^consumer.: powers now$/,
    alter: ofSome((state, id) =>
      add(at(state, 'consumerStates', id, 'chainState', 'currentValidatorPowers', 'node3'), 50),
    ),
  },
  {
    title: 'a committed power on a consumer',
    trace: jail,
    field: /^consumer.: powers committed$/,
    alter: ofSome((state, id) =>
      add(at(state, 'consumerStates', id, 'chainState', 'votingPowerHistory', 0, 'node3'), 50),
    ),
  },
  {
    title: 'the clock of a consumer',
    trace: jail,
    field: /^consumer.: clock/,
    alter: ofSome((state, id) => add(at(state, 'consumerStates', id, 'chainState', 'runningTimestamp'), 1)),
  },
  {
    title: 'a time of maturity',
    trace: mature,
    field: /^consumer.: VSCs that mature/,
    alter: ofSome((state, id) => {
      const [pair] = itemsOf(at(state, 'consumerStates', id, 'maturationTimes'));
      return pair !== undefined && add(at(pair, 1), 1_000_000);
    }),
  },
  {
    title: 'a VSC that is lost on its way',
    trace: keys,
    field: /^consumer.: VSCs on their way/,
    alter: withoutLast('provider', 'outstandingPacketsToConsumer'),
  },
  {
    title: 'the timeout of a VSC',
    trace: keys,
    field: /^consumer.: VSCs on their way/,
    alter: ofSome((state, id) => {
      const [packet] = itemsOf(at(state, 'providerState', 'outstandingPacketsToConsumer', id));
      return packet !== undefined && add(at(packet, 'value', 'timeoutTime'), 1);
    }),
  },
  {
    title: 'a packet that is lost on its way to the provider',
    trace: mature,
    field: /^consumer.: packets on their way to the provider/,
    alter: withoutLast('consumer', 'outstandingPacketsToProvider'),
  },
  {
    title: 'a packet that is lost in the queue of a consumer',
    trace: mature,
    field: /^consumer.: packets that wait/,
    alter: withoutLast('consumer', 'queuedPackets'),
  },
  {
    title: 'an answer that nobody waits for',
    trace: mature,
    field: /^consumer.: waits for the answer/,
    alter: withoutLast('consumer', 'waitingForSlashPacketAck'),
  },
  {
    title: 'an answer that the provider does not owe',
    trace: mature,
    field: /^consumer.: slash packets answered/,
    alter: withoutLast('provider', 'acksToSendOnEndBlock'),
  },
  {
    title: 'a VSC that counts as answered',
    trace: mature,
    field: /^consumer.: VSCs without an answer$/,
    alter: withoutLast('provider', 'sentVscPacketsToConsumer'),
  },
  {
    title: 'a key in use',
    trace: keys,
    field: /^consumer.: keys in use$/,
    alter: withoutLast('provider', 'validatorToConsumerAddr'),
  },
  {
    title: 'the validator behind a key',
    trace: keys,
    field: /^consumer.: validators behind keys$/,
    alter: withoutLast('provider', 'consumerAddrToValidator'),
  },
  {
    title: 'keys to forget',
    trace: keys,
    field: /^consumer.: keys to forget/,
    alter: withoutLast('provider', 'consumerAddrsToPrune'),
  },
];

interface TraceJson {
  readonly states: readonly { readonly currentState: Json; readonly trace: readonly Json[] }[];
}

for (const { title, trace, alter, field } of alterations)
  test(`altered: ${title} is reported where it was altered`, (t) => {
    const document = JSON.parse(recordedText(trace)) as TraceJson;
    const step = document.states.findIndex(({ currentState }, index) => index > 12 && alter(currentState));
    t.true(step > 12, 'nothing to alter in the trace');
    const { divergence } = replayText(JSON.stringify(document));
    t.is(divergence?.step, step);
    t.regex(divergence !== undefined && 'field' in divergence.problem ? divergence.problem.field : '', field);
  });

const actions: readonly (readonly [title: string, kind: string, alter: (action: Json) => boolean])[] = [
  [
    'more time passes on the provider',
    'EndAndBeginBlockForProvider',
    (action) => add(at(action, 'timeAdvancement'), 1),
  ],
  ['more stake moves', 'VotingPowerChange', (action) => add(at(action, 'changeAmount'), 150)],
  ['another validator gets a key', 'KeyAssignment', (action) => put(action, 'validator', 'node1')],
];

for (const [title, kind, alter] of actions)
  test(`altered: ${title} than the states show`, (t) => {
    const document = JSON.parse(recordedText(keys)) as TraceJson;
    const isMeant = (action: Json): boolean =>
      at(action, 'kind') === kind && at(action, 'validator') !== 'node1';
    const step = document.states.findIndex(({ trace }, index) => index > 12 && isMeant(trace.at(-1)));
    alter(document.states[step]?.trace.at(-1));
    t.is(replayText(JSON.stringify(document)).divergence?.step, step);
  });

/** Mistakes that the traces are long enough to show. */
for (const fault of ['M01', 'M02', 'M08'])
  test(`the fault ${fault} does not pass for the peer's protocol`, (t) => {
    t.true(recordedNames.some((name) => replayText(recordedText(name), [fault]).divergence !== undefined));
  });
