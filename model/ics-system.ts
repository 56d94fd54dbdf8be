/**
 * Puts the parts together: the provider with its slash meter (and slash queue, in v1-v3), and for each consumer chain what the provider keeps of it
 * (how its set is shaped, where the instance says so, and its record), the channel and the chain itself. Faults replace named guards and actions of the machines they are about.
 */
import type { AnyStateMachine } from 'xstate';
import type { ClosingSchedule } from '../src/system/closing.ts';
import type { Choices, ComponentDefinition, SystemDefinition } from '../src/system/vocabulary.ts';
import { createChannelMachine } from './channel/channel-machine.ts';
import { channelChoices } from './choices/channel-choices.ts';
import { consumerChoices } from './choices/consumer-choices.ts';
import { evidenceChoices } from './choices/evidence-choices.ts';
import { penaltiesChoices } from './choices/penalties-choices.ts';
import { ownershipChoices } from './choices/ownership-choices.ts';
import { lifecycleChoices } from './choices/lifecycle-choices.ts';
import { providerChoices } from './choices/provider-choices.ts';
import { standaloneChoices } from './choices/standalone-choices.ts';
import { closingSchedules } from './closing/closings.ts';
import {
  channelOf,
  consumerOf,
  deadlinesOf,
  evidenceOf,
  keysOf,
  lifecycleQueues,
  ownershipOf,
  penaltiesOf,
  pipelineOf,
  provider,
  recordOf,
  shapingOf,
  slashMeter,
  standaloneOf,
  slashQueue,
} from './component-ids.ts';
import { isStandalone } from './changeover/is-standalone.ts';
import { createStandaloneMachine } from './changeover/standalone-machine.ts';
import { createConsumerMachine } from './consumer/consumer-machine.ts';
import { hasDeadlines } from './deadlines.ts';
import { epochStagesOf, hasKeys, slashInboxOf } from './epoch-stages.ts';
import { hasEvidence, hasPenaltyUpdates, showsOwnDoubleSigns } from './equivocation-scope.ts';
import { createEvidenceMachine } from './evidence/evidence-machine.ts';
import type { Fault, FaultyMachine } from './faults/fault.ts';
import { faultById } from './faults/index.ts';
import { fairnessSets } from './fairness.ts';
import type { Features } from './features.ts';
import type { ConsumerInstance, Instance } from './instance.ts';
import { createKeysMachine } from './keys/keys-machine.ts';
import { createPenaltiesMachine } from './penalties/penalties-machine.ts';
import { hasLifecycles, isOwned } from './lifecycle.ts';
import { createOwnershipMachine } from './ownership/ownership-machine.ts';
import { createConsumerRecordMachine } from './provider/consumer-record-machine.ts';
import { createLifecycleQueuesMachine } from './provider/lifecycle-queues-machine.ts';
import { createDeadlinesMachine } from './provider/deadlines-machine.ts';
import { createProviderMachine } from './provider/provider-machine.ts';
import { createSlashMeterMachine } from './provider/slash-meter-machine.ts';
import { createSlashQueueMachine } from './provider/slash-queue-machine.ts';
import {
  choicesOfRewards,
  rewardComponents,
  rewardLinksOf,
  rewardLinksOfProvider,
  rewardPhaseListeners,
} from './rewards/reward-components.ts';
import { createShapingMachine } from './shaping/shaping-machine.ts';
import { isShaped } from './shaping/shaping-parameters.ts';
import { inboxRole } from './send-message.ts';
import { icsSymmetry } from './symmetry.ts';
import type { ConsumerId } from './vocabulary.ts';
import { featuresOf, oldestVscAge } from './vsc-age.ts';

/** A checkable ICS system together with what properties and reports want to know of it. */
export interface IcsSystem {
  /** As given: what is promised is promised of the version, whatever the faults take away from its machines. */
  readonly instance: Instance;
  readonly features: Features;
  /** Ids of the faults that are switched on. */
  readonly faults: readonly string[];
  readonly definition: SystemDefinition;
  readonly consumers: readonly ConsumerInstance[];
  /** Age at which references to VSC ids stop growing. */
  readonly oldestVscAge: number;
  /** `quiet`: nothing new happens; `churn`: one more validator-set change reaches every consumer first. */
  readonly closings: Readonly<Record<string, ClosingSchedule>>;
}

export interface IcsSystemOptions {
  /** Ids from the catalogue of faults. */
  readonly faults?: readonly string[];
}

/**
 * The system of an instance.
 * @throws CheckerError USAGE_UNKNOWN_NAME for a fault that is not in the catalogue.
 */
