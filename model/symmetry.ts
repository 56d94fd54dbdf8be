/**
 * Which consumers, and which validators, of an instance may take each other's places: what happens to one may as well
 * happen to the other. An exhaustive search looks at one of such cases; it verifies on its way that they are alike.
 */
import { interchangeable, renameTexts } from '../src/system/symmetry.ts';
import type { MachineEvent, Naming, Symmetry } from '../src/system/vocabulary.ts';
import { isStandalone } from './changeover/is-standalone.ts';
import {
  allocationOf,
  channelOf,
  consumerOf,
  deadlinesOf,
  evidenceOf,
  keysOf,
  ownershipOf,
  penaltiesOf,
  recordOf,
  rewardsOf,
  shapingOf,
  standaloneOf,
  transfersOf,
} from './component-ids.ts';
import { hasDeadlines } from './deadlines.ts';
import { hasKeys } from './epoch-stages.ts';
import { hasEvidence, hasPenaltyUpdates } from './equivocation-scope.ts';
import type { ConsumerInstance, Instance, ValidatorInstance } from './instance.ts';
import { isOwned } from './lifecycle.ts';
import { compareIds } from './provider/validator-power.ts';
import { hasRewards } from './rewards/has-rewards.ts';
import { isShaped } from './shaping/shaping-parameters.ts';
import type { ConsumerId } from './vocabulary.ts';
import { featuresOf } from './vsc-age.ts';

/** Symmetries of the instance's system; sets of one are left out. */
export function icsSymmetry(instance: Instance): readonly Symmetry[] {
  return [
    // The slash queue handles maturities consumer by consumer, in the order of their ids.
    ...(featuresOf(instance).throttleByQueue ? [] : alike(instance.consumers)).map((names) =>
      interchangeable(names, {
        components: (id) => componentsOf(instance, id),
        ...renaming,
      }),
    ),
    ...(tellsValidatorsApart(instance)
      ? []
      : alike(instance.validators).map((names) => interchangeable(names, renaming))),
  ];
}

function componentsOf(instance: Instance, id: ConsumerId): readonly string[] {
  const found = instance.consumers.filter((consumer) => consumer.id === id);
  return [
    ...(found.some(isShaped) ? [shapingOf(id)] : []),
    ...(found.some(hasKeys) ? [keysOf(id)] : []),
    recordOf(id),
    ...(found.some(isOwned) ? [ownershipOf(id)] : []),
    ...(hasDeadlines(instance) ? [deadlinesOf(id)] : []),
    channelOf(id),
    consumerOf(id),
    ...(found.some(isStandalone) ? [standaloneOf(id)] : []),
    ...(found.some(hasRewards) ? [allocationOf(id), transfersOf(id), rewardsOf(id)] : []),
    ...(hasEvidence(instance) ? [evidenceOf(id)] : []),
    ...(found.some((consumer) => hasPenaltyUpdates(instance, consumer)) ? [penaltiesOf(id)] : []),
  ];
}

/** Ids of those that are equal but for their ids, in groups of two and more. */
function alike(all: readonly (ConsumerInstance | ValidatorInstance)[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { id, ...rest } of all) {
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/**
 * Validators are told apart by their ids where there are more than places for them (the tie is decided by id), where only
 * some validate a chain, may choose to, or use or may ask for a key of its own there, where some take a commission, where
 * the environment moves stake between some of them only, and where several may be reported in one block: reports, and what follows from them, are in the order of keys.
 */
function tellsValidatorsApart({ validators, consumers, provider, budgets }: Instance): boolean {
  const places = Math.min(provider.maxValidators, provider.maxProviderConsensusValidators);
  const { consumerDowntimes } = budgets;
  return (
    validators.length > Math.min(places, 4) ||
    Object.keys(provider.rewards?.commission ?? {}).length > 0 ||
    consumers.some(
      ({ optedIn, shaping, assignedKeys, spareKeys }) =>
        optedIn !== undefined ||
        shaping !== undefined ||
        Object.keys(assignedKeys).length > 0 ||
        spareKeys !== undefined,
    ) ||
    consumerDowntimes === 'unlimited' ||
    consumerDowntimes > 1
  );
}

/** Names in data, with the lists that are kept in the order of names in that order again. */
const renaming = {
  snapshot: ({ value, context }, to) => ({ value, context: sorted(renameTexts(context, to)) }),
  event: ({ type, ...payload }, to): MachineEvent => ({
    type,
    ...(sorted(renameTexts(payload, to)) as object),
  }),
  observer: (state: unknown, to: Naming) => sorted(renameTexts(state, to)),
} satisfies Parameters<typeof interchangeable>[1];

/** By which field of their items the lists of this name are sorted; `''` where the items are names themselves. */
const orderOf = new Map([
  ['validators', 'id'],
  ['consensusSet', 'validator'],
  ['channelOpenings', 'consumer'],
  ['throttled', 'consumer'],
  ['stored', 'validator'],
  ['members', 'validator'],
  ['shares', 'validator'],
  ['commissions', 'validator'],
  ['bonded', 'validator'],
  ['updates', 'key'],
  ['set', 'key'],
  ['signers', 'key'],
  ['pendingChanges', 'key'],
  ['missed', 'key'],
  ['proofs', 'key'],
  ['outstanding', ''],
  ['down', ''],
  ['holders', ''],
]);

function sorted(value: unknown, field = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sorted(part, name)]));
  }
  const items = value.map((item) => sorted(item));
  const by = orderOf.get(field);
  if (by === undefined) return items;
  const nameOf = (item: unknown): string =>
    by === '' ? String(item) : String((item as Readonly<Record<string, unknown>>)[by]);
  return items.sort((a, b) => compareIds(nameOf(a), nameOf(b)));
}
