/**
 * Numbers for local states that mean the same in several threads: an append-only log in shared memory, of which each
 * thread keeps a copy as far as it has read. Before a thread gives a number it reads what the others have appended, and
 * appends only what is still absent, under a lock; so an entry's number is its place among the entries of its kind.
 *
 * Objects are told layer by layer: a snapshot that differs from a known one in one field costs its own layer and those
 * on the way to the field. Cost: a new value is read once by every thread. Memory: one text an object and thread.
 */
import type { Numbering } from '../../system/numbering.ts';
import { growableMemory, growTo, intsOf } from './growable-memory.ts';
import { SharedLock } from './shared-lock.ts';
import { layerText, parseLayer, parsePart, partText } from './value-text.ts';

/** Cells of the log: the lock, then where the log ends; entries follow. */
const lockCell = 0;
const endCell = 1;
const firstEntry = 2;
/** Cells of an entry: its kind (a table's number, or one of these), the bytes of its text, then the text. */
const objectKind = -1;
const nameKind = -2;
const headCells = 2;

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
    };
  }

  /** Bytes in use by the log itself. */
  get bytes(): number {
    return this.#memory.byteLength;
  }

  readonly #objectNumber = (value: object): number => {
    const seen = this.#numberOfObject.get(value);
    if (seen !== undefined) return seen;
    const text = layerText(value, this.#objectNumber);
    const number = this.#layers.numberOf.get(text) ?? this.#append(objectKind, text, this.#layers);
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

  #append(kind: number, text: string, { numberOf }: Table): number {
    this.#lock.hold(() => {
      this.#readOn();
      if (numberOf.has(text)) return;
      const at = this.#read;
      const length = Buffer.byteLength(text);
      const end = at + headCells + ((length + 3) >> 2);
      if (end * 4 > this.#memory.byteLength) {
        growTo(this.#memory, Math.min(most, Math.max(end * 4, this.#memory.byteLength * 2)));
        this.#viewAgain();
      }
      this.#cells[at] = kind;
      this.#cells[at + 1] = length;
      this.#bytes.write(text, (at + headCells) * 4);
      Atomics.store(this.#cells, endCell, end);
      this.#readOn();
    });
    return numberOf.get(text) ?? 0;
  }

  /** Copies what has been appended. Needs no lock: entries are written before the end is moved behind them. */
  #readOn(): void {
    const end = Atomics.load(this.#cells, endCell);
    if (end > this.#cells.length) this.#viewAgain();
    while (this.#read < end) {
      const kind = this.#cells[this.#read] ?? 0;
      const length = this.#cells[this.#read + 1] ?? 0;
      const from = (this.#read + headCells) * 4;
      const text = this.#bytes.toString('utf8', from, from + length);
      const { numberOf, texts } = this.#tableOf(kind);
      numberOf.set(text, texts.length);
      texts.push(text);
      this.#read += headCells + ((length + 3) >> 2);
    }
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
