import test from 'ava';
import { send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { channelIn, consumerIn, ics, recordIn, stepOf, vsc } from './situations.ts';

const vscDueIn = (timesOutIn: number, ends = {}) =>
  channelIn({ toConsumer: [{ ...vsc(1, {}), timesOutIn }] }, ends);
const slashDueIn = (timesOutIn: number, ends = {}) =>
  channelIn({ toProvider: [{ key: 'b', power: 2, vsc: 1, timesOutIn }] }, ends);
const providerClosed = channelIn({}, { providerEnd: 'closed' });
const consumerClosed = channelIn({}, { consumerEnd: 'closed' });
const relay = (type: string) => ({ type });

const timings: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  ['a VSC in time', stepOf(vscDueIn(1), relay('relayVsc'), channelIn()), 'holds'],
  [
    'a VSC at its timeout',
    stepOf(vscDueIn(0), relay('relayVsc'), channelIn()),
    /a VSC is received although it has timed out/,
  ],
  [
    'a slash packet at its timeout',
    stepOf(slashDueIn(0), relay('relaySlash'), channelIn()),
    /a slash packet is received although/,
  ],
  [
    'a report of maturity at its timeout',
    stepOf(slashDueIn(0), relay('relayMatured'), channelIn()),
    /a report of maturity is received although/,
  ],
  ['a report of maturity in time', stepOf(slashDueIn(1), relay('relayMatured'), channelIn()), 'holds'],
  ['a timeout at its time', stepOf(vscDueIn(0), relay('timeoutVsc'), providerClosed), 'holds, seen'],
  [
    'a timeout too early',
    stepOf(vscDueIn(2), relay('timeoutVsc'), providerClosed),
    /timed out 2 s before its timeout/,
  ],
  [
    'a timeout towards a closed end',
    stepOf(vscDueIn(2, { consumerEnd: 'closed' }), relay('timeoutVsc'), providerClosed),
    'holds',
  ],
  [
    'a timeout that leaves the end open',
    stepOf(vscDueIn(0), relay('timeoutVsc'), channelIn()),
    /provider's end stays open/,
  ],
  [
    'a timeout of nothing',
    stepOf(channelIn({}, { consumerEnd: 'closed' }), relay('timeoutVsc'), providerClosed),
    /a VSC is timed out although none is in flight/,
  ],
  [
    'a timeout of no slash packet',
    stepOf(channelIn({}, { providerEnd: 'closed' }), relay('timeoutSlash'), consumerClosed),
    /timed out although none is in flight/,
  ],
  [
    'an error that is committed',
    stepOf(channelIn({ vscError: 'provable' }), relay('relayVscError'), channelIn()),
    'holds',
  ],
  [
    'an error that no block holds',
    stepOf(channelIn({ vscError: 'written' }), relay('relayVscError'), channelIn()),
    /an error is proved that no block holds/,
  ],
  [
    'a timeout of a slash packet',
    stepOf(slashDueIn(0), relay('timeoutSlash'), consumerClosed),
    'holds, seen',
  ],
  [
    'a timeout of a slash packet too early',
    stepOf(slashDueIn(1), relay('timeoutSlash'), consumerClosed),
    /1 s before its timeout/,
  ],
  [
    'a timeout of a slash packet that leaves the end open',
    stepOf(slashDueIn(0), relay('timeoutSlash'), channelIn()),
    /consumer's end stays open/,
  ],
];
for (const [title, step, expected] of timings) {
  test(`no-delivery-after-timeout: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'no-delivery-after-timeout', 'c1'), step), expected);
  });
}

const consumerExpired = { consumerClientExpiresIn: 0 };
const providerExpired = { providerClientExpiresIn: 0 };
const sent = channelIn({ toConsumer: [{ ...vsc(1, {}), timesOutIn: 5 }] });
const reported = channelIn({ toProvider: [{ key: 'b', power: 2, vsc: 1, timesOutIn: 5 }] });
const expiries: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  [
    'a refused VSC',
    stepOf(channelIn(consumerExpired), { type: 'sendVscs' }, channelIn(consumerExpired)),
    'holds, seen',
  ],
  [
    'a VSC sent all the same',
    stepOf(channelIn(consumerExpired), { type: 'sendVscs' }, sent),
    /a VSC is sent although/,
  ],
  [
    'a VSC said to be sent',
    stepOf(channelIn(consumerExpired), { type: 'sendVscs' }, channelIn(consumerExpired), [
      send('record', { type: 'vscsSent' }),
    ]),
    /a VSC is sent although/,
  ],
  [
    'a slash packet received',
    stepOf(channelIn(consumerExpired), relay('relaySlash'), channelIn()),
    /"relaySlash" happens although the provider's client/,
  ],
  [
    'a slash packet sent by the other client',
    stepOf(channelIn(consumerExpired), { type: 'sendSlash' }, reported),
    'holds, seen',
  ],
  [
    'a slash packet sent all the same',
    stepOf(channelIn(providerExpired), { type: 'sendSlash' }, reported),
    /"sendSlash" is done although the consumer's client/,
  ],
  [
    'maturity packets sent all the same',
    stepOf(channelIn(providerExpired), { type: 'sendMatured' }, channelIn(providerExpired), [
      send('consumer', { type: 'maturedSent' }),
    ]),
    /"sendMatured" is done although/,
  ],
  [
    'maturity packets kept',
    stepOf(channelIn(providerExpired), { type: 'sendMatured' }, channelIn(providerExpired), [
      send('consumer', { type: 'maturedKept' }),
    ]),
    'holds, seen',
  ],
  [
    'rewards sent all the same',
    stepOf(channelIn(providerExpired), { type: 'sendTransfers' }, channelIn(providerExpired), [
      send('rewards', { type: 'transfersSent' }),
    ]),
    /"sendTransfers" is done although/,
  ],
  [
    'a report of maturity received',
    stepOf(channelIn(consumerExpired), relay('relayMatured'), channelIn()),
    /"relayMatured" happens although the provider's client/,
  ],
  [
    'an error received',
    stepOf(channelIn(consumerExpired), relay('relayVscError'), channelIn()),
    /"relayVscError" happens although the provider's client/,
  ],
  [
    'an opening confirmed',
    stepOf(channelIn(consumerExpired, { providerEnd: 'tryopen' }), relay('openConfirm'), channelIn()),
    /"openConfirm" happens although the provider's client/,
  ],
  [
    'an opening acknowledged',
    stepOf(channelIn(providerExpired, { consumerEnd: 'init' }), relay('openAck'), channelIn()),
    /"openAck" happens although the consumer's client/,
  ],
  [
    "the provider's end closed over the expired client",
    stepOf(
      channelIn(consumerExpired, { consumerEnd: 'closed' }),
      relay('relayClose'),
      channelIn(consumerExpired, { consumerEnd: 'closed', providerEnd: 'closed' }),
    ),
    /"relayClose" happens although the provider's client/,
  ],
  [
    "the provider's end closed with the deletion of the consumer",
    stepOf(channelIn(consumerExpired), { type: 'consumerDeleted' }, providerClosed),
    /"consumerDeleted" happens although the provider's client/,
  ],
  [
    "the provider's end orphaned by the deletion of the consumer",
    stepOf(
      channelIn(consumerExpired),
      { type: 'consumerDeleted' },
      channelIn(consumerExpired, { providerEnd: 'orphaned' }),
    ),
    'holds, seen',
  ],
  [
    "the consumer's end closed over the expired client",
    stepOf(
      channelIn(providerExpired, { providerEnd: 'closed' }),
      relay('relayClose'),
      channelIn(providerExpired, { consumerEnd: 'closed', providerEnd: 'closed' }),
    ),
    /"relayClose" happens although the consumer's client/,
  ],
  [
    "the consumer's end closed over the other client",
    stepOf(channelIn(consumerExpired, { providerEnd: 'closed' }), relay('relayClose'), consumerClosed),
    'holds, seen',
  ],
  [
    'a VSC received',
    stepOf(channelIn(providerExpired), relay('relayVsc'), channelIn()),
    /"relayVsc" happens although the consumer's client/,
  ],
  [
    'a client updated after its expiry',
    stepOf(channelIn(providerExpired), relay('updateClientOnConsumer'), channelIn()),
    /"updateClientOnConsumer"/,
  ],
  [
    'a recovery',
    stepOf(channelIn(providerExpired), relay('recoverClientOnConsumer'), channelIn()),
    'holds, seen',
  ],
  ['active clients', stepOf(channelIn(), { type: 'sendVscs' }, sent), 'holds'],
];
for (const [title, step, expected] of expiries) {
  test(`client-expiry-safe: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'client-expiry-safe', 'c1: channel'), step), expected);
  });
}

