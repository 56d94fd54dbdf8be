/** What a consumer can do to the provider by its packets, whatever it sends: jail members of its own set, within limits. */
import { provider, recordOf } from '../model/component-ids.ts';
import { hasByzantineConsumers } from '../model/equivocation-scope.ts';
import type { Instance } from '../model/instance.ts';
import type {
  ConsumerRecordContext,
  ProviderContext,
  ProviderValidator,
  UnbondingEntry,
  ValidatorId,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ProviderStep = LocalStep<ProviderContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;

/** What a report about a validator changed that it must not change; empty if nothing. */
function trespass({ before, event, after }: ProviderStep): string {
  if (event.type !== 'handleDowntime') return '';
  const { context: was } = before;
  const { context: is } = after;
  if (is.haltReason !== was.haltReason) return `the provider halts: ${is.haltReason}`;
  if (is.liquidTokens !== was.liquidTokens) return 'tokens that nobody staked';
  if (is.blockOfEpoch !== was.blockOfEpoch) return 'the place in the epoch';
  if (!equalData(is.consensusSet, was.consensusSet)) return "the provider's own validators";
  if (!equalData(is.channelOpenings, was.channelOpenings)) return 'the heights at which channels opened';
  const accused = String(event['validator']);
  const destinations = new Set(
    was.unbonding.filter((entry) => entry.validator === accused).map((entry) => entry.destination),
  );
  for (const validator of was.validators) {
    const now = is.validators.find(({ id }) => id === validator.id);
    if (now === undefined) {
      if (validator.id === accused || destinations.has(validator.id)) continue;
      return `${validator.id} is gone`;
    }
    const found = changeOf(validator, now, accused, destinations);
    if (found !== '') return `${found} of ${validator.id}`;
  }
  const entry = was.unbonding.find(
    (each, index) => !isKept(each, is.unbonding[index], accused, destinations),
  );
  return entry === undefined ? '' : `an unbonding entry of ${entry.validator}`;
}

function changeOf(
  was: ProviderValidator,
  is: ProviderValidator,
  accused: ValidatorId,
  destinations: ReadonlySet<ValidatorId>,
): string {
  const mayLose = was.id === accused || destinations.has(was.id);
  if (is.tokens > was.tokens || (is.tokens < was.tokens && !mayLose)) return 'the stake';
  if (is.status !== was.status || is.lastPower !== was.lastPower) return 'the place among the bonded';
  if (is.tombstoned !== was.tombstoned) return 'the tombstone';
  if (
    is.unbondsIn !== was.unbondsIn ||
    is.unbondingSince !== was.unbondingSince ||
    !equalData(is.holds ?? [], was.holds ?? [])
  )
    return 'the unbonding';
  if (was.id !== accused && (is.jailed !== was.jailed || is.jailedFor !== was.jailedFor))
    return 'the jail term';
  return was.jailed && !is.jailed ? 'the release from jail' : '';
}

/** Entries stay in their order and keep everything but what a slash of the accused may take. */
function isKept(
  was: UnbondingEntry,
  is: UnbondingEntry | undefined,
  accused: ValidatorId,
  destinations: ReadonlySet<ValidatorId>,
): boolean {
  if (is === undefined) return false;
  const mayLose = was.validator === accused || destinations.has(was.validator);
  return (
    is.kind === was.kind &&
    is.validator === was.validator &&
    is.destination === was.destination &&
    is.completesIn === was.completesIn &&
    is.createdAt === was.createdAt &&
    is.initialBalance === was.initialBalance &&
    equalData(is.hold ?? null, was.hold ?? null) &&
    (is.balance === was.balance || (mayLose && is.balance < was.balance))
  );
}

/** What taking in a packet changes in the record of its consumer that it may not; empty if nothing. */
function recordInterference({ before, event: happened, after }: RecordStep): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'slashPacketReceived') return '';
  const { slashAcks: were, ...rest } = before.context;
  const { slashAcks: are, ...restAfter } = after.context;
  if (!equalData(rest, restAfter) || !equalData(before.value, after.value))
    return 'more than slash acks changes';
  return equalData(are, were) || equalData(are, [...were, event.key])
    ? ''
    : `slash acks become [${are.join(', ')}]`;
}

/** Reports may be made, or made up. */
const isReporting = (instance: Instance): boolean =>
  mostOf(instance, 'consumerDowntimes') > 0 ||
  (hasByzantineConsumers(instance) && mostOf(instance, 'byzantineReports') > 0);

const checks: IcsProperty['checks'] = (system): readonly Check[] =>
  someScopeHas(system.instance, isReporting)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => trespass(step) === '',
          witness: ({ event }: ProviderStep) => event.type === 'handleDowntime',
          explain: (step: ProviderStep) =>
            `a report of ${String(step.event['consumer'])} about ${String(step.event['validator'])} changes what is none of its business: ${trespass(step)}`,
        },
        ...system.consumers.map(({ id }): Check => ({
          kind: 'step',
          scope: id,
          on: recordOf(id),
          holds: (step: RecordStep) => recordInterference(step) === '',
          witness: ({ event }: RecordStep) => event.type === 'slashPacketReceived',
          explain: (step: RecordStep) => `a slash packet of ${id}: ${recordInterference(step)}`,
        })),
      ]
    : [];

const providerNoninterference: IcsProperty = {
  id: 'provider-noninterference',
  title: 'Consumers touch nobody but the validators that they report',
  kind: 'step',
  statement:
    'A downtime report, whatever it says, changes nothing on the provider but the jail term and stake of the validator that it is about, and stake that left it and can still be slashed; it adds at most a slash ack to the record of its consumer, and never halts the provider.',
  source: ['ADR-002 (context), ADR-008 (malicious consumers)', 'cosmos/interchain-security#635'],
  assumptions: ['SB'],
  witness: 'a report reaches staking and slashing',
  expected: holdsWhereApplicable(checks),
  checks,
};

export const noninterferenceProperties: readonly IcsProperty[] = [providerNoninterference];
