import test from 'ava';
import type { DowntimeDecision, ModelNote } from '../../../model/vocabulary.ts';
import { downtimeImpunity, type DowntimeImpunity } from '../../../properties/observers/downtime-impunity.ts';
import { downtimeReports, type DowntimeReports } from '../../../properties/observers/downtime-reports.ts';
import { infractionIds, type InfractionIds } from '../../../properties/observers/infraction-ids.ts';
import { outstandingFlags, type OutstandingFlags } from '../../../properties/observers/outstanding-flags.ts';
import { slashAcks, type SlashAcks } from '../../../properties/observers/slash-acks.ts';
import {
  unresolvedReports,
  type UnresolvedReports,
} from '../../../properties/observers/unresolved-reports.ts';
import { follow, handleDowntime, pair, said, type ScriptedDelivery } from '../slashing-situations.ts';

const { instance } = pair;
const [c1, c2] = pair.consumers;
if (c1 === undefined || c2 === undefined) throw new Error('expected two consumers');

const block: ScriptedDelivery = { component: 'consumer-c1', event: { type: 'nextBlock', seconds: 1 } };
const reportIn = (key: string, vsc: number | 'genesis' = 'genesis'): ScriptedDelivery => ({
  ...block,
  emitted: [said({ type: 'reportQueued', report: { key, power: 3, vsc } })],
});
const decide = (key: string, decision: DowntimeDecision, acked: boolean): ScriptedDelivery => ({
  component: 'record-c1',
  event: { type: 'reportHandled' },
  emitted: [said({ type: 'reportDecided', key, validator: 'v1', decision, acked })],
});
const vscWith = (...acks: string[]): ScriptedDelivery => ({
  component: 'consumer-c1',
  event: { type: 'vscReceived', vsc: 1, updates: [], slashAcks: acks },
});
const provide = (...acks: string[]): ScriptedDelivery => ({
  component: 'record-c1',
  event: { type: 'epochEnded', bonded: [] },
  emitted: [said({ type: 'vscProvided', change: { vsc: 0, updates: [], slashAcks: acks }, set: [] })],
});
/** A block in which pending changes lead to a set of these keys. */
const blockWithSet = (...keys: string[]): ScriptedDelivery => {
  const set = keys.map((key) => ({ key, power: 2 }));
  const notes: ModelNote[] = [
    { type: 'changesApplied', set },
    { type: 'consumerBlockEnded', set, signers: set },
  ];
  return { ...block, emitted: notes.map(said) };
};

test('downtime reports: decided in order, bounces counted, the decision remembered for a block', (t) => {
  const states = follow<DowntimeReports>(downtimeReports(instance, c1), [
    reportIn('k1'),
    reportIn('v2'),
    decide('k1', 'bounced', false),
    decide('k1', 'bounced', false),
    decide('k1', 'bounced', false),
    decide('k1', 'executed', true),
    block,
  ]);
  t.deepEqual(
    states.map(({ undecided }) => undecided.map(({ key, bounces }) => `${key}${bounces}`).join()),
    ['k10', 'k10,v20', 'k11,v20', 'k12,v20', 'k12,v20', 'v20', 'v20'],
  );
  t.deepEqual(states[5]?.decided, { key: 'k1', bounces: 2, decision: 'executed' });
  t.is(states[6]?.decided, null);
  t.is(states[6]?.surplusDecision, '');
});