const waiting = recordIn({ pending: [vsc(1, { b: 4 })] });
const refused = { type: 'sendRefusedClientExpired' };
const report = { key: 'b', power: 2, vsc: 1 };
const queued = consumerIn({ queue: [report] });
const kept: readonly (readonly [
  title: string,
  scope: string,
  step: ReturnType<typeof stepOf>,
  expected: Expected,
])[] = [
  ['pending VSCs stay', 'provider', stepOf(waiting, refused, waiting), 'holds, seen'],
  [
    'pending VSCs are dropped',
    'provider',
    stepOf(waiting, refused, recordIn()),
    /of 1 pending VSCs 0 are kept, and the consumer is launched/,
  ],
  [
    'the consumer is stopped for it',
    'provider',
    stepOf(waiting, refused, recordIn(waiting.context, 'stopped')),
    /the consumer is stopped/,
  ],
  ['pending VSCs leave', 'provider', stepOf(waiting, { type: 'vscsSent' }, recordIn()), 'holds'],
  ['reports stay', 'consumer', stepOf(queued, { type: 'slashKept' }, queued), 'holds, seen'],
  [
    'a report is dropped',
    'consumer',
    stepOf(queued, { type: 'slashKept' }, consumerIn()),
    /its queue of 1 becomes one of 0/,
  ],
  [
    'a report waits for an answer that cannot come',
    'consumer',
    stepOf(
      queued,
      { type: 'slashKept' },
      consumerIn({ queue: [report], slashRecord: { waiting: true, retryIn: 1 } }),
    ),
    /could not send a report/,
  ],
];
for (const [title, side, step, expected] of kept) {
  test(`client-expiry-safe, ${side}: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'client-expiry-safe', `c1: ${side}`), step), expected);
  });
}

test('timeout-stops-consumer: the provider is told, and stops the consumer', (t) => {
  const atChannel = checkOf(ics, 'timeout-stops-consumer', 'c1: channel');
  const told = [send('record', { type: 'vscTimedOut' })];
  assertJudgement(
    t,
    judgeStep(atChannel, stepOf(vscDueIn(0), relay('timeoutVsc'), providerClosed, told)),
    'holds, seen',
  );
  assertJudgement(
    t,
    judgeStep(atChannel, stepOf(vscDueIn(0), relay('timeoutVsc'), providerClosed)),
    /was not told/,
  );
  assertJudgement(t, judgeStep(atChannel, stepOf(vscDueIn(2), relay('relayVsc'), channelIn())), 'holds');
  const atRecord = checkOf(ics, 'timeout-stops-consumer', 'c1: provider');
  const timedOut = { type: 'vscTimedOut' };
  assertJudgement(
    t,
    judgeStep(atRecord, stepOf(recordIn(), timedOut, recordIn({}, 'stopped'))),
    'holds, seen',
  );
  assertJudgement(t, judgeStep(atRecord, stepOf(recordIn(), timedOut, recordIn())), /c1 is still launched/);
});