export function createIcsSystem(given: Instance, options: IcsSystemOptions = {}): IcsSystem {
  const faults = (options.faults ?? []).map(faultById);
  const instance = withoutDefences(given, faults);
  const { consumers } = instance;
  const machines = new MachineShop(instance, faults);
  const ids = consumers.map(({ id }) => id);
  const priced = consumers.filter((consumer) => hasPenaltyUpdates(instance, consumer)).map(({ id }) => id);
  const queues = hasLifecycles(instance) ? [lifecycleQueues] : [];
  const timed = hasDeadlines(instance) ? ids : [];
  const { throttleByQueue } = featuresOf(instance);
  const inSlashQueue = throttleByQueue ? { 'slash-queue': slashQueue } : {};
  const reportSink = throttleByQueue ? slashQueue : slashMeter;

  const components: Record<string, ComponentDefinition> = {
    [provider]: {
      machine: machines.faulty('provider', createProviderMachine(instance)),
      links: {
        'slash-meter': slashMeter,
        ...inSlashQueue,
        ...(timed.length > 0 ? { deadlines: timed.map(deadlinesOf) } : {}),
        'epoch-stages': consumers.flatMap((consumer) => epochStagesOf(consumer).slice(0, 1)),
        keys: consumers.filter(hasKeys).map(({ id }) => keysOf(id)),
        'lifecycle-queues': queues,
        records: ids.map(recordOf),
        channels: ids.map(channelOf),
        consumers: ids.map(consumerOf),
        ...rewardLinksOfProvider(instance),
        ...(priced.length > 0 ? { penalties: priced.map(penaltiesOf) } : {}),
      },
    },
    [slashMeter]: {
      machine: machines.faulty('slash-meter', createSlashMeterMachine(instance)),
      links: { provider, ...inSlashQueue },
    },
  };
  if (throttleByQueue) {
    components[slashQueue] = {
      machine: machines.faulty('slash-queue', createSlashQueueMachine(instance)),
      links: { 'slash-meter': slashMeter },
    };
  }
  if (hasLifecycles(instance)) {
    components[lifecycleQueues] = {
      machine: machines.faulty('lifecycle-queues', createLifecycleQueuesMachine(instance)),
      links: Object.fromEntries(
        consumers.map((consumer) => [pipelineOf(consumer.id), epochStagesOf(consumer).slice(0, 1)]),
      ),
    };
  }
  const choices: Record<string, Choices> = { [provider]: providerChoices(instance) };
  for (const consumer of consumers) {
    const { id } = consumer;
    const deadlines = timed.includes(id) ? [deadlinesOf(id)] : [];
    if (isShaped(consumer)) {
      components[shapingOf(id)] = {
        machine: machines.faulty('shaping', createShapingMachine(instance, consumer), consumer),
        links: {
          next: epochStagesOf(consumer).slice(1, 2),
          ...(isOwned(consumer) ? { ownership: ownershipOf(id) } : {}),
        },
      };
    }
    components[recordOf(id)] = {
      machine: machines.faulty('consumer-record', createConsumerRecordMachine(instance, consumer), consumer),
      links: {
        channel: channelOf(id),
        // A chain that is there already starts as a consumer when it changes over.
        consumer: isStandalone(consumer) ? standaloneOf(id) : consumerOf(id),
        provider,
        'lifecycle-queues': queues,
        ...punishersOf(id, priced, reportSink),
        ...inSlashQueue,
        'phase-listeners': [
          ...(isOwned(consumer) ? [ownershipOf(id)] : []),
          ...epochStagesOf(consumer).slice(0, -1),
          ...rewardPhaseListeners(consumer),
        ],
        deadlines,
        'maturity-listeners': [...deadlines, ...(hasKeys(consumer) ? [keysOf(id)] : [])],
        ...rewardLinksOf(consumer),
      },
    };
    if (timed.includes(id)) {
      components[deadlinesOf(id)] = {
        machine: machines.faulty('deadlines', createDeadlinesMachine(instance, consumer), consumer),
        links: { record: recordOf(id) },
      };
    }
    if (hasKeys(consumer)) {
      const keys = keysOf(id);
      components[keys] = {
        machine: machines.shared('keys', consumer, createKeysMachine),
        links: { next: recordOf(id), 'next-inbox': recordOf(id), provider },
      };
    }
    components[channelOf(id)] = {
      machine: machines.shared('channel', consumer, createChannelMachine),
      links: {
        record: recordOf(id),
        'slash-inbox': slashInboxOf(consumer),
        consumer: consumerOf(id),
        ...rewardLinksOf(consumer),
      },
    };
    components[consumerOf(id)] = {
      machine: machines.shared('consumer', consumer, createConsumerMachine),
      links: {
        channel: channelOf(id),
        ...rewardLinksOf(consumer),
        ...(hasEvidence(instance) ? { evidence: evidenceOf(id) } : {}),
        ...(isStandalone(consumer) ? { standalone: standaloneOf(id) } : {}),
      },
    };
    if (isStandalone(consumer)) {
      components[standaloneOf(id)] = {
        machine: machines.faulty('standalone', createStandaloneMachine(instance, consumer), consumer),
        links: {
          channel: channelOf(id),
          consumer: consumerOf(id),
          ...(showsOwnDoubleSigns(instance) ? { evidence: evidenceOf(id) } : {}),
        },
      };
      choices[standaloneOf(id)] = standaloneChoices(instance, consumer);
    }
    if (hasEvidence(instance)) {
      components[evidenceOf(id)] = {
        machine: machines.faulty('evidence', createEvidenceMachine(instance, consumer), consumer),
        links: Object.fromEntries(consumers.map((to) => [inboxRole(to.id), slashInboxOf(to)])),
      };
      choices[evidenceOf(id)] = evidenceChoices(instance, consumer);
    }
    if (priced.includes(id)) {
      components[penaltiesOf(id)] = {
        machine: machines.faulty('penalties', createPenaltiesMachine(instance, consumer), consumer),
        links: { 'slash-meter': reportSink, provider },
      };
      if (!isOwned(consumer)) choices[penaltiesOf(id)] = penaltiesChoices(instance, consumer);
    }
    if (isOwned(consumer)) {
      components[ownershipOf(id)] = {
        machine: machines.faulty(
          'ownership',
          createOwnershipMachine(consumer, consumer.lifecycle.owner),
          consumer,
        ),
        links: {
          record: recordOf(id),
          ...(priced.includes(id) ? { 'own-penalties': penaltiesOf(id) } : {}),
          ...rewardLinksOf(consumer),
        },
      };
      choices[ownershipOf(id)] = ownershipChoices(instance, consumer);
    }
    if (consumer.lifecycle !== undefined) choices[recordOf(id)] = lifecycleChoices(instance, consumer);
    choices[channelOf(id)] = channelChoices(instance, consumer);
    choices[consumerOf(id)] = consumerChoices(instance, consumer);
  }
  Object.assign(components, rewardComponents(instance, machines));
  Object.assign(choices, choicesOfRewards(instance));

  const definition: SystemDefinition = {
    name: instance.name,
    components,
    choices,
    budgets: instance.budgets,
    fairness: fairnessSets(instance),
    symmetry: icsSymmetry(instance),
  };
  return {
    instance: given,
    features: featuresOf(given),
    faults: faults.map(({ id }) => id),
    definition,
    consumers,
    oldestVscAge: oldestVscAge(instance),
    closings: closingSchedules(instance, choices),
  };
}

