/** Maturity of VSCs (v1-v5): who reports what, when, in which order, and what the provider makes of it. */
import { channelOf, consumerOf, recordOf } from '../model/component-ids.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type { ConsumerContext, ConsumerRecordContext } from '../model/vocabulary.ts';
import { hasInitTimeout } from '../model/deadlines.ts';
import { featuresOf, mayChangePeriod } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { hasReports, lostInRestart, sendsVscs } from './lost-in-restart.ts';
import { maturities, maturitiesId, type Maturities } from './observers/maturities.ts';
import { messagesOf } from './observers/heard.ts';
import { openingClock, openingClockId, type OpeningClock } from './observers/opening-clock.ts';
import { isSevered } from './relation.ts';

type Part = (state: Maturities) => string;
type Sees = (state: Maturities) => boolean;

/** A promise that the observer keeps track of, wherever maturity counts. */
function never(
  given: Pick<IcsProperty, 'id' | 'title' | 'statement' | 'source' | 'assumptions' | 'witness'>,
  breach: Part,
  witness: Sees,
): IcsProperty {
  const checks = ofEachConsumer((instance, consumer): readonly Check[] =>
    featuresOf(instance).vscMaturity
      ? [
          {
            kind: 'always',
            scope: consumer.id,
            reads: [maturitiesId(consumer.id)],
            observers: [maturities(instance, consumer)],
            holds: (state: Maturities) => breach(state) === '',
            witness,
            explain: (state: Maturities) => `${consumer.id}: ${breach(state)}`,
          },
        ]
      : [],
  );
  return { kind: 'always', ...given, expected: holdsWhereApplicable(checks), checks };
}

const validity = never(
  {
    id: 'register-maturity-validity',
    title: 'Only VSCs that were provided mature',
    statement:
      'The provider registers the maturity only of VSCs that it provided to that consumer, and once each.',
    source: ['ICS-28 Register Maturity Validity'],
    assumptions: ['SB', 'HC'],
    witness: 'the provider has registered a maturity',
  },
  ({ unprovided }) => unprovided,
  ({ registered }) => registered !== null,
);

const timeliness = never(
  {
    id: 'register-maturity-timeliness',
    title: 'No VSC matures before its time',
    statement:
      'The provider registers the maturity of a VSC only if the consumer reported it when its unbonding period had passed, on its own clock, since it received the VSC.',
    source: ['ICS-28 Register Maturity Timeliness', 'ADR-018 (consumers may lie)'],
    assumptions: ['SB', 'HC'],
    witness: 'a maturity was reported while a younger VSC still matures',
  },
  ({ early }) => early,
  ({ reported, maturing }) => reported.length > 0 && maturing.length > 0,
);

const orderInGeneral = never(
  {
    id: 'register-maturity-order',
    title: 'Maturities are registered in the order of VSCs',
    statement:
      'The provider registers the maturities of a consumer in the order in which it provided the VSCs.',
    source: [
      'ICS-28 Register Maturity Order',
      'tests/mbt/model/ccv.qnt (the oldest packet is received first)',
    ],
    assumptions: ['SB', 'HC'],
    witness: 'two maturities are on their way',
  },
  ({ disorder }) => disorder,
  ({ reported }) => reported.length > 1,
);

/** The unbonding period of some consumer may come to be shorter than it is at some time. */
const mayShortenPeriod = ({ instance }: IcsSystem): boolean =>
  instance.consumers.some(
    (consumer) =>
      mayChangePeriod(instance, consumer) &&
      (consumer.laterUnbondingSeconds ?? []).some((seconds) => seconds < consumer.unbondingSeconds),
  );

const order: IcsProperty = {
  ...orderInGeneral,
  expected: (system) => {
    const usual = orderInGeneral.expected(system);
    return usual === 'holds' && mayShortenPeriod(system) ? 'violated' : usual;
  },
  finding: {
    id: 'F18',
    restoredBy: 'register-maturity-order-under-one-period',
    assumption: 'the consumer has never shortened its unbonding period',
  },
};