test('downtime reports: a second decision and a second punishment are noticed', (t) => {
  const again = follow<DowntimeReports>(downtimeReports(instance, c1), [
    reportIn('k1'),
    decide('k1', 'absorbedJailed', true),
    decide('k1', 'executed', true),
  ]);
  t.is(again[2]?.surplusDecision, 'k1 executed');
  const jailing: ModelNote = { type: 'jailed', validator: 'v1', cause: 'c1', seconds: 1, power: 3 };
  const punish = (...notes: readonly ModelNote[]): ScriptedDelivery => ({
    component: 'provider',
    event: handleDowntime(),
    emitted: notes.map(said),
  });
  const once = follow<DowntimeReports>(downtimeReports(instance, c1), [reportIn('k1'), punish(jailing)]);
  t.is(once[1]?.surplusPunishment, '');
  const twice = follow<DowntimeReports>(downtimeReports(instance, c1), [
    reportIn('k1'),
    punish(jailing, jailing),
  ]);
  t.regex(twice[1]?.surplusPunishment ?? '', /jailed 2 times/);
  const unasked = follow<DowntimeReports>(downtimeReports(instance, c1), [punish(jailing)]);
  t.regex(unasked[0]?.surplusPunishment ?? '', /no undecided report/);
});

test('downtime reports: established by the first VSC', (t) => {
  const received = { ...vscWith(), component: 'consumer-c2' };
  const observer = downtimeReports(instance, c2);
  t.deepEqual(
    follow<DowntimeReports>(observer, [{ ...block, component: 'consumer-c2' }, received]).map(
      ({ established }) => established,
    ),
    [false, true],
  );
});

test('outstanding flags: cleared by an acknowledgement or by entering the set, oldest first', (t) => {
  const states = follow<OutstandingFlags>(outstandingFlags(instance, c1), [
    reportIn('k1'),
    reportIn('v2'),
    vscWith('v2'),
    blockWithSet('v2'),
    blockWithSet('k1', 'v2'),
    block,
  ]);
  t.deepEqual(
    states.map(({ open, outside, met }) => [open.join(), outside.join(), met]),
    [
      ['k1', '', false],
      ['k1,v2', '', false],
      ['k1', '', false],
      ['k1', 'k1', false],
      ['', '', true],
      ['', '', false],
    ],
  );
});

test('slash acks: recorded, carried by the next VSC, received', (t) => {
  const states = follow<SlashAcks>(slashAcks(instance, c1), [
    decide('k1', 'executed', true),
    decide('v2', 'absorbedJailed', true),
    provide('k1', 'v2'),
    vscWith('k1', 'v2'),
    block,
  ]);
  t.deepEqual(
    states.map(({ waiting, travelling, met, defect }) => [waiting.join(), travelling.join('|'), met, defect]),
    [
      ['k1', '', false, ''],
      ['k1,v2', '', false, ''],
      ['', 'k1,v2', false, ''],
      ['', '', true, ''],
      ['', '', false, ''],
    ],
  );
});

for (const [title, deliveries] of [
  ['lost', [decide('k1', 'executed', true), provide()]],
  ['made up', [provide('k1')]],
  ['under another name', [decide('k1', 'executed', true), provide('v1')]],
  ['lost on the way', [decide('k1', 'executed', true), provide('k1'), vscWith('v2')]],
] as const) {
  test(`slash acks: an acknowledgement ${title} is noticed`, (t) => {
    t.not(follow<SlashAcks>(slashAcks(instance, c1), deliveries).at(-1)?.defect, '');
  });
}

test('slash acks: a silent drop excuses the flag until the next report or the entry of the key', (t) => {
  const dropped = decide('k1', 'droppedTombstoned', false);
  const silently = (...deliveries: readonly ScriptedDelivery[]) =>
    follow<SlashAcks>(slashAcks(instance, c1), deliveries).at(-1)?.droppedSilently;
  t.deepEqual(silently(dropped), ['k1']);
  t.deepEqual(silently(dropped, reportIn('k1')), []);
  t.deepEqual(silently(dropped, blockWithSet('v2')), ['k1']);
  t.deepEqual(silently(dropped, blockWithSet('v2'), blockWithSet('k1', 'v2')), []);
  t.deepEqual(silently(decide('k1', 'droppedNotInSet', false)), []);
});

