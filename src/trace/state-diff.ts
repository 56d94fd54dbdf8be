/**
 * What changed between two JSON values, in a form that people can follow: one entry for each smallest part that differs.
 *
 * Lists of records with an identity (`id`, `validator`, `key`) are compared member by member, other lists as queues: what
 * left at the front and what joined at the back, and only if that does not explain the change position by position.
 */
import { equalData } from '../system/equal-data.ts';

export interface Change {
  /** Where, in the notation of the model's data: `validators[v1].tokens`; empty for the value itself. */
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'removed';
  /** Undefined when added. */
  readonly before?: unknown;
  /** Undefined when removed. */
  readonly after?: unknown;
}

type PlainRecord = Readonly<Record<string, unknown>>;

/** Fields by which members of a list are told apart, best first. */
const identityFields = ['id', 'validator', 'key'] as const;

/** Changes from `before` to `after`, in the order of their fields; empty if the values are equal. */
export function diffData(before: unknown, after: unknown, path = ''): readonly Change[] {
  if (equalData(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...fields].flatMap((field) => diffMember(before, after, field, fieldPath(path, field)));
  }
  return [{ path, kind: 'changed', before, after }];
}

function diffMember(before: PlainRecord, after: PlainRecord, field: string, path: string): readonly Change[] {
  if (before[field] === undefined && after[field] === undefined) return [];
  if (before[field] === undefined) return [{ path, kind: 'added', after: after[field] }];
  if (after[field] === undefined) return [{ path, kind: 'removed', before: before[field] }];
  return diffData(before[field], after[field], path);
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly Change[] {
  const identity = identityFields.find(
    (field) => distinguishes(before, field) && distinguishes(after, field),
  );
  if (identity !== undefined) {
    const old = byIdentity(before, identity);
    const current = byIdentity(after, identity);
    const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
    return names.flatMap((name) => diffMember(old, current, name, `${path}[${name}]`));
  }
  if (isPrimitiveList(before) && isPrimitiveList(after)) return [{ path, kind: 'changed', before, after }];
  return diffQueues(before, after, path);
}

/** The smallest number of members taken from the front after which the rest is a prefix of the new list, if any. */
function diffQueues(before: readonly unknown[], after: readonly unknown[], path: string): readonly Change[] {
  for (let taken = 0; taken <= before.length; taken++) {
    const kept = before.slice(taken);
    // Taking everything away explains any change, so it only counts when nothing could have been kept.
    if (kept.length > after.length || (kept.length === 0 && before.length > 0 && after.length > 0)) continue;
    if (!kept.every((item, index) => equalData(item, after[index]))) continue;
    const removed = before.slice(0, taken);
    return [
      ...removed.map((item, index): Change => ({ path: `${path}[${index}]`, kind: 'removed', before: item })),
      ...after.slice(kept.length).map((item, index): Change => ({
        path: `${path}[${kept.length + index}]`,
        kind: 'added',
        after: item,
      })),
    ];
  }
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    diffMember({ member: before[index] }, { member: after[index] }, 'member', `${path}[${index}]`),
  ).flat();
}

function distinguishes(list: readonly unknown[], field: string): boolean {
  const names = new Set<unknown>();
  for (const item of list) {
    if (!isRecord(item) || typeof item[field] !== 'string') return false;
    names.add(item[field]);
  }
  return names.size === list.length;
}

function byIdentity(list: readonly unknown[], field: string): PlainRecord {
  const members = list.map((item) => [(item as Record<string, string>)[field], item] as const);
  return Object.fromEntries(members) as PlainRecord;
}

function isPrimitiveList(list: readonly unknown[]): boolean {
  return list.every((item) => typeof item !== 'object' || item === null);
}

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldPath(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}