const orderUnderOnePeriod = never(
  {
    id: 'register-maturity-order-under-one-period',
    title: 'Maturities are registered in the order of VSCs, unless the period was shortened',
    statement:
      'As long as a consumer has never shortened its unbonding period, the provider registers the maturities of the consumer in the order in which it provided the VSCs.',
    source: ['ICS-28 Register Maturity Order', 'cosmos/interchain-security#622'],
    assumptions: ['SB', 'HC'],
    witness: 'two maturities are on their way',
  },
  ({ disorder, period }) => (period?.shortened === true ? '' : disorder),
  ({ reported, period }) => period?.shortened !== true && reported.length > 1,
);

const onTime = never(
  {
    id: 'mature-on-time',
    title: 'A maturity is reported in the first block past its time',
    statement:
      'When a block of the consumer ends, no VSC whose unbonding period has passed is left unreported.',
    source: ['tests/mbt/model/ccv.qnt MatureOnTimeInv', 'CCV.tla Inv701', 'quality assurance plan 7.01'],
    assumptions: ['SB', 'HC'],
    witness: 'the period of a VSC is over and the block has not ended',
  },
  ({ late }) => late,
  ({ maturing }) => maturing.some(({ left }) => left === 0),
);

const answeringWithinTimeout = never(
  {
    id: 'mature-within-timeout-or-removed',
    title: 'A consumer answers in time or is removed',
    statement:
      'When a block of the provider ends, no consumer is left launched that has not matured a VSC which was sent to it longer than the VSC timeout ago, or whose channel was not opened within the init timeout.',
    source: [
      'tests/mbt/model/ccv.qnt EventuallyMatureOnProviderInv',
      'CCV.tla Inv411',
      'quality assurance plan 4.10, 7.02',
    ],
    assumptions: ['SB'],
    witness: 'an answer, or the opening of a channel, is overdue and the block has not ended',
  },
  ({ overdue }) => (overdue ? 'a VSC was not matured in time, and the consumer is not removed' : ''),
  ({ awaited }) => (awaited[0]?.dueIn ?? 0) < 0,
);

const openingChecks = ofEachConsumer((instance, consumer): readonly Check[] =>
  hasInitTimeout(instance, consumer)
    ? [
        {
          kind: 'always',
          scope: `${consumer.id}: channel`,
          reads: [openingClockId(consumer.id)],
          observers: [openingClock(instance, consumer)],
          holds: ({ overdue }: OpeningClock) => !overdue,
          witness: ({ dueIn }: OpeningClock) => dueIn !== null && dueIn < 0,
          explain: () => `the channel of ${consumer.id} was not opened in time, and it is not removed`,
        },
      ]
    : [],
);

const withinTimeoutChecks: IcsProperty['checks'] = (system) => [
  ...answeringWithinTimeout.checks(system),
  ...openingChecks(system),
];

const withinTimeout: IcsProperty = {
  ...answeringWithinTimeout,
  expected: holdsWhereApplicable(withinTimeoutChecks),
  checks: withinTimeoutChecks,
};

const slashingOrder = never(
  {
    id: 'maturity-and-slashing-order',
    title: 'Reports are decided before maturities that were queued after them',
    statement:
      'A slash packet that was queued before the maturity of a VSC is decided by the provider before it registers that maturity, bounces included.',
    source: ['ICS-28 VSC Maturity and Slashing Order', 'ADR-002', 'ADR-008', 'quality assurance plan 8.02'],
    assumptions: ['SB', 'HC'],
    witness: 'a maturity is queued behind a report that is not decided',
  },
  ({ overtaking }) => overtaking,
  ({ reported }) => reported.some(({ behind }) => behind > 0),
);

const livenessChecks = ofEachConsumer((instance, consumer): readonly Check[] =>
  featuresOf(instance).vscMaturity
    ? [
        {
          kind: 'leadsTo',
          scope: consumer.id,
          reads: [maturitiesId(consumer.id), recordOf(consumer.id), channelOf(consumer.id)],
          observers: [maturities(instance, consumer)],
          // A maturity waits behind a report that bounces.
          fairness: featuresOf(instance).throttleByRetry ? 'F2' : 'F1',
          from: ({ awaited }: Maturities) => awaited.length > 0,
          to: ({ awaited, met }: Maturities) => met || awaited.length === 0,
          excluded: (_: Maturities, record: RecordSnapshot, channel: ChannelSnapshot) =>
            isSevered(record, channel),
          explain: ({ awaited }: Maturities) =>
            `${String(awaited.length)} VSCs provided to ${consumer.id} never mature on the provider`,
        },
      ]
    : [],
);

