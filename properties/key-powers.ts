/**
 * Sets of keys with power, as properties compare them. A set is an array sorted by key; as text it is
 * `key:power,key:power`, which is what observers remember and what messages to people show.
 */
import type { ConsumerInstance } from '../model/instance.ts';
import type { ConsumerKey, KeyPower, StoredValidator, ValidatorId } from '../model/vocabulary.ts';

// Sets are frozen and shared between the states in which they are in force, so what was said of one is remembered.
const texts = new WeakMap<readonly KeyPower[], string>();
const keyedSets = new WeakMap<readonly StoredValidator[], readonly KeyPower[]>();

/** `v1:3,v2:2`; the empty set is the empty text. */
export function textOf(set: readonly KeyPower[]): string {
  const known = texts.get(set);
  if (known !== undefined) return known;
  const text = set.map(({ key, power }) => `${key}:${String(power)}`).join(',');
  texts.set(set, text);
  return text;
}

/** Power of a key in a set given as text; 0 if it is not there. */
export function powerInText(text: string, key: ConsumerKey): number {
  const start = text.startsWith(`${key}:`) ? 0 : text.indexOf(`,${key}:`) + 1;
  if (start === 0 && !text.startsWith(`${key}:`)) return 0;
  const end = text.indexOf(',', start);
  return Number(text.slice(start + key.length + 1, end === -1 ? undefined : end));
}

/** The set that a text stands for. */
export function setFrom(text: string): readonly KeyPower[] {
  if (text === '') return [];
  return text.split(',').map((member): KeyPower => {
    const colon = member.indexOf(':');
    return { key: member.slice(0, colon), power: Number(member.slice(colon + 1)) };
  });
}

/** What sets one set apart from another, for messages: `v2 has 2 instead of 3, v3 has nothing instead of 1`. */
export function contrast(actual: readonly KeyPower[], expected: readonly KeyPower[]): string {
  const powerIn = (set: readonly KeyPower[], key: ConsumerKey): string =>
    String(set.find((member) => member.key === key)?.power ?? 'nothing');
  const keys = [...new Set([...actual, ...expected].map(({ key }) => key))].sort();
  const differing = keys.filter((key) => powerIn(actual, key) !== powerIn(expected, key));
  if (differing.length === 0) return 'no difference';
  return differing
    .map((key) => `${key} has ${powerIn(actual, key)} instead of ${powerIn(expected, key)}`)
    .join(', ');
}

/** What the consumer knows of a stored set: keys and powers, sorted by key. */
export function keyedOf(stored: readonly StoredValidator[]): readonly KeyPower[] {
  const known = keyedSets.get(stored);
  if (known !== undefined) return known;
  const keyed = stored
    .map(({ key, power }): KeyPower => ({ key, power }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  keyedSets.set(stored, keyed);
  return keyed;
}

/** The set after the updates: absolute powers, 0 removes. Both arrays are sorted by key. */
export function withUpdates(set: readonly KeyPower[], updates: readonly KeyPower[]): readonly KeyPower[] {
  if (updates.length === 0) return set;
  const result: KeyPower[] = [];
  let next = 0;
  for (const update of updates) {
    for (let kept = set[next]; kept !== undefined && kept.key < update.key; kept = set[++next])
      result.push(kept);
    if (set[next]?.key === update.key) next++;
    if (update.power > 0) result.push(update);
  }
  for (let kept = set[next]; kept !== undefined; kept = set[++next]) result.push(kept);
  return result;
}

/** The set without the keys that are meant. */
export function withoutKeys(
  set: readonly KeyPower[],
  isMeant: (key: ConsumerKey) => boolean,
): readonly KeyPower[] {
  return set.filter(({ key }) => !isMeant(key));
}

/** The updates that lead from one set to another, sorted by key. */
export function differences(from: readonly KeyPower[], to: readonly KeyPower[]): readonly KeyPower[] {
  const updates: KeyPower[] = [];
  let next = 0;
  for (const { key, power } of from) {
    for (let added = to[next]; added !== undefined && added.key < key; added = to[++next])
      updates.push(added);
    const same = to[next]?.key === key ? to[next++] : undefined;
    if (same === undefined) updates.push({ key, power: 0 });
    else if (same.power !== power) updates.push(same);
  }
  for (let added = to[next]; added !== undefined; added = to[++next]) updates.push(added);
  return updates;
}

/**
 * The powers of a set by validator instead of by key.
 * @param named who uses which key, where keys may change; otherwise the instance tells.
 */
export function byValidator(
  { assignedKeys }: ConsumerInstance,
  set: readonly KeyPower[],
  named: readonly { readonly validator: ValidatorId; readonly key?: ConsumerKey }[] = [],
): readonly KeyPower[] {
  const users = new Map(Object.entries(assignedKeys).map(([validator, key]) => [key, validator]));
  for (const { validator, key } of named) if (key !== undefined) users.set(key, validator);
  return set
    .map(({ key, power }): KeyPower => ({ key: users.get(key) ?? key, power }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The key that a validator uses on a consumer where keys do not change. */
export function keyOn(consumer: ConsumerInstance, validator: ValidatorId): ConsumerKey {
  return consumer.assignedKeys[validator] ?? validator;
}
