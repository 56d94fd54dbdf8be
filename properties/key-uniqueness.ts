/** To whom the keys of a consumer belong: to one validator each, and never to one that has another. */
import { keysOf, provider } from '../model/component-ids.ts';
import type { KeysContext, ProviderContext } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty, type ProviderSnapshot } from './ics-property.ts';
import {
  currentKey,
  isActive,
  keysInWords,
  ofEachKeyedConsumer,
  takenFor,
  type KeysSnapshot,
} from './keys-of.ts';

/** What is wrong with who has which key; empty if nothing is. */
function ambiguity(chain: ProviderContext, keys: KeysContext): string {
  const users = new Map<string, string>();
  for (const { id } of chain.validators) {
    const key = currentKey(keys, id);
    const other = users.get(key);
    if (other !== undefined) return `${other} and ${id} both use ${key}`;
    users.set(key, id);
  }
  for (const { validator, key } of keys.assigned) {
    const owner = takenFor(keys, key);
    if (owner !== validator) return `${key} is assigned to ${validator} and taken for ${owner}`;
  }
  const waiting = new Set([...keys.toPrune, ...keys.awaitingMaturity].map(({ key }) => key));
  for (const { key, validator } of keys.owners) {
    if (currentKey(keys, validator) !== key && !waiting.has(key)) {
      return `${key} is taken for ${validator}, which does not use it and of which it will never be forgotten`;
    }
  }
  return '';
}

const uniquenessChecks = ofEachKeyedConsumer((_, { id }): readonly Check[] => [
  {
    kind: 'always',
    scope: id,
    reads: [provider, keysOf(id)],
    holds: (chain: ProviderSnapshot, keys: KeysSnapshot) => ambiguity(chain.context, keys.context) === '',
    witness: (_chain: ProviderSnapshot, keys: KeysSnapshot) => keys.context.assigned.length > 1,
    explain: (chain: ProviderSnapshot, keys: KeysSnapshot) =>
      `on ${id}, ${ambiguity(chain.context, keys.context)} (${keysInWords(chain.context, keys.context)})`,
  },
]);

const keyUniquePerConsumer: IcsProperty = {
  id: 'key-unique-per-consumer',
  title: 'A consumer key has one user',
  kind: 'always',
  statement:
    'No two validators use the same key on a consumer, every assigned key is taken for the validator that it is assigned to, and the only other keys that are taken for anybody are replaced ones that will be forgotten.',
  source: [
    'ADR-001',
    'tests/mbt/model KeyAssignmentRules (NoDuplicationOnSameConsumer)',
    'x/ccv/provider/keeper/key_assignment.go (comments on the indexes)',
  ],
  assumptions: [],
  witness: 'two validators have assigned keys',
  expected: holdsWhereApplicable(uniquenessChecks),
  checks: uniquenessChecks,
};

/** A validator that has the provider key of another one as its key on the consumer. */
function trespasser({ validators }: ProviderContext, { assigned }: KeysContext) {
  return assigned.find(({ validator, key }) => key !== validator && validators.some(({ id }) => id === key));
}

const reuseChecks = ofEachKeyedConsumer((instance, { id }): readonly Check[] => {
  const own = new Set(instance.validators.map((validator) => validator.id));
  return [
    {
      kind: 'always',
      scope: id,
      reads: [provider, keysOf(id)],
      holds: (chain: ProviderSnapshot, keys: KeysSnapshot) =>
        !isActive(keys) || trespasser(chain.context, keys.context) === undefined,
      witness: (_chain: ProviderSnapshot, keys: KeysSnapshot) =>
        isActive(keys) &&
        keys.context.assigned.some(({ validator, key }) => key !== validator && own.has(key)),
      explain: (chain: ProviderSnapshot, keys: KeysSnapshot) => {
        const found = trespasser(chain.context, keys.context);
        return `${found?.validator} uses ${found?.key} on ${id}, which is the key of another validator on the provider`;
      },
    },
  ];
});

const keyNoProviderReuse: IcsProperty = {
  id: 'key-no-provider-reuse',
  title: "Nobody uses another validator's key of the provider",
  kind: 'always',
  statement:
    'As long as a consumer is registered, initialized or launched, no key assigned on it is the provider key of another validator, whichever came first.',
  source: [
    'ADR-001',
    'tests/mbt/model KeyAssignmentRules (NoProviderReuse)',
    'interchain-security pull request 556',
  ],
  assumptions: ['once a consumer is stopped nobody asks (creation skips it)'],
  witness: 'somebody uses the key of a validator that does not exist at present',
  expected: holdsWhereApplicable(reuseChecks),
  checks: reuseChecks,
};

export const keyUniquenessProperties: readonly IcsProperty[] = [keyUniquePerConsumer, keyNoProviderReuse];
