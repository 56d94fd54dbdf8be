/** Who is punished for downtime on a consumer: once, never while in jail, the right one, and only members. */
import { provider, recordOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type {
  AcceptedReport,
  ConsumerRecordContext,
  ProviderContext,
  ProviderValidator,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { guiltyAlone, guiltyAloneUnlessForgotten } from './key-resolution.ts';
import { mayForgetTooEarly } from './keys-of.ts';
import { mostOf } from './scope-room.ts';
import { eventOf, notesIn } from './model-events.ts';
import { downtimeReports, type DowntimeReports } from './observers/downtime-reports.ts';
import { notesOf } from './observers/heard.ts';

type ProviderStep = LocalStep<ProviderContext>;

const notSlashedTwice: IcsProperty = {
  id: 'not-slashed-twice',
  title: 'At most one punishment per downtime report',
  kind: 'always',
  statement: 'A downtime report slashes and jails its validator at most once, however often it is sent.',
  source: ['ICS-28 Slashable Consumer Misbehavior (last clause)', 'QA plan 4.06'],
  assumptions: ['SB', 'HC'],
  witness: 'a report was executed a moment ago',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [`downtime-reports-${consumer.id}`],
      observers: [downtimeReports(instance, consumer)],
      holds: ({ surplusPunishment }: DowntimeReports) => surplusPunishment === '',
      witness: ({ decided }: DowntimeReports) => decided?.decision === 'executed',
      explain: ({ surplusPunishment }: DowntimeReports) =>
        `one report of ${consumer.id} punishes more than once, or none asks for it: ${surplusPunishment}`,
    },
  ]),
};

/** The validator before and after the provider handles a report of the consumer about it. */
function handled(step: ProviderStep, consumer: ConsumerInstance) {
  const event = eventOf(step);
  if (event.type !== 'handleDowntime' || event.consumer !== consumer.id) return undefined;
  const find = ({ validators }: ProviderContext) => validators.find(({ id }) => id === event.validator);
  return { event, before: find(step.before.context), after: find(step.after.context) };
}

function describe(validator: ProviderValidator | undefined): string {
  if (validator === undefined) return 'unknown';
  const { tokens, jailed, jailedFor } = validator;
  return `${tokens} tokens, ${jailed ? `in jail for ${jailedFor} s` : 'not in jail'}`;
}

const notSlashedWhileJailed: IcsProperty = {
  id: 'not-slashed-while-jailed',
  title: 'Downtime does not hit a jailed validator',
  kind: 'step',
  statement:
    'A downtime report about a validator in jail changes neither its stake, nor anybody else’s, nor its term.',
  source: [
    'x/ccv/provider/keeper/relay.go HandleSlashPacket',
    'QA plan 4.07',
    'Quint recvSlashPacketOnProvider',
  ],
  assumptions: ['SB'],
  witness: 'a report about a validator in jail is handled',
  expected: () => 'holds',
  checks: ofEachConsumer((_, consumer) => [
    {
      kind: 'step',
      scope: consumer.id,
      on: provider,
      holds: (step: ProviderStep) => {
        const found = handled(step, consumer);
        if (found?.before?.jailed !== true) return true;
        return (
          equalData(step.before.context, step.after.context) &&
          notesIn(step.emitted).every(({ type }) => type !== 'slashed' && type !== 'jailed')
        );
      },
      witness: (step: ProviderStep) => handled(step, consumer)?.before?.jailed === true,
      explain: (step: ProviderStep) => {
        const found = handled(step, consumer);
        return `a report of ${consumer.id} hits ${found?.event.validator} in jail: before, ${describe(found?.before)}; after, ${describe(found?.after)}`;
      },
    },
  ]),
};

/** Who is punished in the step, with or without saying so. */
function punished(step: ProviderStep): ReadonlySet<string> {
  const names = new Set<string>();
  for (const note of notesIn(step.emitted)) {
    if (note.type === 'slashed' || note.type === 'jailed') names.add(note.validator);
  }
  const { validators } = step.before.context;
  if (step.after.context.validators !== validators) {
    const before = new Map(validators.map((validator) => [validator.id, validator]));
    for (const { id, jailed, jailedFor } of step.after.context.validators) {
      const known = before.get(id);
      if (jailed && (known?.jailed !== true || known.jailedFor !== jailedFor)) names.add(id);
    }
  }
  return names;
}

/**
 * Whoever has the key by the instance; where keys may change, whoever the report was said to be about (whether that is
 * right, observers tell).
 */
