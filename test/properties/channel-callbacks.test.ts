/** Goal: what a channel owes to its applications is judged step by step. */
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ChannelEnds } from '../../model/vocabulary.ts';
import { send } from '../../src/system/authoring.ts';
import type { Expected } from './judge.ts';
import { channelIn, ics, stepOf } from './situations.ts';
import { testStep } from './test-step.ts';

const lifecycle = createIcsSystem(loadInstance('lifecycle'));

type Row = readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected];

function judged(property: string, rows: readonly Row[], system: IcsSystem = ics, scope = 'c1'): void {
  for (const [title, step, expected] of rows) testStep({ system, property, scope }, title, step, expected);
}

const open = channelIn();
const closedHere = channelIn({}, { providerEnd: 'closed' });
const closedThere = channelIn({}, { consumerEnd: 'closed' });
const bothClosed = channelIn({}, { providerEnd: 'closed', consumerEnd: 'closed' });
const answer = (type: string) => [send('record-c1', { type })];
const give = (type: string) => ({ type, packets: [] });

judged('sends-answered', [
  ['VSCs leave', stepOf(open, give('sendVscs'), open, answer('vscsSent')), 'holds, seen'],
  ['VSCs leave without a word', stepOf(open, give('sendVscs'), open), /answered 0 times/],
  [
    'VSCs leave and stay',
    stepOf(open, give('sendVscs'), open, [...answer('vscsSent'), ...answer('sendRefusedClientExpired')]),
    /answered 2 times/,
  ],
  [
    'a closed end refuses',
    stepOf(closedHere, give('sendVscs'), closedHere, answer('sendFailedChannelClosed')),
    'holds, seen',
  ],
  [
    'a closed end keeps',
    stepOf(closedHere, give('sendVscs'), closedHere, answer('sendRefusedClientExpired')),
    /by an end that is closed/,
  ],
  [
    'an open end refuses',
    stepOf(open, give('sendVscs'), open, answer('sendFailedChannelClosed')),
    /by an end that is open/,
  ],
  ['a report stays', stepOf(open, give('sendSlash'), open, answer('slashKept')), 'holds, seen'],
  ['a report is lost', stepOf(open, give('sendSlash'), open), /"sendSlash" is answered 0 times/],
]);

const relayClose = { type: 'relayClose' };

judged('closing-told-to-provider', [
  ['it is', stepOf(closedThere, relayClose, bothClosed, answer('channelCloseConfirmed')), 'holds, seen'],
  ['it is not', stepOf(closedThere, relayClose, bothClosed), /its application is not told/],
]);

judged('closing-told-to-consumer', [
  ['it is', stepOf(closedHere, relayClose, bothClosed, answer('channelCloseConfirmed')), 'holds, seen'],
  ['it is not', stepOf(closedHere, relayClose, bothClosed), /its application is not told/],
  [
    'a timeout is',
    stepOf(open, { type: 'timeoutSlash' }, closedThere, answer('slashTimedOut')),
    'holds, seen',
  ],
  ['a timeout is not', stepOf(open, { type: 'timeoutSlash' }, closedThere), /its application is not told/],
]);

const handshake = (providerEnd: ChannelEnds['providerEnd'], consumerEnd: ChannelEnds['consumerEnd']) =>
  channelIn({}, { providerEnd, consumerEnd });

judged(
  'handshake-in-order',
  [
    ['it is taken up', stepOf(handshake('none', 'init'), { type: 'openTry' }, open), 'holds, seen'],
    [
      'it is taken up before it began',
      stepOf(handshake('none', 'none'), { type: 'openTry' }, open),
      /that the other end is init, and it is none/,
    ],
    [
      'it is acknowledged before it is taken up',
      stepOf(handshake('none', 'init'), { type: 'openAck' }, open),
      /that the other end is tryopen/,
    ],
    [
      'it is confirmed before it is acknowledged',
      stepOf(handshake('tryopen', 'init'), { type: 'openConfirm' }, open),
      /that the other end is open/,
    ],
  ],
  lifecycle,
  'c2',
);
