/**
 * Numbers for local states that mean the same in several threads: an append-only log in shared memory, of which each
 * thread keeps a copy as far as it has read. Before a thread gives a number it reads what the others have appended, and
 * appends only what is still absent, under a lock; so an entry's number is its place among the entries of its kind.
 *
 * Likewise, threads tell each other what events do in local states, so that it is computed once.
 *
 * Objects are told layer by layer: a snapshot that differs from a known one in one field costs its own layer and those
 * on the way to the field. Cost: a new value is read once by every thread. Memory: one text an object and thread.
 */
import { IntColumn } from '../../system/int-column.ts';
import type { Numbering, SharedSteps } from '../../system/numbering.ts';
import { PairTable } from '../../system/pair-table.ts';
import { growableMemory, growTo, intsOf } from './growable-memory.ts';
import { SharedLock } from './shared-lock.ts';
import { layerText, orderText, parseLayer, parsePart, partText, withoutOrder } from './value-text.ts';

/** Cells of the log: the lock, then where the log ends; entries follow. */
const lockCell = 0;
const endCell = 1;
const firstEntry = 2;
/** Cells of an entry: its kind (a table's number, or one of these), the bytes of its text, then the text. */
const objectKind = -1;
const nameKind = -2;
const headCells = 2;
/** Cells of an entry that tells of a step: its kind, table, local state, event, local state after it, what was emitted. */
const stepKind = -3;
const stepCells = 6;

/** Bytes that a log may grow to. */
const most = 2 ** 31;

/** The shared memory of a dictionary. */
export function dictionaryMemory(bytes = 2 ** 16): SharedArrayBuffer {
  const memory = growableMemory(Math.max(bytes, firstEntry * 4), most);
  intsOf(memory)[endCell] = firstEntry;
  return memory;
}

interface Table {
  readonly numberOf: Map<string, number>;
  readonly texts: string[];
}

/** Of one machine: by local state and event, what comes of it. */
interface Steps {
  readonly pairs: PairTable;
  readonly next: IntColumn;
  readonly emitted: IntColumn;
}

