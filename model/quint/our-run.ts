/** A run of this model while it follows a trace of the peer: steps taken by name, and what the trace's terms need to know. */
import { CheckerError } from '../../src/errors/checker-error.ts';
import type { System } from '../../src/system/define-system.ts';
import { PlainStepper, type PlainState } from '../../src/system/plain-stepper.ts';
import type { ComponentId, Delivery, LocalSnapshot } from '../../src/system/vocabulary.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { provider } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import type { ConsumerId, VscRef } from '../vocabulary.ts';

type EnvironmentEvent = Parameters<typeof environmentEvent>[0];

export class OurRun {
  readonly #stepper: PlainStepper;
  #state: PlainState;
  #nextVscId = 0;
  #steps = 0;
  /** Ids of packets of the peer that say nothing new, which this model does not send. */
  readonly #peersAlone = new Map<ConsumerId, Set<number>>();
  /** Ids of packets of this model that the peer does not send. */
  readonly #oursAlone = new Map<ConsumerId, Set<number>>();

  readonly consumers: readonly ConsumerId[];
  readonly blocksPerEpoch: number;

  constructor(system: System, { consumers, provider: { blocksPerEpoch } }: Instance) {
    this.#stepper = new PlainStepper(system);
    this.#state = this.#stepper.initial();
    this.consumers = consumers.map(({ id }) => id);
    this.blocksPerEpoch = blocksPerEpoch;
  }

  /** The id that the provider hands out next, counted from 0. */
  get nextVscId(): number {
    return this.#nextVscId;
  }

  /** Environment events taken so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes the event if its component does, and tells what was delivered; undefined if it is refused. */
  attempt(to: ComponentId, event: EnvironmentEvent): readonly Delivery[] | undefined {
    const taken = this.#stepper.step(this.#state, to, environmentEvent(event));
    if (taken === undefined) return undefined;
    this.#state = taken.after;
    this.#steps++;
    if (to === provider && taken.deliveries.some((delivery) => delivery.event.type === 'vscIdAdvanced'))
      this.#nextVscId++;
    return taken.deliveries;
  }

  /** @throws CannotFollow if the component refuses the event */
  take(to: ComponentId, event: EnvironmentEvent): readonly Delivery[] {
    const deliveries = this.attempt(to, event);
    if (deliveries !== undefined) return deliveries;
    const { value, context } = this.snapshot(to);
    throw new CannotFollow(
      `${to} does not take ${JSON.stringify(event)} in state ${JSON.stringify(value)}: ${JSON.stringify(context)}`,
    );
  }

  snapshot<Context = unknown>(id: ComponentId): LocalSnapshot<Context> {
    const snapshot = this.#state.snapshots[this.#stepper.system.indexOf(id)];
    if (snapshot === undefined) throw new RangeError(id);
    return snapshot as LocalSnapshot<Context>;
  }

  /** The id that a reference stands for; the initial set of a consumer has none. */
  idOf(vsc: VscRef | 'unknown'): number | undefined {
    return typeof vsc === 'number' ? this.#nextVscId - vsc : undefined;
  }

  peersAlone(consumer: ConsumerId): Set<number> {
    return entry(this.#peersAlone, consumer);
  }

  oursAlone(consumer: ConsumerId): Set<number> {
    return entry(this.#oursAlone, consumer);
  }
}

/** This model has no way to do what the trace does next, and no rule says what to do instead. */
export class CannotFollow extends Error {}

/** What the machines say when they do not fit together, which is a defect of the model. */
export function isModelFailure(error: unknown): error is CheckerError {
  return error instanceof CheckerError && error.code.startsWith('MODEL_');
}

function entry(map: Map<ConsumerId, Set<number>>, consumer: ConsumerId): Set<number> {
  const known = map.get(consumer) ?? new Set<number>();
  map.set(consumer, known);
  return known;
}
