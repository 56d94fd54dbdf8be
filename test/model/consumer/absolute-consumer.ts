/**
 * An oracle for the consumer: the same chain with absolute heights, VSC ids and times, whose history is kept for ever.
 * It covers sets, height mapping, downtime detection and the retry record; written independently of the machine.
 */
import type { KeyPower } from '../../../model/vocabulary.ts';

interface Report {
  readonly key: string;
  readonly power: number;
  /** VSC id; 0 is the genesis. */
  readonly id: number;
}

export class AbsoluteConsumer {
  height = 10;
  time = 1000;
  /** ccVal after the EndBlock of a height; it signs two heights later. */
  readonly ccVal = new Map<number, Map<string, number>>();
  readonly idOfHeight = new Map<number, number>();
  pending: Map<string, number> | undefined;
  readonly outstanding = new Set<string>();
  readonly down = new Set<string>();
  readonly missed = new Map<string, number>();
  queue: Report[] = [];
  /** What was sent and not answered, or when the bounced head was sent. */
  sentAt: number | undefined;
  waiting = false;
  /** Every sending. */
  sendings = 0;
  readonly #limit: number;
  readonly #retryDelay: number;

  constructor(genesis: readonly KeyPower[], limit: number, retryDelay: number) {
    const set = new Map(genesis.map(({ key, power }) => [key, power]));
    this.ccVal.set(8, set).set(9, set);
    this.idOfHeight.set(9, 0).set(10, 0).set(11, 0);
    this.#limit = limit;
    this.#retryDelay = retryDelay;
  }

  signers(height: number): Map<string, number> {
    return this.ccVal.get(height - 2) ?? new Map<string, number>();
  }

  receive(id: number, updates: readonly KeyPower[], acks: readonly string[]): void {
    this.pending ??= new Map();
    for (const { key, power } of updates) this.pending.set(key, power);
    this.idOfHeight.set(this.height + 1, id);
    for (const key of acks) this.outstanding.delete(key);
  }

  nextBlock(seconds: number): void {
    const [head] = this.queue;
    const permitted =
      this.sentAt === undefined || (!this.waiting && this.time > this.sentAt + this.#retryDelay);
    if (head !== undefined && permitted) {
      this.sentAt = this.time;
      this.waiting = true;
      this.sendings += 1;
    }
    const set = new Map(this.ccVal.get(this.height - 1));
    for (const [key, power] of this.pending ?? []) {
      if (power > 0 && !set.has(key)) this.outstanding.delete(key);
      if (power > 0) set.set(key, power);
      else set.delete(key);
    }
    this.ccVal.set(this.height, set);
    this.pending = undefined;

    this.height += 1;
    this.time += seconds;
    const lastCommit = this.signers(this.height - 1);
    for (const key of this.missed.keys()) if (!lastCommit.has(key)) this.missed.delete(key);
    const inOrder = [...lastCommit].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1));
    for (const [key, power] of inOrder) {
      if (!this.down.has(key) || this.outstanding.has(key)) continue;
      const count = (this.missed.get(key) ?? 0) + 1;
      this.missed.set(key, count);
      if (count < this.#limit) continue;
      this.missed.delete(key);
      this.outstanding.add(key);
      this.queue.push({ key, power, id: this.idOfHeight.get(this.height - 2) ?? -1 });
    }
    this.idOfHeight.set(this.height + 1, this.idOfHeight.get(this.height) ?? -1);
  }

  acknowledge(result: 'handled' | 'bounced'): void {
    this.waiting = false;
    if (result === 'bounced') return;
    this.sentAt = undefined;
    this.queue.shift();
  }

  stop(key: string): boolean {
    const validating = this.signers(this.height).has(key) || this.signers(this.height + 1).has(key);
    if (!validating || this.down.has(key)) return false;
    this.down.add(key);
    return true;
  }

  resume(key: string): boolean {
    this.missed.delete(key);
    return this.down.delete(key);
  }
}
