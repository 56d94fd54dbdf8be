/** Whom the provider takes a key of a consumer for, when the consumer names it: the one that used it, if it remembers. */
import { keysOf } from '../model/component-ids.ts';
import type { KeysContext } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { mayForgetTooEarly, ofEachKeyedConsumer, takenFor, type KeysSnapshot } from './keys-of.ts';
import { keyReports, keyReportsId, type KeyReports } from './observers/key-reports.ts';
import { isWithoutLag, keyUses, keyUsesId, type KeyUses } from './observers/key-users.ts';

interface Mistake {
  readonly key: string;
  readonly user: string;
  readonly when: string;
}

/** A key that is taken for somebody else than the validator that uses it, or used it lately. */
function mistake(keys: KeysContext, { sets, next, former }: KeyUses): Mistake | undefined {
  for (const [key, user] of sets.slice(0, next + 1).flat()) {
    if (takenFor(keys, key) !== user) return { key, user, when: 'uses it now' };
  }
  for (const { key, user, since } of former) {
    if (takenFor(keys, key) !== user) return { key, user, when: `used it until ${String(since)} s ago` };
  }
  return undefined;
}

const inWords = (id: string, keys: KeysContext, uses: KeyUses): string => {
  const found = mistake(keys, uses);
  return found === undefined
    ? ''
    : `${id} may name the key ${found.key} of ${found.user}, which ${found.when}: the provider takes it for ${takenFor(keys, found.key)}`;
};

/** Deletion ends all liability. */
const isOver = ({ value }: KeysSnapshot): boolean => value === 'deleted';

const resolutionChecks = ofEachKeyedConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [keysOf(consumer.id), keyUsesId(consumer.id)],
    observers: [keyUses(instance, consumer)],
    holds: (keys: KeysSnapshot, uses: KeyUses) => isOver(keys) || mistake(keys.context, uses) === undefined,
    witness: (_keys: KeysSnapshot, { former }: KeyUses) => former.length > 0,
    explain: (keys: KeysSnapshot, uses: KeyUses) => inWords(consumer.id, keys.context, uses),
  },
]);

const keyResolution: IcsProperty = {
  id: 'key-resolution',
  title: 'A key leads to the validator that used it',
  kind: 'always',
  statement:
    "As long as a consumer uses a key, and for the consumer's unbonding period afterwards, the provider takes the key for the validator that used it.",
  source: [
    'ADR-001',
    'docs: key assignment (old keys are kept for the unbonding period of the consumer)',
    'ADR-018',
  ],
  assumptions: [],
  witness: 'a key has lately gone out of use on a consumer',
  expected: (system) =>
    resolutionChecks(system).length === 0
      ? 'not-applicable'
      : mayForgetTooEarly(system)
        ? 'violated'
        : 'holds',
  finding: {
    id: 'N9',
    restoredBy: 'key-resolution-without-lag',
    assumption:
      "it concerns keys in use, and what changes on the provider is in use on the consumer within the provider's unbonding period",
  },
  checks: resolutionChecks,
};

const withoutLagChecks = ofEachKeyedConsumer((instance, consumer): readonly Check[] => {
  const { unbondingSeconds } = instance.provider;
  const inUse = (uses: KeyUses): KeyUses => ({ ...uses, former: [] });
  return [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [keysOf(consumer.id), keyUsesId(consumer.id)],
      observers: [keyUses(instance, consumer)],
      holds: (keys: KeysSnapshot, uses: KeyUses) =>
        isOver(keys) ||
        !isWithoutLag(uses, unbondingSeconds) ||
        mistake(keys.context, inUse(uses)) === undefined,
      witness: ({ context }: KeysSnapshot, uses: KeyUses) =>
        isWithoutLag(uses, unbondingSeconds) &&
        [...context.toPrune, ...context.awaitingMaturity].some(({ key }) =>
          (uses.sets[0] ?? []).some(([used]) => used === key),
        ),
      explain: (keys: KeysSnapshot, uses: KeyUses) => inWords(consumer.id, keys.context, inUse(uses)),
    },
  ];
});

