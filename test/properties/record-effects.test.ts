import test from 'ava';
import { note, send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { consumerIn, ics, recordIn, stepOf } from './situations.ts';

type Row = readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected];

function judged(property: string, scope: string, rows: readonly Row[]): void {
  for (const [title, step, expected] of rows)
    test(`${property}: ${title}`, (t) => {
      assertJudgement(t, judgeStep(checkOf(ics, property, scope), step), expected);
    });
}

const launched = recordIn();
const pending = recordIn({ pending: [{ vsc: 1, updates: [], slashAcks: [] }] });
const stopped = recordIn({}, 'stopped');
const told = (reason: string) => [note('consumerStopped', { reason })];
const sendFailed = { type: 'sendFailedChannelClosed' };

judged('stops-have-a-reason', 'c1', [
  ['a timeout', stepOf(launched, { type: 'vscTimedOut' }, stopped, told('vscTimeout')), 'holds, seen'],
  ['a VSC that cannot be sent', stepOf(pending, sendFailed, stopped, told('sendFailed')), 'holds, seen'],
  ['nothing to send', stepOf(launched, sendFailed, stopped, told('sendFailed')), /with nothing to send/],
  [
    'a stop that is not told',
    stepOf(launched, { type: 'vscTimedOut' }, stopped),
    /is not told as vscTimeout/,
  ],
  [
    'a stop that is told as another',
    stepOf(launched, { type: 'vscTimedOut' }, stopped, told('sendFailed')),
    /is not told as vscTimeout/,
  ],
  ['a stop for no reason', stepOf(launched, { type: 'epochEnded' }, stopped), /"epochEnded" is no reason/],
  [
    'a channel that is not opened in time',
    stepOf(
      recordIn({ hasChannel: false }),
      { type: 'openingOverdue' },
      recordIn({ hasChannel: false }, 'stopped'),
      told('openingOverdue'),
    ),
    'holds, seen',
  ],
  [
    'a channel that was opened in time',
    stepOf(launched, { type: 'openingOverdue' }, stopped, told('openingOverdue')),
    /for having no channel, and has one/,
  ],
  ['no stop', stepOf(launched, { type: 'vscTimedOut' }, launched), 'holds'],
]);

const bounce = { type: 'reportBounced', key: 'ka' };
const bounced = send('channel', { type: 'writeSlashAck', result: 'bounced' });
const noted = note('reportDecided', { key: 'ka', validator: 'a', decision: 'bounced', acked: false });

judged('bounce-keeps-report', 'c1: record', [
  ['a bounce', stepOf(launched, bounce, launched, [noted, bounced]), 'holds, seen'],
  ['a bounce that is not told', stepOf(launched, bounce, launched, [bounced]), /the bounce is not told/],
  [
    'a bounce without an answer',
    stepOf(launched, bounce, launched, [noted]),
    /not what the consumer is answered/,
  ],
  [
    'a bounce that is answered as handled',
    stepOf(launched, bounce, launched, [
      noted,
      send('channel', { type: 'writeSlashAck', result: 'handled' }),
    ]),
    /not what the consumer is answered/,
  ],
]);

const report = { key: 'ka', power: 3, vsc: 1 };
const waiting = consumerIn({ queue: [report], slashRecord: { waiting: true, retryIn: 1 } });
const again = consumerIn({ queue: [report], slashRecord: { waiting: false, retryIn: 1 } });
const done = consumerIn({ queue: [], slashRecord: null });
const answer = (result: string) => ({ type: 'slashAcknowledged', result });

judged('bounce-keeps-report', 'c1: consumer', [
  ['a bounced report waits', stepOf(waiting, answer('bounced'), again), 'holds, seen'],
  ['a bounced report is lost', stepOf(waiting, answer('bounced'), done), /does not wait to be sent again/],
  ['a bounced report is waited for', stepOf(waiting, answer('bounced'), waiting), /does not wait to be sent/],
  [
    'a bounce closes the channel',
    stepOf(waiting, answer('bounced'), again, [send('channel', { type: 'closeFromConsumer' })]),
    /makes the consumer send something/,
  ],
  [
    'a bounce counts as a closed channel',
    stepOf(waiting, answer('bounced'), consumerIn({ ...again.context, channelClosed: true })),
    /closes the channel/,
  ],
  ['a handled report leaves', stepOf(waiting, answer('handled'), done), 'holds, seen'],
  ['a handled report stays', stepOf(waiting, answer('handled'), again), /does not leave the queue/],
  ['an error is another matter', stepOf(waiting, answer('error'), waiting), 'holds, seen'],
]);