const guiltyByStep = ofEachConsumer((_, consumer): readonly Check[] => {
  const owners = new Map(Object.entries(consumer.assignedKeys).map(([validator, key]) => [key, validator]));
  const ownerOf = ({ key, validator }: AcceptedReport): string =>
    hasKeys(consumer) ? validator : (owners.get(key) ?? key);
  return [
    {
      kind: 'step',
      scope: consumer.id,
      on: provider,
      holds: (step: ProviderStep) => {
        const found = handled(step, consumer);
        if (found === undefined) return true;
        const owner = ownerOf(found.event);
        return [...punished(step)].every((validator) => validator === owner);
      },
      witness: (step: ProviderStep) => handled(step, consumer) !== undefined && punished(step).size > 0,
      explain: (step: ProviderStep) => {
        const event = handled(step, consumer)?.event;
        if (event === undefined) return '';
        return `a report of ${consumer.id} about key ${event.key}, which belongs to ${ownerOf(event)}, punishes ${[...punished(step)].join(', ')}`;
      },
    },
  ];
});

const onlyGuiltySlashed: IcsProperty = {
  id: 'only-guilty-slashed',
  title: 'Punishment reaches the owner of the key',
  kind: 'step',
  statement:
    'A downtime report of a consumer slashes and jails nobody but the validator to whom the reported key belonged on that consumer in the block that was missed.',
  source: ['ADR-001', 'ICS-28 Slashable Consumer Misbehavior', 'QA plan 8.02'],
  assumptions: ['SB'],
  witness: 'a report is executed',
  // It takes one operator to replace the key, and another one to take it.
  expected: (system) =>
    mayForgetTooEarly(system) && mostOf(system.instance, 'keyAssignments') > 1 ? 'violated' : 'holds',
  finding: {
    id: 'N9',
    restoredBy: 'only-guilty-slashed-unless-forgotten',
    assumption: 'the provider has not forgotten the key that was reported',
  },
  checks: (system) => [...guiltyByStep(system), ...guiltyAlone(system)],
};

const onlyGuiltySlashedUnlessForgotten: IcsProperty = {
  id: 'only-guilty-slashed-unless-forgotten',
  title: 'Punishment reaches the owner of the key, as long as it is known',
  kind: 'step',
  statement:
    'A downtime report of a consumer punishes nobody but the validator that used the reported key in the block that was missed, unless that key was forgotten, or left behind by a validator that is gone, before the decision.',
  source: ['ADR-001', 'ICS-28 Slashable Consumer Misbehavior'],
  assumptions: ['SB'],
  witness: 'a report about a key that is remembered is executed',
  expected: holdsWhereApplicable(guiltyAloneUnlessForgotten),
  checks: (system) =>
    system.consumers.some(hasKeys) ? [...guiltyByStep(system), ...guiltyAloneUnlessForgotten(system)] : [],
};

type RecordStep = LocalStep<ConsumerRecordContext>;

const executedIn = ({ emitted }: RecordStep) =>
  notesOf(emitted, 'reportDecided').find(({ decision }) => decision === 'executed');

const slashOnlyConsumerMembers: IcsProperty = {
  id: 'slash-only-consumer-members',
  title: 'A consumer can jail only members of its own set',
  kind: 'step',
  statement:
    'A report is executed only if its validator is in the set that the provider keeps of the reporting consumer, and the consumer is launched.',
  source: ['x/ccv/provider/keeper/relay.go OnRecvSlashPacket', 'ADR-015', 'interchain-security issue 1611'],
  assumptions: [],
  witness: 'a report is executed, or dropped because its validator is no member',
  expected: ({ features }) => (features.membershipCheck ? 'holds' : 'not-applicable'),
  checks: (system) =>
    system.features.membershipCheck
      ? system.consumers.map((consumer) => ({
          kind: 'step',
          scope: consumer.id,
          on: recordOf(consumer.id),
          holds: (step: RecordStep) => {
            const executed = executedIn(step);
            if (executed === undefined) return true;
            const { stored } = step.before.context;
            return (
              step.before.value === 'launched' &&
              stored.some(
                ({ validator, key }) =>
                  validator === executed.validator && (hasKeys(consumer) || key === executed.key),
              )
            );
          },
          witness: ({ emitted }: RecordStep) =>
            notesOf(emitted, 'reportDecided').some(
              ({ decision }) => decision === 'executed' || decision === 'droppedNotInSet',
            ),
          explain: (step: RecordStep) => {
            const members = step.before.context.stored.map(({ validator }) => validator).join(', ');
            return `${executedIn(step)?.validator} is punished for ${consumer.id}, which is ${JSON.stringify(step.before.value)} and whose members are {${members}}`;
          },
        }))
      : [],
};

export const punishmentProperties: readonly IcsProperty[] = [
  notSlashedTwice,
  notSlashedWhileJailed,
  onlyGuiltySlashed,
  onlyGuiltySlashedUnlessForgotten,
  slashOnlyConsumerMembers,
];
