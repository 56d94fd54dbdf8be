/**
 * Remembers the ids of objects by their identity, as long as they live and not too many others came after them. What is
 * forgotten has to be looked at again, which costs time and changes nothing.
 *
 * There are two weak maps, of which the older is dropped when the younger is full. A single one would do, were it not that
 * V8 hashes identities to 21 bits and reorders a weak map in place: with several million objects, as many mutants leave
 * behind them, that takes hours, and no signal is heard meanwhile.
 */
const mostInOneMap = 1 << 18;

export class IdentityMemory {
  readonly #most: number;
  #young = new WeakMap<object, number>();
  #old = new WeakMap<object, number>();
  #youngCount = 0;

  /** @param most objects that the younger map may have been given before it becomes the older. */
  constructor(most = mostInOneMap) {
    this.#most = most;
  }

  idOf(value: object): number | undefined {
    const id = this.#young.get(value);
    if (id !== undefined) return id;
    const older = this.#old.get(value);
    if (older !== undefined) this.remember(value, older);
    return older;
  }

  remember(value: object, id: number): void {
    if (this.#youngCount >= this.#most) {
      this.#old = this.#young;
      this.#young = new WeakMap();
      this.#youngCount = 0;
    }
    this.#young.set(value, id);
    this.#youngCount++;
  }
}
