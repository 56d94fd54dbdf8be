/** What random runs have found out about each check, and the verdicts that follow from it. */
import { CheckTables } from '../../property/check-tables.ts';
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { PropertyResult, Violation } from '../result.ts';
import type { ClosedRun } from './close-run.ts';
import type { EventLog, EventSequence } from './event-log.ts';
import type { OwnedCheck, RandomOptions } from './random-options.ts';
import { shrink } from './shrink.ts';
import { SingleCheckRunner, type ViolatingRun } from './single-check-run.ts';

interface Found extends ViolatingRun {
  readonly closing?: string;
  /** Number of the run. */
  readonly path: number;
}

export class Findings {
  /** Shortest violating run of each check so far. */
  readonly #found: (Found | undefined)[];
  /** The first run that violated each check. */
  readonly #firstPath: (number | undefined)[];
  readonly #excludedRuns: number[];
  /** Runs that judged a liveness check, and runs whose closing neither repeated a state nor reached its bound. */
  readonly #judgedRuns: number[];
  readonly #unsettledRuns: number[];

  readonly #stepper: TabulatedStepper;

  constructor(stepper: TabulatedStepper, checks: number) {
    this.#stepper = stepper;
    this.#found = new Array<Found | undefined>(checks).fill(undefined);
    this.#firstPath = new Array<number | undefined>(checks).fill(undefined);
    this.#excludedRuns = new Array<number>(checks).fill(0);
    this.#judgedRuns = new Array<number>(checks).fill(0);
    this.#unsettledRuns = new Array<number>(checks).fill(0);
  }

  /** The log's last event violated a safety check. */
  violated(check: number, log: EventLog, path: number): void {
    this.#firstPath[check] ??= path;
    const known = this.#found[check];
    if (known !== undefined && known.prefixLength <= log.length) return;
    this.#found[check] = { events: log.copy(), prefixLength: log.length, path };
  }

