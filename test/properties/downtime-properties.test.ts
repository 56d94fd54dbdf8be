import test from 'ava';
import type { DowntimeDecision, ModelNote } from '../../model/vocabulary.ts';
import type { DowntimeImpunity } from '../../properties/observers/downtime-impunity.ts';
import type { DowntimeReports } from '../../properties/observers/downtime-reports.ts';
import type { SlashAcks } from '../../properties/observers/slash-acks.ts';
import {
  assertLeadsTo,
  assertState,
  assertStep,
  channelState,
  checkOf,
  handleDowntime,
  providerState,
  recordState,
  said,
  sent,
  step,
  validator,
} from './slashing-situations.ts';

const reports = (changes: Partial<DowntimeReports> = {}): DowntimeReports => ({
  established: true,
  undecided: [],
  decided: null,
  surplusDecision: '',
  surplusPunishment: '',
  ...changes,
});
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

test('downtime-always-decided', (t) => {
  const check = checkOf('downtime-always-decided', 'c1');
  const waiting = reports({ undecided: [{ key: 'k1', bounces: 1 }] });
  const values = (state: DowntimeReports, channel = channelState()) => [state, recordState(), channel];
  assertLeadsTo(t, check, values(waiting), {
    from: true,
    to: false,
    excluded: false,
    says: /never decided; undecided: k1 \(bounced\)/,
  });
  assertLeadsTo(t, check, values(reports()), { from: false, to: true });
  assertLeadsTo(t, check, values({ ...waiting, established: false }), { from: false, to: false });
  const decided = { key: 'v2', bounces: 0, decision: 'executed' } as const;
  assertLeadsTo(t, check, values({ ...waiting, decided }), { from: true, to: true });
  assertLeadsTo(t, check, values(waiting, severed), { from: true, to: false, excluded: true });
  assertLeadsTo(t, check, [waiting, recordState({}, 'stopped'), channelState()], {
    from: true,
    to: false,
    excluded: true,
  });
});

test('downtime-decided-once and not-slashed-twice', (t) => {
  const decided = { key: 'k1', bounces: 0, decision: 'executed' } as const;
  for (const id of ['downtime-decided-once', 'not-slashed-twice']) {
    assertState(t, checkOf(id, 'c1'), [reports({ decided })], { holds: true, witness: true });
    assertState(t, checkOf(id, 'c1'), [reports()], { holds: true, witness: false });
  }
  const decidedAgain = [reports({ surplusDecision: 'k1 executed' })];
  assertState(t, checkOf('downtime-decided-once', 'c1'), decidedAgain, { holds: false, says: /k1 executed/ });
  const punishedAgain = [reports({ surplusPunishment: 'k1 slashed 2 times' })];
  assertState(t, checkOf('not-slashed-twice', 'c1'), punishedAgain, {
    holds: false,
    says: /slashed 2 times/,
  });
});

/** A step of c1's record that decides a report about v1. */
const deciding = (decision: DowntimeDecision, record = recordState()) =>
  step(
    record,
    { type: 'reportHandled' },
    record,
    said({ type: 'reportDecided', key: 'k1', validator: 'v1', decision, acked: true }),
  );
const withoutV1 = recordState({ stored: [{ validator: 'v2', key: 'v2', power: 2 }] });
const stopped = recordState({}, 'stopped');

const decisions = [
  { decision: 'executed', punished: true, excused: true },
  { decision: 'absorbedJailed', punished: true, excused: true },
  { decision: 'droppedTombstoned', punished: true, excused: true },
  { decision: 'droppedUnbonded', punished: false, excused: true },
  { decision: 'droppedNotInSet', record: withoutV1, punished: false, excused: true },
  { decision: 'droppedNotInSet', punished: false, excused: false },
  { decision: 'droppedStopped', record: stopped, punished: false, excused: true },
  { decision: 'droppedStopped', punished: false, excused: false },
] as const;
for (const { decision, punished, excused, ...rest } of decisions) {
  const record = 'record' in rest ? rest.record : recordState();
  test(`downtime-always-punished, and -or-excused: ${decision} ${excused ? 'rightly' : 'wrongly'}`, (t) => {
    const taken = deciding(decision, record);
    assertStep(t, checkOf('downtime-always-punished', 'c1'), taken, { holds: punished, witness: true });
    const trueForm = checkOf('downtime-always-punished-or-excused', 'c1: record');
    assertStep(t, trueForm, taken, { holds: excused, witness: true });
  });
}

