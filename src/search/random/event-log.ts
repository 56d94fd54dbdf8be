/** The environment's events of a run so far, as numbers of the stepper. */
export class EventLog {
  readonly components: number[] = [];
  readonly events: number[] = [];

  get length(): number {
    return this.events.length;
  }

  clear(): void {
    this.truncate(0);
  }

  truncate(length: number): void {
    this.components.length = length;
    this.events.length = length;
  }

  push(component: number, event: number): void {
    this.components.push(component);
    this.events.push(event);
  }

  copy(length = this.length): EventSequence {
    return { components: this.components.slice(0, length), events: this.events.slice(0, length) };
  }
}

/** A list of events, by component and event id. */
export interface EventSequence {
  readonly components: readonly number[];
  readonly events: readonly number[];
}