const keyResolutionWithoutLag: IcsProperty = {
  id: 'key-resolution-without-lag',
  title: 'A key leads to the validator that uses it, unless the consumer lags behind',
  kind: 'always',
  statement:
    'The provider takes every key that a consumer uses for the validator that uses it there, as long as no change that the consumer has not put to use is a whole unbonding period of the provider old.',
  source: ['ADR-018', 'x/ccv/provider/keeper/key_assignment.go PruneKeyAssignments'],
  assumptions: ['RL(d) with d below the unbonding period of the provider'],
  witness: 'a consumer still uses a replaced key',
  expected: holdsWhereApplicable(withoutLagChecks),
  checks: withoutLagChecks,
};

const describeBlame = (id: string, { decided }: KeyReports): string =>
  decided === null
    ? ''
    : `the report of ${id} about the key ${decided.key}, which ${decided.user} used, is taken for one about ${decided.blamed}: ${decided.decision}`;

const isRight = ({ decided }: KeyReports): boolean => decided === null || decided.blamed === decided.user;

function reportChecks(
  holds: (reports: KeyReports) => boolean,
  witness: (reports: KeyReports) => boolean,
): IcsProperty['checks'] {
  return ofEachKeyedConsumer((instance, consumer): readonly Check[] => [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [keyReportsId(consumer.id)],
      observers: [keyReports(instance, consumer)],
      holds,
      witness,
      explain: (reports: KeyReports) => describeBlame(consumer.id, reports),
    },
  ]);
}

const isDecided = ({ decided }: KeyReports): boolean => decided !== null;

const anyReportChecks = reportChecks(isRight, isDecided);

const keyResolutionInReports: IcsProperty = {
  id: 'key-resolution-in-reports',
  title: 'Reports are about the validator that used the key',
  kind: 'always',
  statement:
    'The provider takes every downtime report for one about the validator that used the key in the block that was missed, however long the report was under way.',
  source: ['ADR-001', 'ICS-28 Slashable Consumer Misbehavior'],
  assumptions: ['SB', 'HC'],
  witness: 'a report is decided',
  expected: (system) =>
    anyReportChecks(system).length === 0
      ? 'not-applicable'
      : mayForgetTooEarly(system)
        ? 'violated'
        : 'holds',
  finding: {
    id: 'N9',
    restoredBy: 'key-resolution-in-reports-unless-forgotten',
    assumption: 'the report is decided within an unbonding period of the provider after the key was replaced',
  },
  checks: anyReportChecks,
};

const rememberedReportChecks = reportChecks(
  (reports) => isRight(reports) || reports.decided?.forgotten === true,
  ({ decided }) => decided !== null && !decided.forgotten,
);

const keyResolutionInReportsUnlessForgotten: IcsProperty = {
  id: 'key-resolution-in-reports-unless-forgotten',
  title: 'Reports are about the validator that used the key, as long as the provider remembers it',
  kind: 'always',
  statement:
    'Unless a replaced key was forgotten, or was left behind by a validator that is gone, before the decision, the provider takes a downtime report for one about the validator that used the key in the block that was missed.',
  source: ['ADR-001', 'x/ccv/provider/keeper/key_assignment.go GetProviderAddrFromConsumerAddr'],
  assumptions: ['SB', 'HC', 'how long keys are remembered is key-prune-safe'],
  witness: 'a report about a key that is remembered is decided',
  expected: holdsWhereApplicable(rememberedReportChecks),
  checks: rememberedReportChecks,
};

/** Who is punished, where keys may change: nobody but the validator that used the reported key. */
export const guiltyAlone = reportChecks(
  (reports) => isRight(reports) || reports.decided?.decision !== 'executed',
  ({ decided }) => decided?.decision === 'executed',
);

/** The same, as long as the provider remembers whose key it was. */
export const guiltyAloneUnlessForgotten = reportChecks(
  (reports) => isRight(reports) || reports.decided?.decision !== 'executed' || reports.decided.forgotten,
  ({ decided }) => decided?.decision === 'executed' && !decided.forgotten,
);

export const keyResolutionProperties: readonly IcsProperty[] = [
  keyResolution,
  keyResolutionWithoutLag,
  keyResolutionInReports,
  keyResolutionInReportsUnlessForgotten,
];
