/** Reads data whose shape is only presumed, and says where and what it found instead. */
import { CheckerError } from '../../src/errors/checker-error.ts';

export class DataReader {
  readonly at: string;
  readonly #data: unknown;

  constructor(data: unknown, at: string) {
    this.#data = data;
    this.at = at;
  }

  field(name: string): DataReader {
    const data = this.#data;
    const isRecord =
      typeof data === 'object' &&
      data !== null &&
      !(data instanceof Map || data instanceof Set || Array.isArray(data));
    if (!isRecord || !Object.hasOwn(data, name)) throw this.wrong(`a record with a field "${name}"`);
    return new DataReader((data as Readonly<Record<string, unknown>>)[name], `${this.at}.${name}`);
  }

  list(): readonly DataReader[] {
    if (!Array.isArray(this.#data)) throw this.wrong('a list');
    return this.#data.map((item, index) => new DataReader(item, `${this.at}[${String(index)}]`));
  }

  set(): readonly DataReader[] {
    if (!(this.#data instanceof Set)) throw this.wrong('a set');
    return [...this.#data].map((item) => new DataReader(item, this.at));
  }

  /** Keys and values in the order of the trace. */
  entries(): readonly (readonly [key: DataReader, value: DataReader])[] {
    if (!(this.#data instanceof Map)) throw this.wrong('a map');
    return [...this.#data].map(([key, value]) => [
      new DataReader(key, this.at),
      new DataReader(value, `${this.at}[${String(key)}]`),
    ]);
  }

  /** A map whose keys are texts. */
  map(): ReadonlyMap<string, DataReader> {
    return new Map(this.entries().map(([key, value]) => [key.text(), value]));
  }

  text(): string {
    if (typeof this.#data !== 'string') throw this.wrong('a text');
    return this.#data;
  }

  integer(): number {
    if (typeof this.#data !== 'number') throw this.wrong('an integer');
    return this.#data;
  }

  flag(): boolean {
    if (typeof this.#data !== 'boolean') throw this.wrong('true or false');
    return this.#data;
  }

  /** The error to throw where something else was expected here. */
  wrong(expected: string): CheckerError {
    const data = this.#data;
    const shown =
      data instanceof Map || data instanceof Set
        ? `a ${data instanceof Map ? 'map' : 'set'} of ${String(data.size)}`
        : (JSON.stringify(data) ?? 'nothing');
    return new CheckerError('TRACE_INVALID', 'the trace does not hold what a trace of its kind holds', {
      at: this.at,
      expected,
      received: shown.length > 120 ? `${shown.slice(0, 120)}...` : shown,
    });
  }
}