  /** The run leaves a liveness check's obligation unmet for ever. */
  owed(
    check: number,
    log: EventLog,
    run: ClosedRun & { readonly prefixLength: number; readonly closing: string; readonly path: number },
  ): void {
    const known = this.#found[check];
    const { prefixLength, closing, path, loopsTo } = run;
    this.#firstPath[check] ??= path;
    if (known !== undefined && known.prefixLength <= prefixLength) return;
    this.#found[check] = {
      events: log.copy(),
      prefixLength,
      closing,
      path,
      ...(loopsTo === undefined ? {} : { loopsTo }),
    };
  }

  /** Number of the first run that violated one of the checks, if any did. */
  firstViolation(checks: readonly number[]): number | undefined {
    const paths = checks.flatMap((check) => this.#firstPath[check] ?? []);
    return paths.length === 0 ? undefined : Math.min(...paths);
  }

  /** The violated check with the shortest run so far. */
  first(): { readonly check: number; readonly length: number; readonly path: number } | undefined {
    const check = this.#shortest([...this.#found.keys()]);
    const found = check === undefined ? undefined : this.#found[check];
    if (check === undefined || found === undefined) return undefined;
    return { check, length: found.events.events.length, path: found.path };
  }

  /** An assumption of the check was broken in a run. */
  excluded(check: number): void {
    this.#excludedRuns[check] = (this.#excludedRuns[check] ?? 0) + 1;
  }

  /** A run judged a liveness check, and nothing was owed. */
  met(check: number): void {
    this.#judgedRuns[check] = (this.#judgedRuns[check] ?? 0) + 1;
  }

  /** A run's closing ended without saying anything about liveness. */
  unsettled(check: number): void {
    this.#unsettledRuns[check] = (this.#unsettledRuns[check] ?? 0) + 1;
  }

  /** Verdicts, in the order of the properties. */
  results<Subject>(
    options: RandomOptions<Subject>,
    owned: readonly OwnedCheck[],
    witnesses: Float64Array,
  ): readonly PropertyResult[] {
    return options.properties.map((definition, property) => {
      const own = owned.flatMap((each, index) =>
        each.property === property ? [{ index, check: each.check }] : [],
      );
      const expected = definition.expected(options.subject);
      const total = own.reduce((sum, { index }) => sum + (witnesses[index] ?? 0), 0);
      const silent = own
        .filter(({ index }) => (witnesses[index] ?? 0) === 0)
        .map(({ check }) => check.scope || 'all');
      const base = {
        id: definition.id,
        kind: definition.kind,
        expected,
        witnesses: total,
        excludedRuns: Math.max(0, ...own.map(({ index }) => this.#excludedRuns[index] ?? 0)),
      };
      if (own.length === 0) return { ...base, verdict: 'not-applicable' as const, reasons: [] };
      const worst = this.#shortest(own.map(({ index }) => index));
      if (worst !== undefined) {
        const violation = this.#violation(options, definition, own, worst);
        return { ...base, verdict: 'violated' as const, reasons: [], violation };
      }
      if (total === 0) {
        return { ...base, verdict: 'vacuous' as const, reasons: [`never seen: ${definition.witness}`] };
      }
      const unjudged = own.filter(({ index, check }) => isLiveness(check) && this.#judgedRuns[index] === 0);
      if (unjudged.length > 0) {
        const why = unjudged.map(({ index, check }) => {
          const excluded = String(this.#excludedRuns[index] ?? 0);
          const unsettled = String(this.#unsettledRuns[index] ?? 0);
          return `${check.scope || 'all'}: no run judged it (${excluded} excluded, ${unsettled} did not settle)`;
        });
        return { ...base, verdict: 'inconclusive' as const, reasons: why };
      }
      const reasons = silent.length === 0 ? [] : [`witness not seen for ${silent.join(', ')}`];
      return {
        ...base,
        verdict: definition.kind === 'reachable' ? ('holds' as const) : ('not-violated' as const),
        reasons,
      };
    });
  }

  #shortest(checks: readonly number[]): number | undefined {
    let best: number | undefined;
    for (const check of checks) {
      const found = this.#found[check];
      const known = best === undefined ? undefined : this.#found[best];
      if (found !== undefined && (known === undefined || found.prefixLength < known.prefixLength))
        best = check;
    }
    return best;
  }

  #violation<Subject>(
    options: RandomOptions<Subject>,
    definition: PropertyDefinition<Subject>,
    own: readonly { readonly index: number; readonly check: Check }[],
    worst: number,
  ): Violation {
    const check = own.find(({ index }) => index === worst)?.check;
    const found = this.#found[worst];
    if (check === undefined || found === undefined) throw new TypeError('no violation to report');
    return this.#reportShortest(options, definition.id, check, found);
  }

  /**
   * Shrinks a violating run of one check and puts it into words. The run is played again on tables of its own, so
   * nothing that the long search remembered can help to explain it.
   */
  #reportShortest<Subject>(
    options: RandomOptions<Subject>,
    property: string,
    check: Check,
    found: Found,
  ): Violation {
    const stepper = new TabulatedStepper(options.system, { observers: check.observers ?? [] });
    const runner = new SingleCheckRunner(
      stepper,
      new CheckTables(stepper, [check]),
      found.closing === undefined ? undefined : options.closings[found.closing],
      options.budgetBounds,
    );
    const shortest = shrink(runner, { ...found, events: this.#translate(found.events, stepper) });
    return {
      property,
      scope: check.scope,
      message: runner.explain(shortest),
      events: shortest.events.events.map((event, i) =>
        stepper.chosenEvent(shortest.events.components[i] ?? 0, event),
      ),
      path: found.path,
      ...(shortest.loopsTo === undefined ? {} : { loopsTo: shortest.loopsTo }),
      ...(found.closing === undefined ? {} : { closing: { id: found.closing, from: shortest.prefixLength } }),
    };
  }

  /** Event ids belong to a stepper: the same events as another stepper numbers them. */
  #translate(sequence: EventSequence, stepper: TabulatedStepper): EventSequence {
    return {
      components: sequence.components,
      events: sequence.events.map((event, i) =>
        stepper.eventId(this.#stepper.chosenEvent(sequence.components[i] ?? 0, event).event),
      ),
    };
  }
}

function isLiveness({ kind }: Check): boolean {
  return kind === 'leadsTo' || kind === 'eventually';
}