const liveness: IcsProperty = {
  id: 'register-maturity-liveness',
  title: 'Every VSC matures on the provider some day',
  kind: 'leadsTo',
  statement:
    'The maturity of every VSC that is provided to a consumer is eventually registered, or the consumer removed.',
  source: ['ICS-28 Register Maturity Liveness', 'tests/mbt/model/ccv.qnt EventuallyMatureOnProviderInv'],
  assumptions: ['LB', 'CR', 'NX', 'HC', 'F2 with retries'],
  witness: 'a VSC is provided',
  expected: holdsWhereApplicable(livenessChecks),
  checks: livenessChecks,
};

type RecordStep = LocalStep<ConsumerRecordContext>;

const harmlessChecks = ofEachConsumer(
  (instance, { id, sendsVscMatured }: ConsumerInstance): readonly Check[] =>
    sendsVscMatured === true && !featuresOf(instance).vscMaturity
      ? [
          {
            kind: 'step',
            scope: id,
            on: recordOf(id),
            holds: ({ before, event, after, emitted }: RecordStep) =>
              event.type !== 'vscMaturedReceived' || (emitted.length === 0 && equalData(before, after)),
            witness: ({ event }: RecordStep) => event.type === 'vscMaturedReceived',
            explain: ({ emitted }: RecordStep) =>
              `the maturity packet of ${id} changes the record or makes it say ${String(emitted.length)} things`,
          },
        ]
      : [],
);

const harmless: IcsProperty = {
  id: 'matured-packets-harmless',
  title: 'Maturity packets of old consumers are ignored',
  kind: 'step',
  statement:
    'Where unbondings are not paused any more, receiving a maturity packet changes nothing but the channel.',
  source: ['ADR-018', 'x/ccv/provider/ibc_module.go OnRecvPacket (VscMaturedPacket)'],
  assumptions: [],
  witness: 'a consumer from before v6.4 reports a maturity',
  expected: holdsWhereApplicable(harmlessChecks),
  checks: harmlessChecks,
};

const reaching = (
  given: Pick<IcsProperty, 'id' | 'title' | 'statement' | 'source'>,
  checkOf: (consumer: ConsumerInstance) => Check,
): IcsProperty => {
  const checks = ofEachConsumer((instance, consumer): readonly Check[] =>
    featuresOf(instance).vscMaturity ? [checkOf(consumer)] : [],
  );
  return {
    ...given,
    kind: 'reachable',
    assumptions: [],
    witness: 'the situation itself',
    expected: holdsWhereApplicable(checks),
    checks,
  };
};

export const maturityProperties: readonly IcsProperty[] = [
  validity,
  timeliness,
  order,
  orderUnderOnePeriod,
  ...lostInRestart(liveness, sendsVscs),
  onTime,
  ...lostInRestart(withinTimeout, sendsVscs),
  ...lostInRestart(slashingOrder, hasReports),
  harmless,
];

export const maturityWitnesses: readonly IcsProperty[] = [
  reaching(
    {
      id: 'reach-maturity-sent',
      title: 'A maturity is sent',
      statement: 'Some consumer reports the maturity of a VSC.',
      source: ['tests/mbt/model CanSendVscMaturedPackets'],
    },
    ({ id }) => ({
      kind: 'reachable',
      scope: id,
      on: consumerOf(id),
      whenStep: ({ emitted }: LocalStep<ConsumerContext>) => messagesOf(emitted, 'sendMatured').length > 0,
    }),
  ),
  reaching(
    {
      id: 'reach-maturity-registered',
      title: 'A maturity is registered',
      statement: 'The provider hears that a VSC has matured on some consumer.',
      source: ['tests/mbt/model CanReceiveMaturations'],
    },
    ({ id }) => ({
      kind: 'reachable',
      scope: id,
      on: recordOf(id),
      whenStep: ({ event }: RecordStep) => event.type === 'vscMaturedReceived',
    }),
  ),
];
