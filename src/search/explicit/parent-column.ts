/**
 * Parents of states in the order in which a breadth-first search numbers them. They never decrease (states are expanded
 * in the order of their numbers), so the increase from one to the next is kept in a byte, with the whole number for
 * every 64th state: a little over one byte a state instead of four. Increases that do not fit are rare, and listed.
 */
const blockBits = 6;
const blockMask = (1 << blockBits) - 1;
/** Stands for an increase that is listed. */
const listed = 255;
const chunkBits = 16;
const chunkMask = (1 << chunkBits) - 1;

export class ParentColumn {
  /** Increases, a chunk for 65,536 states. */
  readonly #chunks: Uint8Array[] = [new Uint8Array(64)];
  readonly #blocks: number[] = [];
  readonly #large = new Map<number, number>();
  #length = 0;
  #last = 0;

  /** Number of states. */
  get length(): number {
    return this.#length;
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    const increases = this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    // A number in a list takes 8 bytes, an entry in a map about 40.
    return increases + this.#blocks.length * 8 + this.#large.size * 40;
  }

  /**
   * Appends the parent of the next state.
   * @throws RangeError if it is smaller than the one before.
   */
  push(parent: number): void {
    const increase = parent - this.#last;
    if (increase < 0) throw new RangeError(`parent ${String(parent)} after ${String(this.#last)}`);
    const state = this.#length++;
    if ((state & blockMask) === 0) this.#blocks.push(parent);
    if (increase >= listed) this.#large.set(state, increase);
    this.#chunkFor(state)[state & chunkMask] = Math.min(increase, listed);
    this.#last = parent;
  }

  /** The parent of a state. */
  at(state: number): number {
    const chunk = this.#chunks[state >>> chunkBits];
    const block = state >>> blockBits;
    let parent = this.#blocks[block] ?? 0;
    if (chunk === undefined || state >= this.#length) throw new RangeError(`state ${String(state)}`);
    for (let each = (block << blockBits) + 1; each <= state; each++) {
      const increase = chunk[each & chunkMask] ?? 0;
      parent += increase === listed ? (this.#large.get(each) ?? 0) : increase;
    }
    return parent;
  }

  #chunkFor(state: number): Uint8Array {
    const index = state >>> chunkBits;
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      const added = new Uint8Array(chunkMask + 1);
      this.#chunks.push(added);
      return added;
    }
    const at = state & chunkMask;
    if (at < chunk.length) return chunk;
    const grown = new Uint8Array(chunk.length * 2);
    grown.set(chunk);
    this.#chunks[index] = grown;
    return grown;
  }
}