test('unresolved reports: until acknowledged, or decided without an acknowledgement', (t) => {
  const remaining = (...deliveries: readonly ScriptedDelivery[]) =>
    follow<UnresolvedReports>(unresolvedReports(instance, c1), deliveries)
      .at(-1)
      ?.reports.map(
        ({ key, decided, stale }) => `${key}${decided ? ' decided' : ''}${stale ? ' stale' : ''}`,
      );
  t.deepEqual(remaining(reportIn('k1')), ['k1']);
  t.deepEqual(remaining(reportIn('k1'), decide('k1', 'bounced', false)), ['k1']);
  t.deepEqual(remaining(reportIn('k1'), decide('k1', 'droppedUnbonded', false)), []);
  t.deepEqual(remaining(reportIn('k1'), decide('k1', 'executed', true)), ['k1 decided']);
  t.deepEqual(remaining(reportIn('k1'), decide('k1', 'executed', true), vscWith('k1')), []);
  const rejoined = [reportIn('k1'), blockWithSet('v2'), blockWithSet('k1', 'v2')];
  t.deepEqual(remaining(...rejoined), ['k1 stale']);
  t.deepEqual(remaining(...rejoined, reportIn('k1')), ['k1 stale', 'k1']);
  t.deepEqual(remaining(...rejoined, reportIn('k1'), decide('k1', 'executed', true), vscWith('k1')), [
    'k1 stale',
  ]);
});

test('downtime impunity: while down, in the set and not in jail', (t) => {
  const jail = (validator: string): ScriptedDelivery => ({
    component: 'provider',
    event: handleDowntime(),
    emitted: [said({ type: 'jailed', validator, cause: 'c1', seconds: 1, power: 3 })],
  });
  const unjail: ScriptedDelivery = {
    component: 'provider',
    event: { type: 'unjail', validator: 'v1' },
    emitted: [said({ type: 'unjailed', validator: 'v1' })],
  };
  const down: ScriptedDelivery = { component: 'consumer-c1', event: { type: 'stopSigning', key: 'k1' } };
  const up: ScriptedDelivery = { component: 'consumer-c1', event: { type: 'resumeSigning', key: 'k1' } };
  const open = (...deliveries: readonly ScriptedDelivery[]) =>
    follow<DowntimeImpunity>(downtimeImpunity(instance, c1), deliveries).at(-1)?.open;
  t.deepEqual(open(down), ['k1']);
  t.deepEqual(open(down, up), []);
  t.deepEqual(open(down, jail('v2')), ['k1']);
  t.deepEqual(open(down, jail('v1')), []);
  t.deepEqual(open(down, jail('v1'), unjail), ['k1']);
  t.deepEqual(open(down, blockWithSet('v2')), []);
  t.deepEqual(open(down, blockWithSet('v2'), blockWithSet('k1', 'v2')), ['k1']);
});

test('infraction ids: a VSC is in force from the next height on, its reports come two heights later', (t) => {
  const received: ScriptedDelivery = {
    component: 'consumer-c1',
    event: { type: 'vscReceived', vsc: 1, updates: [], slashAcks: [] },
  };
  const advanced: ScriptedDelivery = { component: 'consumer-c1', event: { type: 'vscIdAdvanced' } };
  const defect = (...deliveries: readonly ScriptedDelivery[]) =>
    follow<InfractionIds>(infractionIds(instance, c1), deliveries).at(-1)?.defect;
  t.is(defect(received, reportIn('k1')), '');
  t.is(defect(received, block, reportIn('k1')), '');
  t.is(defect(received, block, block, reportIn('k1', 1)), '');
  t.is(defect(received, block, block, advanced, reportIn('k1', 2)), '');
  t.is(
    defect(received, block, reportIn('k1', 1)),
    'the report about k1 names VSC of age 1, expected the genesis set',
  );
  const jump: ScriptedDelivery = {
    component: 'consumer-c1',
    event: { type: 'quietBlocks', blocks: 5, seconds: 5 },
  };
  t.is(defect(received, jump, reportIn('k1', 1)), '');
});
