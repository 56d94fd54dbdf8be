/**
 * An oracle for the time bookkeeping of the channel: the same protocol with two absolute clocks, absolute timeouts and
 * absolute header times instead of countdowns and drift. Written for clarity, and independently of the machine.
 */
import { trustingPeriodSeconds } from '../../../model/trusting-period.ts';
import type { ConsumerInstance, Instance } from '../../../model/instance.ts';

interface Sent {
  /** Position in the order of sending. */
  readonly number: number;
  /** On the receiver's clock. */
  readonly timeout: number;
}

export class AbsoluteChannel {
  providerClock = 1000;
  consumerClock = 1000;
  /** Time of the newest consumer header that the provider knows, and the other way round. */
  consumerHeader = 1000;
  providerHeader = 1000;
  providerOpen = true;
  consumerOpen = true;
  toConsumer: Sent[] = [];
  toProvider: Sent[] = [];
  received: { vscs: number[]; slashes: number[] } = { vscs: [], slashes: [] };
  #vscs = 0;
  #slashes = 0;
  readonly #instance: Instance;
  readonly #consumer: ConsumerInstance;

  constructor(instance: Instance, consumer: ConsumerInstance) {
    this.#instance = instance;
    this.#consumer = consumer;
  }

  /** Seconds until the provider's client of the consumer expires; not positive: it has. */
  consumerClientLeft(): number {
    return (
      this.consumerHeader +
      trustingPeriodSeconds(this.#instance, this.#consumer.unbondingSeconds) -
      this.providerClock
    );
  }

  providerClientLeft(): number {
    const { unbondingSeconds } = this.#instance.provider;
    return this.providerHeader + trustingPeriodSeconds(this.#instance, unbondingSeconds) - this.consumerClock;
  }

  /** Does what the event does, and tells whether it was possible. */
  play(type: string, seconds = 0): boolean {
    const providerSees = this.consumerClientLeft() > 0;
    const consumerSees = this.providerClientLeft() > 0;
    const [vsc] = this.toConsumer;
    const [slash] = this.toProvider;
    switch (type) {
      case 'providerTimePassed':
        this.providerClock += seconds;
        return true;
      case 'consumerTimePassed':
        this.consumerClock += seconds;
        return true;
      case 'sendVscs':
        if (this.providerOpen && providerSees) {
          const timeout = this.providerClock + this.#instance.provider.ccvTimeoutSeconds;
          this.toConsumer.push({ number: this.#vscs++, timeout });
        }
        return true;
      case 'sendSlash':
        if (this.consumerOpen && consumerSees) {
          const timeout = this.consumerClock + this.#consumer.ccvTimeoutSeconds;
          this.toProvider.push({ number: this.#slashes++, timeout });
        }
        return true;
      case 'relayVsc':
        if (vsc === undefined || !this.consumerOpen || !consumerSees || this.consumerClock >= vsc.timeout)
          return false;
        this.providerHeader = this.providerClock;
        this.received.vscs.push(vsc.number);
        this.toConsumer.shift();
        return true;
      case 'relaySlash':
        if (slash === undefined || !this.providerOpen || !providerSees || this.providerClock >= slash.timeout)
          return false;
        this.consumerHeader = this.consumerClock;
        this.received.slashes.push(slash.number);
        this.toProvider.shift();
        return true;
      case 'timeoutVsc':
        if (vsc === undefined || !providerSees || (this.consumerOpen && this.consumerClock < vsc.timeout))
          return false;
        this.consumerHeader = this.consumerClock;
        this.toConsumer = [];
        this.providerOpen = false;
        return true;
      case 'timeoutSlash':
        if (slash === undefined || !this.consumerOpen || !consumerSees) return false;
        if (this.providerOpen && this.providerClock < slash.timeout) return false;
        this.providerHeader = this.providerClock;
        this.toProvider = [];
        this.consumerOpen = false;
        return true;
      case 'updateClientOnProvider':
      case 'recoverClientOnProvider': {
        const fresh = this.consumerClock > this.consumerHeader;
        if (providerSees !== (type === 'updateClientOnProvider') || !fresh) return false;
        const before = this.consumerHeader;
        this.consumerHeader = this.consumerClock;
        if (this.consumerClientLeft() > 0) return true;
        this.consumerHeader = before;
        return false;
      }
      case 'updateClientOnConsumer':
      case 'recoverClientOnConsumer': {
        const fresh = this.providerClock > this.providerHeader;
        if (consumerSees !== (type === 'updateClientOnConsumer') || !fresh) return false;
        const before = this.providerHeader;
        this.providerHeader = this.providerClock;
        if (this.providerClientLeft() > 0) return true;
        this.providerHeader = before;
        return false;
      }
      default:
        throw new Error(`the oracle knows no ${type}`);
    }
  }
}
