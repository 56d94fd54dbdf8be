/**
 * Gives equal JSON values equal small integers (hash consing).
 *
 * A value's key is made of its primitive parts and the ids of its object parts, fields in sorted order, so two values
 * have one id exactly when their canonical JSON is equal. Objects are frozen and remembered by identity, for a time:
 * after a step that changed one validator of 180, only the path to that validator is looked at again.
 * Cost: O(fields of objects not seen before). Memory: one short string a distinct object, for ever.
 */
import { IdentityMemory } from './identity-memory.ts';

export class ValueInterner {
  /** Capacity hint is deliberately absent: Map grows by itself, and growth is exercised in every test. */
  readonly #byKey = new Map<string, number>();
  readonly #byIdentity = new IdentityMemory();
  readonly #representatives: unknown[] = [];

  /** Id of the value; ids are dense, from 0. Only JSON data: functions and class instances are a mistake of the caller. */
  idOf(value: unknown): number {
    if (typeof value === 'object' && value !== null) {
      const seen = this.#byIdentity.idOf(value);
      if (seen !== undefined) return seen;
      const id = this.#insert(this.#keyOf(value), value);
      Object.freeze(value);
      this.#byIdentity.remember(value, id);
      return id;
    }
    return this.#insert(primitiveKey(value), value);
  }

  /** The first value seen with this id. */
  valueOf(id: number): unknown {
    return this.#representatives[id];
  }

  get size(): number {
    return this.#representatives.length;
  }

  #insert(key: string, value: unknown): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.#representatives.length;
    this.#byKey.set(key, id);
    this.#representatives.push(value);
    return id;
  }

  #keyOf(value: object): string {
    if (Array.isArray(value)) {
      let key = '[';
      for (const item of value as readonly unknown[]) key += this.#partKey(item) + ',';
      return key;
    }
    let key = '{';
    for (const field of sortedFields(value)) {
      const part = (value as Record<string, unknown>)[field];
      if (part !== undefined) key += JSON.stringify(field) + ':' + this.#partKey(part) + ',';
    }
    return key;
  }

  #partKey(part: unknown): string {
    return typeof part === 'object' && part !== null ? '#' + String(this.idOf(part)) : primitiveKey(part);
  }
}

function primitiveKey(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function sortedFields(value: object): readonly string[] {
  const fields = Object.keys(value);
  for (let i = 1; i < fields.length; i++) {
    if ((fields[i - 1] ?? '') > (fields[i] ?? '')) return fields.sort();
  }
  return fields;
}
