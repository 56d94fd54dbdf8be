/**
 * ics-check as a library: the checker for any system of XState machines, and the Interchain Security model made with it.
 *
 * A system of one's own is machines, the events that the environment may send them, and properties:
 *
 * ```ts
 * import { assign, emit, setup } from 'xstate';
 * import { always, defineSystem, send, testRandomly, type LocalSnapshot } from 'ics-check';
 *
 * // A till that counts what it sold, and a stock that should never run below zero.
 * const till = setup({ actions: { order: emit(() => send('stock', { type: 'take' })) } }).createMachine({
 *   id: 'till',
 *   initial: 'open',
 *   states: { open: { on: { sell: { actions: 'order' } } } },
 * });
 * const stock = setup({
 *   types: { context: {} as { readonly left: number } },
 *   actions: { remove: assign(({ context }) => ({ left: context.left - 1 })) },
 * }).createMachine({
 *   id: 'stock',
 *   context: { left: 2 },
 *   initial: 'stocked',
 *   states: { stocked: { on: { take: { actions: 'remove' } } } },
 * });
 *
 * const result = await testRandomly({
 *   system: defineSystem({
 *     name: 'shop',
 *     components: { till, stock },
 *     choices: { till: [{ type: 'sell' }] },
 *   }),
 *   subject: undefined,
 *   properties: [
 *     always({
 *       id: 'never-below-zero',
 *       statement: 'The stock never runs below zero.',
 *       reads: ['stock'],
 *       holds: ({ context }: LocalSnapshot<{ readonly left: number }>) => context.left >= 0,
 *     }),
 *   ],
 *   closings: {},
 *   budgetBounds: {},
 *   runs: 10,
 *   steps: 10,
 *   seed: 1,
 * });
 *
 * const [property] = result.properties;
 * console.log(property?.verdict); // violated
 * console.log(property?.violation?.events.length); // 3
 * ```
 *
 * `verifyExhaustively` visits every state instead; `ics-check verify --system FILE` does so for a file whose default export
 * is what `defineSystem` returns, with the `properties` in the definition (see examples/).
 */

// Systems
export { note, send } from './system/authoring.ts';
export { defineSystem, type System } from './system/define-system.ts';
export { interchangeable, renameTexts, rotating, type SymmetryDetails } from './system/symmetry.ts';
export { PlainStepper, type PlainState, type PlainStep } from './system/plain-stepper.ts';
export type { ChosenEvent } from './system/chosen-event.ts';
export type { ClosingRun, ClosingSchedule } from './system/closing.ts';
export type {
  Choice,
  Choices,
  ComponentDefinition,
  ComponentId,
  Delivery,
  Emitted,
  FairnessClass,
  LocalSnapshot,
  MachineEvent,
  Naming,
  Note,
  ObservedDelivery,
  ObserverDefinition,
  OwnProperty,
  Renaming,
  Requirement,
  Send,
  Symmetry,
  SystemDefinition,
} from './system/vocabulary.ts';

// Properties
export { always, eventually, leadsTo, observer, reachable, step } from './property/constructors.ts';
export { checkViolatedAlong, witnessAlong, type CheckOutcome } from './property/check-along-run.ts';
export type { Check, LocalStep, PropertyDefinition, PropertyKind, Verdict } from './property/definition.ts';
export { builtInProperties, type BuiltInId, type BuiltInProperty } from './property/built-in.ts';
export type { CertificateLine, FairnessCertificate } from './property/fairness-certificate.ts';
export { propertiesOf } from './property/own-properties.ts';
export type { RecordedRun, RecordedStep } from './property/recorded-run.ts';

// Engines
export { verifyExhaustively } from './search/explicit-engine.ts';
export type {
  ExplicitLimits,
  ExplicitOptions,
  ExplicitProgress,
  ExplicitResult,
  PassSummary,
  Reduction,
  SearchScope,
} from './search/explicit/explicit-options.ts';
export type { FailedStep, SearchProgress } from './search/explicit/search.ts';
export { testRandomly } from './search/random-engine.ts';
export type { RandomOptions, RandomProgress } from './search/random/random-options.ts';
export type {
  CoverageCounts,
  CoverageReport,
  PropertyResult,
  RandomResult,
  Violation,
} from './search/result.ts';

// Traces
export { explainRun, type Explanation } from './trace/explain.ts';
export type { ExplainedStep, Storytelling } from './trace/tell-steps.ts';
export { formatTrace, parseTrace } from './trace/itf-document.ts';
export { playEvents } from './trace/play-events.ts';
export { recordTrace, type RecordingMeta } from './trace/record-trace.ts';
export { replayTrace, type Divergence, type ReplayResult } from './trace/replay-trace.ts';
export type { Trace, TraceMeta, TraceStep } from './trace/trace.ts';
export { plainPhrases, type Phrase, type PhraseBook, type PhraseSetting } from './system/phrase-book.ts';
export { noClock, type TraceClock } from './system/trace-clock.ts';

// Errors
export { CheckerError, type CheckerErrorCode } from './errors/checker-error.ts';

// The Interchain Security model
export { absoluteClock } from '../model/absolute-clock.ts';
export type { Fault } from '../model/faults/fault.ts';
export { faultById, faults } from '../model/faults/index.ts';
export { createIcsSystem, type IcsSystem, type IcsSystemOptions } from '../model/ics-system.ts';
export type { Instance } from '../model/instance.ts';
export { loadInstance, presetNames } from '../model/load-instance.ts';
export { parseInstance } from '../model/parse-instance.ts';
export { icsPhrases } from '../model/phrases/ics-phrases.ts';
export type { IcsProperty } from '../properties/ics-property.ts';
export { properties, propertyById } from '../properties/index.ts';