/** Where the consumer's record turns to have somebody punished: `reportSink` takes reports; where penalties may change, they are put in on the way. */
function punishersOf(
  id: ConsumerId,
  priced: readonly ConsumerId[],
  reportSink: string,
): Readonly<Record<'slash-meter' | 'punisher', string>> {
  return priced.includes(id)
    ? { 'slash-meter': penaltiesOf(id), punisher: penaltiesOf(id) }
    : { 'slash-meter': reportSink, punisher: provider };
}

/** The instance with the features that the faults leave on: a later defence would hide an old fault. */
function withoutDefences(instance: Instance, faults: readonly Fault[]): Instance {
  if (!faults.some(({ disables }) => disables !== undefined)) return instance;
  const features = faults.reduce<Features>(
    (remaining, { disables }) => ({ ...remaining, ...disables }),
    featuresOf(instance),
  );
  return { ...instance, features };
}

type ConsumerMachineFactory = (instance: Instance, consumer: ConsumerInstance) => AnyStateMachine;

/** Makes machines, applies faults to them, and gives equal consumers the same ones, so that they share tables. */
class MachineShop {
  readonly #instance: Instance;
  readonly #faults: readonly Fault[];
  readonly #made = new Map<string, AnyStateMachine>();

  constructor(instance: Instance, faults: readonly Fault[]) {
    this.#instance = instance;
    this.#faults = faults;
  }

  /** The machine with the overrides of every fault that is about machines of its kind; a later fault wins. */
  faulty(kind: FaultyMachine, machine: AnyStateMachine, consumer?: ConsumerInstance): AnyStateMachine {
    return this.#faults
      .flatMap((fault) => [fault, ...(fault.also ?? [])])
      .filter((part) => part.machine === kind)
      .reduce<AnyStateMachine>(
        (sound, part) => sound.provide(part.overrides(this.#instance, consumer) as never) as AnyStateMachine,
        machine,
      );
  }

  /** For machines that do not depend on the consumer's id. */
  shared(kind: FaultyMachine, consumer: ConsumerInstance, create: ConsumerMachineFactory): AnyStateMachine {
    const key = JSON.stringify([kind, { ...consumer, id: undefined }]);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const machine = this.faulty(kind, create(this.#instance, consumer), consumer);
    this.#made.set(key, machine);
    return machine;
  }
}