export class SharedDictionary {
  readonly #memory: SharedArrayBuffer;
  readonly #lock: SharedLock;
  #cells: Int32Array;
  #bytes: Buffer;
  /** Everything before it is in the copy. */
  #read = firstEntry;
  readonly #names: Table = { numberOf: new Map(), texts: [] };
  readonly #layers: Table = { numberOf: new Map(), texts: [] };
  readonly #tables: Table[] = [];
  readonly #steps: Steps[] = [];
  readonly #numberOfObject = new WeakMap<object, number>();
  readonly #objects: (object | undefined)[] = [];

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory;
    this.#cells = intsOf(memory);
    this.#bytes = Buffer.from(memory, 0, memory.byteLength);
    this.#lock = new SharedLock(intsOf(memory, firstEntry), lockCell);
  }

  /** The numbers of one table (of a machine's snapshots, or an observer's states), by a name that all threads know. */
  numbering(name: string): Numbering {
    const kind = this.#names.numberOf.get(name) ?? this.#append(nameKind, name, this.#names);
    const table = this.#tableOf(kind);
    const { texts } = table;
    return {
      numberOf: (value) => {
        const text = partText(value, this.#objectNumber);
        return table.numberOf.get(text) ?? this.#append(kind, text, table);
      },
      valueOf: (number) => {
        if (number >= texts.length) this.#readOn();
        const text = texts[number];
        if (text === undefined) throw new RangeError(`no thread gave the number ${String(number)}`);
        return parsePart(text, this.#objectOf);
      },
      steps: this.#sharedSteps(kind),
    };
  }

  #sharedSteps(kind: number): SharedSteps {
    const { pairs, next, emitted } = this.#stepsOf(kind);
    return {
      dataNumberOf: this.#objectNumber,
      dataOf: this.#objectOf,
      find: (local, event) => {
        const pair = pairs.find(local, event);
        return pair < 0 && this.#readOn() ? pairs.find(local, event) : pair;
      },
      nextOf: (found) => next.get(found),
      emittedOf: (found) => emitted.get(found),
      tell: (local, event, after, said) => {
        this.#lock.hold(() => {
          this.#readOn();
          const at = this.#roomFor(stepCells);
          const cells = this.#cells;
          cells[at] = stepKind;
          cells[at + 1] = kind;
          cells[at + 2] = local;
          cells[at + 3] = event;
          cells[at + 4] = after;
          cells[at + 5] = said;
          Atomics.store(cells, endCell, at + stepCells);
        });
      },
    };
  }

  readonly #objectNumber = (value: object): number => {
    const seen = this.#numberOfObject.get(value);
    if (seen !== undefined) return seen;
    const text = layerText(value, this.#objectNumber);
    const number =
      this.#layers.numberOf.get(text) ?? this.#append(objectKind, text, this.#layers, orderText(value));
    this.#numberOfObject.set(value, number);
    return number;
  };

  readonly #objectOf = (number: number): object => {
    const known = this.#objects[number];
    if (known !== undefined) return known;
    const value = parseLayer(this.#layers.texts[number] ?? '', this.#objectOf);
    this.#objects[number] = value;
    this.#numberOfObject.set(value, number);
    return value;
  };

  /** @param more of the text, which does not tell it from others */
  #append(kind: number, key: string, { numberOf }: Table, more = ''): number {
    this.#lock.hold(() => {
      this.#readOn();
      if (numberOf.has(key)) return;
      const text = key + more;
      const length = Buffer.byteLength(text);
      const cells = headCells + ((length + 3) >> 2);
      const at = this.#roomFor(cells);
      this.#cells[at] = kind;
      this.#cells[at + 1] = length;
      this.#bytes.write(text, (at + headCells) * 4);
      Atomics.store(this.#cells, endCell, at + cells);
      this.#readOn();
    });
    return numberOf.get(key) ?? 0;
  }

  /** Where to append so many cells; call with the lock held and everything read. */
  #roomFor(cells: number): number {
    const bytes = (this.#read + cells) * 4;
    if (bytes > most) throw new RangeError('allocation failed: no room for more local states');
    if (bytes > this.#memory.byteLength) {
      growTo(this.#memory, Math.min(most, Math.max(bytes, this.#memory.byteLength * 2)));
      this.#viewAgain();
    }
    return this.#read;
  }

  /**
   * Copies what has been appended; whether there was anything. Needs no lock: an entry is written before the end is moved
   * behind it.
   */
  #readOn(): boolean {
    const end = Atomics.load(this.#cells, endCell);
    if (end === this.#read) return false;
    if (end > this.#cells.length) this.#viewAgain();
    while (this.#read < end) this.#readEntry(this.#read);
    return true;
  }

  #readEntry(at: number): void {
    const cells = this.#cells;
    const kind = cells[at] ?? 0;
    if (kind === stepKind) {
      const { pairs, next, emitted } = this.#stepsOf(cells[at + 1] ?? 0);
      const pair = pairs.idOf(cells[at + 2] ?? 0, cells[at + 3] ?? 0);
      next.set(pair, cells[at + 4] ?? 0);
      emitted.set(pair, cells[at + 5] ?? 0);
      this.#read += stepCells;
      return;
    }
    const length = cells[at + 1] ?? 0;
    const from = (at + headCells) * 4;
    const text = this.#bytes.toString('utf8', from, from + length);
    const { numberOf, texts } = this.#tableOf(kind);
    numberOf.set(kind === objectKind ? withoutOrder(text) : text, texts.length);
    texts.push(text);
    this.#read += headCells + ((length + 3) >> 2);
  }

  #stepsOf(kind: number): Steps {
    return (this.#steps[kind] ??= {
      pairs: new PairTable(),
      next: new IntColumn(),
      emitted: new IntColumn(),
    });
  }

  #tableOf(kind: number): Table {
    if (kind === objectKind) return this.#layers;
    if (kind === nameKind) return this.#names;
    return (this.#tables[kind] ??= { numberOf: new Map(), texts: [] });
  }

  #viewAgain(): void {
    this.#cells = intsOf(this.#memory);
    this.#bytes = Buffer.from(this.#memory, 0, this.#memory.byteLength);
  }
}
