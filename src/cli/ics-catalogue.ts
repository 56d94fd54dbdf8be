/** The catalogue of the ICS model: the one place where the checker and the protocol are put together. */
import { CheckerError } from '../errors/checker-error.ts';
import { absoluteClock } from '../../model/absolute-clock.ts';
import { faults } from '../../model/faults/index.ts';
import { faultsLeftOut } from '../../model/faults/left-out.ts';
import { featurePresets, type FeaturePreset, type Features } from '../../model/features.ts';
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { asPlayedAtRandom, randomBudgetBounds, withinScope, type Instance } from '../../model/instance.ts';
import { loadInstance, presetNames, presetsToSearch } from '../../model/load-instance.ts';
import { equivalentMutants } from '../../model/mutants/equivalent-mutants.ts';
import { parseInstance } from '../../model/parse-instance.ts';
import { choicePhrases } from '../../model/phrases/choice-phrases.ts';
import { icsPhrases } from '../../model/phrases/ics-phrases.ts';
import { featuresOf } from '../../model/vsc-age.ts';
import { deviations } from '../../properties/deviations.ts';
import { properties } from '../../properties/index.ts';
import { metrics } from '../../properties/metrics.ts';
import { openQuestions } from '../../properties/open-questions.ts';
import { requirements } from '../../properties/requirements.ts';
import { defineSystem } from '../system/define-system.ts';
import type { JsonRecord, JsonValue } from '../system/json.ts';
import type { Verifiable } from '../search/parallel/follow-recipe.ts';
import type { Catalogue, Checkable } from './catalogue.ts';
import { quintCcv } from './quint-format.ts';
import { recordedTraces } from './recorded-traces.ts';
import { engineScopes } from './search-scopes.ts';

export const icsCatalogue: Catalogue<IcsSystem> = {
  defaultInstance: 'pair',
  instances: () => presetNames().map((id) => ({ id, description: loadInstance(id).description })),
  properties,
  faults,
  faultsLeftOut,
  findings: {
    deviations,
    questions: openQuestions,
    instances: presetsToSearch,
    recorded: recordedTraces,
  },
  mutationInstances: [
    'minimal',
    'legacy',
    'lifecycle',
    'launching',
    'equivocation',
    'rewards',
    'partial',
    'keys',
    'v4',
    'v3',
    'overlap',
    'starvation',
    'changeover',
    'byzantine',
    'whole',
  ],
  equivalentMutants,
  metrics,
  foreignFormats: [quintCcv],
  requirements,
  environmentEvents: new Set(Object.keys(choicePhrases)),
  open: (nameOrPath, { faults: ids, features }) => {
    const instance = loadInstance(nameOrPath);
    return checkable(features === undefined ? instance : withFeatures(instance, features), ids);
  },
  reopen: (json, source, ids) => checkable(parseInstance(json, source), ids),
};

/**
 * The verification of an instance, made again in another thread.
 * @public
 * @param argument as in the recipe of a checkable
 */
export function icsVerification(argument: JsonValue): Verifiable {
  const { instance, faults: ids } = argument as unknown as {
    readonly instance: JsonRecord;
    readonly faults: readonly string[];
  };
  return { scopes: engineScopes(icsCatalogue.reopen(instance, 'the instance', ids)), properties };
}

function checkable(instance: Instance, faultIds: readonly string[]): Checkable<IcsSystem> {
  const subject = createIcsSystem(instance, { faults: faultIds });
  return {
    subject,
    subjectAtRandom: { ...subject, instance: asPlayedAtRandom(subject.instance) },
    system: defineSystem(subject.definition),
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    instanceName: instance.name,
    instance: asJson(instance),
    features: asJson(subject.features),
    faults: subject.faults,
    story: { phrases: icsPhrases, clock: absoluteClock(instance) },
    recipe: {
      module: import.meta.url,
      export: icsVerification.name,
      argument: { instance: asJson(instance), faults: faultIds },
    },
    scopes: () =>
      instance.scopes.map((scope) => ({
        name: scope.name,
        description: scope.description,
        checkable: checkable(withinScope(instance, scope), faultIds),
      })),
  };
}

/** Instances and features come from JSON, so this is what they are; optional fields that are absent stay so. */
function asJson(data: Instance | Features): JsonRecord {
  return JSON.parse(JSON.stringify(data)) as JsonRecord;
}

/** `v7`, `clearFlagOnEntry=false`, or `v7,clearFlagOnEntry=false`. */
function withFeatures(instance: Instance, text: string): Instance {
  let features: Features = featuresOf(instance);
  for (const part of text.split(',')) {
    const [name = '', value] = part.trim().split('=');
    if (value === undefined && Object.hasOwn(featurePresets, name)) {
      features = featurePresets[name as FeaturePreset];
    } else if (Object.hasOwn(features, name) && (value === 'true' || value === 'false')) {
      features = { ...features, [name]: value === 'true' };
    } else {
      throw new CheckerError('USAGE_BAD_ARGUMENT', `--features does not understand "${part}"`, {
        at: '--features',
        expected: `a preset (${Object.keys(featurePresets).join(', ')}), or <feature>=true|false with one of ${Object.keys(features).join(', ')}`,
        received: part,
      });
    }
  }
  // What the instance has may not fit features that it was not written for.
  return parseInstance({ ...instance, features }, `${instance.name} with the features "${text}"`);
}
