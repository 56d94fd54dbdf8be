/** Systems, evidence and punishments that the tests of equivocations judge. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ModelNote } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import type { Check } from '../../src/property/definition.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import { said } from './slashing-situations.ts';

export const system = createIcsSystem(loadInstance('equivocation'));
/** The penalties of neither consumer may change there. */
export const byProvider = createIcsSystem({
  ...system.instance,
  consumers: system.instance.consumers.map((consumer) => ({ ...consumer, infractionUpdates: [] })),
});
export const specified = createIcsSystem(loadInstance('legacy'));
export const byzantine = createIcsSystem(loadInstance('byzantine'));

export function checkOf(id: string, scope: string, of = system): Check {
  const check = propertyById(id)
    .checks(of)
    .find((each) => each.scope === scope);
  if (check === undefined) throw new Error(`expected ${id} to have a check of scope "${scope}"`);
  return check;
}

export const observerOf = (check: Check) => {
  const [observer] = check.observers ?? [];
  if (observer === undefined) throw new Error('expected an observer');
  return observer;
};

export const half = { numerator: 1, denominator: 2 };
export const evidence = (changes: object = {}): MachineEvent => ({
  type: 'evidenceSubmitted',
  key: 'k1',
  kind: 'doubleVote',
  chainId: 'twin',
  recent: true,
  conflicting: true,
  signed: true,
  unsigned: [],
  ...changes,
});
export const punishment = (changes: object = {}): MachineEvent => ({
  type: 'punishEquivocation',
  consumer: 'c1',
  key: 'k1',
  kind: 'doubleVote',
  validator: 'v1',
  slashFraction: half,
  jailSeconds: 1,
  tombstone: true,
  ...changes,
});
export const slashed = (burnt: number, nominal = burnt): ModelNote => ({
  type: 'slashed',
  validator: 'v1',
  cause: 'c1',
  nominal,
  burnt,
});
/** What the provider does at an execution. */
export const executed = (burnt: number, changes: object = {}) => ({
  component: 'provider',
  event: punishment(changes),
  emitted: [said(slashed(burnt))],
});
