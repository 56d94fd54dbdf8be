/** What partial sets must be able to come to: a checker that never gets there has tested nothing of them. */
import { consumerOf, provider, shapingOf } from '../model/component-ids.ts';
import type { ShapedConsumer } from '../model/shaping/shaping-parameters.ts';
import type { Check } from '../src/property/definition.ts';
import { mayBeShaped, mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
} from './ics-property.ts';
import { notesOf } from './observers/heard.ts';
import { powerOfMember } from './shaped-set.ts';
import { epochEndedBy, ofEachShaped, type ShapingStep } from './shaping-steps.ts';

/** A witness as a property: it says that some execution gets there. */
function witness(given: Pick<IcsProperty, 'id' | 'title' | 'statement' | 'source' | 'checks'>): IcsProperty {
  return {
    kind: 'reachable',
    assumptions: [],
    witness: given.statement,
    expected: holdsWhereApplicable(given.checks),
    ...given,
  };
}

/** A step of a consumer's shaping. */
function shapingStep({ id }: ShapedConsumer, whenStep: (step: ShapingStep) => boolean): Check {
  return { kind: 'reachable', scope: id, on: shapingOf(id), whenStep };
}

/** The same for each consumer, in systems where it may happen. */
function ofEach(
  whenStep: (step: ShapingStep) => boolean,
  mayCome: (system: Parameters<IcsProperty['checks']>[0]) => boolean,
): IcsProperty['checks'] {
  const checks = ofEachShaped((_instance, consumer) => [shapingStep(consumer, whenStep)]);
  return (system) => (mayCome(system) ? checks(system) : []);
}

const optedIn = witness({
  id: 'reach-optin',
  title: 'A validator opts in',
  statement: 'Some validator opts in to a consumer of its own accord.',
  source: ['Quint CanOptIn'],
  checks: ofEach(
    ({ emitted }) => notesOf(emitted, 'optedIn').some(({ byTopN }) => !byTopN),
    (system) => mayHappen(system, 'optIns'),
  ),
});

const optedOut = witness({
  id: 'reach-optout',
  title: 'A validator opts out',
  statement: 'Some validator opts out of a consumer.',
  source: ['Quint CanOptOut'],
  checks: ofEach(
    ({ emitted }) => notesOf(emitted, 'optedOut').length > 0,
    (system) => mayHappen(system, 'optOuts'),
  ),
});

const optOutRefused = witness({
  id: 'reach-optout-refused',
  title: 'Opting out is refused',
  statement: 'Some validator in the top N of a Top-N chain is refused to opt out.',
  source: ['Quint CanFailOptOut'],
  checks: ofEach(
    ({ emitted }) => notesOf(emitted, 'optOutRefused').length > 0,
    (system) => mayHappen(system, 'optOuts') && mayBeShaped(system, ({ topN }) => topN > 0),
  ),
});

const notTop100 = witness({
  id: 'reach-not-top100',
  title: 'A consumer does without some validator',
  statement: "Some consumer runs with a set that lacks a validator of the provider's consensus.",
  source: ['Quint CanHaveOptIn'],
  checks: ofEachShaped((_instance, { id }) => [
    {
      kind: 'reachable',
      scope: id,
      reads: [provider, consumerOf(id)],
      when: ({ context }: ProviderSnapshot, chain: ConsumerSnapshot) =>
        chain.context.set.length > 0 && context.consensusSet.length > chain.context.set.length,
    },
  ]),
});

const capActive = witness({
  id: 'reach-cap-active',
  title: 'A power cap takes power away',
  statement: 'Some validator has less power on a consumer than on the provider, because of a power cap.',
  source: ['docs features/power-shaping'],
  checks: ofEach(
    (step) => {
      const { bonded = [], members = [] } = epochEndedBy(step) ?? {};
      return members.some(({ validator, power }) => power < powerOfMember(bonded, validator));
    },
    (system) => mayBeShaped(system, ({ powerCap }) => powerCap > 0),
  ),
});

const topNAutoOptIn = witness({
  id: 'reach-topn-auto-optin',
  title: 'The top N takes in a validator that did not ask',
  statement: 'Some validator is opted in to a Top-N chain because it has come to be in the top N.',
  source: ['ADR-015'],
  checks: ofEach(
    ({ emitted }) => notesOf(emitted, 'optedIn').some(({ byTopN }) => byTopN),
    (system) =>
      mayBeShaped(system, ({ topN }) => topN > 0) &&
      (mayHappen(system, 'stakingOperations') ||
        mayHappen(system, 'shapingUpdates') ||
        mayHappen(system, 'providerDowntimes')),
  ),
});

export const shapingWitnesses: readonly IcsProperty[] = [
  optedIn,
  optedOut,
  optOutRefused,
  notTop100,
  capActive,
  topNAutoOptIn,
];