test('downtime-always-punished says nothing of a bounce', (t) => {
  assertStep(t, checkOf('downtime-always-punished', 'c1'), deciding('bounced'), {
    holds: true,
    witness: false,
  });
});

test('downtime-always-punished-or-excused: the answer is what the validator calls for', (t) => {
  const check = checkOf('downtime-always-punished-or-excused', 'c1: provider');
  const slashed: ModelNote = { type: 'slashed', validator: 'v1', cause: 'c1', nominal: 5, burnt: 5 };
  const handling = (
    before: Parameters<typeof validator>[1],
    decision: DowntimeDecision,
    after: Parameters<typeof validator>[1] = before,
    notes: readonly ModelNote[] = [],
  ) =>
    step(
      providerState([validator('v1', before)]),
      handleDowntime(),
      providerState([validator('v1', after)]),
      ...notes.map(said),
      sent({ type: 'reportHandled', key: 'k1', decision }),
    );
  const jailed = { jailed: true, jailedFor: 1 };
  assertStep(t, check, handling({}, 'executed', jailed, [slashed]), { holds: true, witness: true });
  assertStep(t, check, handling({}, 'executed', jailed), { holds: false, says: /without exactly one slash/ });
  assertStep(t, check, handling({}, 'executed', {}, [slashed]), { holds: false, says: /not jailed/ });
  const shortly = { jailed: true, jailedFor: 0 };
  assertStep(t, check, handling({}, 'executed', shortly, [slashed]), {
    holds: false,
    says: /jailed for 0 s/,
  });
  assertStep(t, check, handling({}, 'absorbedJailed'), { holds: false, says: /expected executed/ });
  assertStep(t, check, handling(jailed, 'absorbedJailed'), { holds: true });
  const tombstoned = { ...jailed, tombstoned: true };
  assertStep(t, check, handling(tombstoned, 'droppedTombstoned'), { holds: true });
  assertStep(t, check, handling(tombstoned, 'executed'), {
    holds: false,
    says: /expected droppedTombstoned/,
  });
  assertStep(t, check, handling({ status: 'Unbonded' }, 'droppedUnbonded'), { holds: true });
  const unknown = step(
    providerState([]),
    handleDowntime(),
    providerState([]),
    sent({ type: 'reportHandled', key: 'k1', decision: 'droppedUnknownValidator' }),
  );
  assertStep(t, check, unknown, { holds: true });
});

test('no-downtime-impunity and its true form', (t) => {
  const state = (changes: Partial<DowntimeImpunity>): DowntimeImpunity => ({
    open: [],
    met: false,
    established: true,
    down: [],
    outside: [],
    users: [],
    jailed: [],
    exempt: [],
    ...changes,
  });
  const published = checkOf('no-downtime-impunity', 'c1');
  const values = (given: DowntimeImpunity, channel = channelState()) => [given, recordState(), channel];
  const atLarge = state({ open: ['k1', 'v2'], down: ['k1', 'v2'] });
  assertLeadsTo(t, published, values(atLarge), {
    from: true,
    to: false,
    excluded: false,
    says: /key k1 is down/,
  });
  assertLeadsTo(t, published, values({ ...atLarge, met: true }), { from: true, to: true });
  assertLeadsTo(t, published, values({ ...atLarge, established: false }), { from: false, to: false });
  assertLeadsTo(t, published, values(state({})), { from: false, to: true });
  assertLeadsTo(t, published, values(atLarge, severed), { from: true, to: false, excluded: true });

  const trueForm = checkOf('no-downtime-impunity-after-next-change', 'c1');
  const with_ = (given: SlashAcks) => [atLarge, given, recordState(), channelState()];
  assertLeadsTo(t, trueForm, with_(acks()), { from: true, to: false, excluded: false });
  assertLeadsTo(t, trueForm, with_(acks({ waiting: ['k1'] })), { from: false, to: true });
  assertLeadsTo(t, trueForm, with_(acks({ waiting: ['v2'] })), { from: true, to: false });
  assertLeadsTo(t, trueForm, with_(acks({ droppedSilently: ['k1'] })), { from: false, to: true });
});
