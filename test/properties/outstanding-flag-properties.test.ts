import test from 'ava';
import type { OutstandingFlags } from '../../properties/observers/outstanding-flags.ts';
import type { SlashAcks } from '../../properties/observers/slash-acks.ts';
import {
  assertLeadsTo,
  assertState,
  assertStep,
  channelState,
  checkOf,
  consumerState,
  recordState,
  said,
  step,
} from './slashing-situations.ts';

const acks = (changes: Partial<SlashAcks> = {}): SlashAcks => ({
  waiting: [],
  travelling: [],
  met: false,
  droppedSilently: [],
  outside: [],
  defect: '',
  ...changes,
});
const severed = channelState({}, { providerEnd: 'open', consumerEnd: 'closed' });

const report = { key: 'k1', power: 3, vsc: 'genesis' } as const;
const carrying = { vsc: 1, updates: [], slashAcks: ['k1'] };
const flagged = consumerState({ outstanding: ['k1'] });
const outstandingCases = [
  { title: 'no flag', values: [consumerState(), recordState(), channelState()], holds: true, witness: false },
  {
    title: 'a queued report',
    values: [consumerState({ outstanding: ['k1'], queue: [report] }), recordState(), channelState()],
    holds: true,
  },
  {
    title: 'a waiting ack',
    values: [flagged, recordState({ slashAcks: ['k1'] }), channelState()],
    holds: true,
  },
  {
    title: 'a pending VSC',
    values: [flagged, recordState({ pending: [carrying] }), channelState()],
    holds: true,
  },
  {
    title: 'a VSC in flight',
    values: [flagged, recordState(), channelState({ toConsumer: [{ ...carrying, timesOutIn: 3 }] })],
    holds: true,
  },
  { title: 'a closed channel', values: [flagged, recordState(), severed], holds: true },
  { title: 'nothing', values: [flagged, recordState(), channelState()], holds: false },
  {
    title: 'an ack of another key',
    values: [flagged, recordState({ slashAcks: ['v2'] }), channelState()],
    holds: false,
  },
];
for (const { title, values, holds, witness = true } of outstandingCases) {
  test(`outstanding-cleared-by-ack: the flag waits for ${title}`, (t) => {
    assertState(t, checkOf('outstanding-cleared-by-ack', 'c1'), values, { holds, witness });
    const trueForm = checkOf('outstanding-cleared-by-ack-unless-dropped', 'c1');
    assertState(t, trueForm, [...values, acks()], { holds, witness });
    assertState(t, trueForm, [...values, acks({ droppedSilently: ['k1'] })], { holds: true });
  });
}

test('outstanding-flag-follows-reports', (t) => {
  const check = checkOf('outstanding-flag-follows-reports', 'c1');
  const block = { type: 'nextBlock', seconds: 1 };
  const reported = said({ type: 'reportQueued', report });
  const clear = consumerState();
  assertStep(t, check, step(clear, block, flagged, reported), { holds: true, witness: true });
  assertStep(t, check, step(clear, block, clear, reported), { holds: false, says: /its flag is not set/ });
  assertStep(t, check, step(clear, block, flagged), { holds: false, says: /set without a report/ });
  const received = { type: 'vscReceived', vsc: 1, updates: [], slashAcks: ['k1'] };
  assertStep(t, check, step(flagged, received, clear), { holds: true });
  assertStep(t, check, step(flagged, received, flagged), { holds: false, says: /stays set/ });
  const handled = { type: 'slashAcknowledged', result: 'handled' };
  assertStep(t, check, step(flagged, handled, flagged), { holds: true });
  assertStep(t, check, step(flagged, handled, clear), { holds: false, says: /cleared by slashAcknowledged/ });
  const outside = consumerState({ outstanding: ['k1'], set: [{ key: 'v2', power: 2 }] });
  assertStep(t, check, step(outside, block, clear), { holds: true });
  assertStep(t, check, step(outside, block, flagged), { holds: false, says: /stays set/ });
});

test('outstanding-eventually-cleared', (t) => {
  const check = checkOf('outstanding-eventually-cleared', 'c1');
  const flags: OutstandingFlags = { open: ['k1'], met: false, established: true, outside: [] };
  const record = recordState({ slashAcks: ['k1'] });
  assertLeadsTo(t, check, [flags, record, channelState()], {
    from: true,
    to: false,
    excluded: false,
    says: /flag of k1 stays set.*\[k1\]/,
  });
  assertLeadsTo(t, check, [{ ...flags, open: [] }, record, channelState()], { from: false, to: true });
  assertLeadsTo(t, check, [flags, record, channelState({ consumerClientExpiresIn: 0 })], {
    from: true,
    to: false,
    excluded: true,
  });
});

test('outstanding-cleared-after-next-change', (t) => {
  const check = checkOf('outstanding-cleared-after-next-change', 'c1');
  const values = (given: SlashAcks, channel = channelState()) => [given, recordState(), channel];
  const travelling = acks({ travelling: [['k1']] });
  assertLeadsTo(t, check, values(travelling), {
    from: true,
    to: false,
    excluded: false,
    says: /\[k1\] never arrives/,
  });
  assertLeadsTo(t, check, values({ ...travelling, met: true }), { from: true, to: true });
  assertLeadsTo(t, check, values(acks({ waiting: ['k1'] })), { from: false, to: true });
  assertLeadsTo(t, check, values(travelling, severed), { from: true, to: false, excluded: true });
});

test('acks-conserved', (t) => {
  const check = checkOf('acks-conserved', 'c1');
  assertState(t, check, [acks(), recordState()], { holds: true, witness: false });
  assertState(t, check, [acks({ waiting: ['k1'] }), recordState({ slashAcks: ['k1'] })], {
    holds: true,
    witness: true,
  });
  assertState(t, check, [acks({ waiting: ['k1'] }), recordState()], { holds: false, says: /\[k1\].*\[\]/ });
  assertState(t, check, [acks(), recordState({ slashAcks: ['v2'] })], { holds: false });
  assertState(t, check, [acks({ defect: 'lost' }), recordState()], { holds: false, says: /lost/ });
});

test('one-outstanding-report-per-key, and across entries', (t) => {
  const [voided, fresh] = [true, false].map((stale) => ({ key: 'k1', decided: false, stale }));
  const other = { key: 'v2', decided: true, stale: false };
  const rows = [
    { reports: [], perKey: true, across: true },
    { reports: [fresh, other], perKey: true, across: true },
    { reports: [voided, fresh], perKey: true, across: false },
    { reports: [fresh, other, fresh], perKey: false, across: false },
  ];
  for (const { reports: unresolved, perKey, across } of rows) {
    const values = [{ reports: unresolved, outside: [] }];
    const witness = unresolved.length > 0;
    assertState(t, checkOf('one-outstanding-report-per-key', 'c1'), values, { holds: perKey, witness });
    assertState(t, checkOf('one-outstanding-report-across-entries', 'c1'), values, {
      holds: across,
      witness,
    });
  }
});
