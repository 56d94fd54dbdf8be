/**
 * Records the golden traces under traces/: for each fault the shortest violation known of the property that catches it,
 * for each finding one of the property that states it, for each reachability witness a shortest run that gets there.
 * (record-results.ts replaces those of findings by shorter ones that exhaustive searches come across.) A fault names the
 * preset on which it is looked for; a property is looked for on the first one that it speaks of.
 *
 *   npx tsx scripts/record-traces.ts [--seeds N] [--instance PRESET] [faults|findings|witnesses] [ID...]
 *
 * What random runs and shrinking find is compared with an exact breadth-first search from the initial state, as far as
 * that gets within its bound on states: where it finds something, nothing is shorter. A trace on disk is replaced only by
 * a shorter one, or when it no longer replays, so that running this again can only improve what is known. Runs for many
 * minutes; its results are committed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { absoluteClock } from '../model/absolute-clock.ts';
import { faults } from '../model/faults/index.ts';
import { icsPhrases } from '../model/phrases/ics-phrases.ts';
import { createIcsSystem, type IcsSystem } from '../model/ics-system.ts';
import { randomBudgetBounds, type Instance } from '../model/instance.ts';
import { loadInstance, presetsToSearch } from '../model/load-instance.ts';
import { properties, propertyById } from '../properties/index.ts';
import type { PropertyDefinition } from '../src/property/definition.ts';
import { neverReached } from '../src/property/never-reached.ts';
import { SafetySearch } from '../src/search/explicit/safety-search.ts';
import { testRandomly } from '../src/search/random-engine.ts';
import type { Violation } from '../src/search/result.ts';
import { defineSystem } from '../src/system/define-system.ts';
import { TabulatedStepper } from '../src/system/tabulated-stepper.ts';
import type { JsonRecord } from '../src/system/json.ts';
import { explainRun } from '../src/trace/explain.ts';
import { formatTrace, parseTrace } from '../src/trace/itf-document.ts';
import { playEvents } from '../src/trace/play-events.ts';
import { traceOfRun } from '../src/trace/record-trace.ts';
import { replayTrace } from '../src/trace/replay-trace.ts';
import type { Trace } from '../src/trace/trace.ts';

interface Wanted {
  readonly file: string;
  /** What is searched for; for a witness, its denial. */
  readonly property: PropertyDefinition<IcsSystem>;
  /** What the trace says it is about. */
  readonly about: PropertyDefinition<IcsSystem>;
  readonly verdict: 'violated' | 'witnessed';
  readonly faults: readonly string[];
  readonly instance: Instance;
}

const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '4' },
    runs: { type: 'string', default: '60' },
    steps: { type: 'string', default: '150' },
    states: { type: 'string', default: '300000' },
    instance: { type: 'string' },
  },
  allowPositionals: true,
});
const kinds = ['faults', 'findings', 'witnesses'] as const;
const [kind, ...ids] = positionals;
const wantedKinds = kind === undefined ? kinds : kinds.filter((known) => known === kind);
const subjects = presetsToSearch().map((name) => createIcsSystem(loadInstance(name)));

for (const group of wantedKinds) {
  mkdirSync(`traces/${group}`, { recursive: true });
  for (const wanted of catalogue(group)) {
    const names = [wanted.about.id, ...wanted.faults];
    if (ids.length > 0 && !ids.some((id) => (group === 'faults' ? wanted.faults : names).includes(id)))
      continue;
    await improve(wanted);
  }
}

function catalogue(group: (typeof kinds)[number]): readonly Wanted[] {
  switch (group) {
    case 'faults':
      return faults.flatMap((fault) =>
        fault.caughtBy.slice(0, 1).map((id): Wanted => {
          const property = propertyById(id);
          return {
            file: traceFile(group, fault.id),
            property,
            about: property,
            verdict: 'violated',
            faults: [fault.id],
            instance: loadInstance(values.instance ?? fault.preset ?? 'pair'),
          };
        }),
      );
    case 'findings':
      return properties.flatMap((property): readonly Wanted[] => {
        const { finding } = property;
        const instance = firstWhere(property, 'violated');
        if (finding === undefined || instance === undefined) return [];
        const file = traceFile(group, `${finding.id}-${property.id}`);
        return [{ file, property, about: property, verdict: 'violated', faults: [], instance }];
      });
    case 'witnesses':
      return properties.flatMap((property): readonly Wanted[] => {
        const instance = property.kind === 'reachable' ? firstWhere(property, 'holds') : undefined;
        if (instance === undefined) return [];
        return [
          {
            file: traceFile(group, property.id),
            property: neverReached(property),
            about: property,
            verdict: 'witnessed',
            faults: [],
            instance,
          },
        ];
      });
  }
}

/** The first preset on which the property is expected to be judged so. */
function firstWhere(
  property: PropertyDefinition<IcsSystem>,
  verdict: 'holds' | 'violated',
): Instance | undefined {
  if (values.instance !== undefined) return loadInstance(values.instance);
  return subjects.find((subject) => property.expected(subject) === verdict)?.instance;
}

function traceFile(group: string, id: string): string {
  return `traces/${group}/${id}.itf.json`;
}

async function improve(wanted: Wanted): Promise<void> {
  const subject = createIcsSystem(wanted.instance, { faults: wanted.faults });
  const system = defineSystem(subject.definition);
  const known = knownLength(wanted, subject);
  const exact = await searchExactly(wanted, subject);
  let best = exact;
  let bestSeed = 0;
  for (let seed = 1; exact === undefined && seed <= Number(values.seeds); seed++) {
    const result = await testRandomly({
      system,
      subject,
      properties: [wanted.property],
      closings: subject.closings,
      budgetBounds: randomBudgetBounds(subject.instance),
      runs: Number(values.runs),
      steps: Number(values.steps),
      seed,
    });
    const violation = result.properties[0]?.violation;
    if (violation === undefined || (best !== undefined && violation.events.length >= best.events.length))
      continue;
    best = violation;
    bestSeed = seed;
  }
  const found = best?.events.length;
  const before = known === undefined ? 'none' : String(known);
  if (best === undefined || (known !== undefined && best.events.length >= known)) {
    console.log(
      `${wanted.file}: known ${before}, found ${found === undefined ? 'nothing' : String(found)}; kept`,
    );
    return;
  }
  writeFileSync(
    wanted.file,
    formatTrace(traceOf(wanted, subject, best, exact === undefined ? bestSeed : null)),
  );
  console.log(
    `${wanted.file}: known ${before}, now ${String(found)}${exact === undefined ? '' : ', minimal'} (${wanted.about.id})`,
  );
}

/** A violation than which none is shorter, if the search finds one before its bound on states. Safety only. */
async function searchExactly(wanted: Wanted, subject: IcsSystem): Promise<Violation | undefined> {
  const checks = wanted.property
    .checks(subject)
    .filter(({ kind: checkKind }) => ['always', 'step'].includes(checkKind));
  if (checks.length === 0) return undefined;
  const observers = new Map(checks.flatMap((check) => check.observers ?? []).map((each) => [each.id, each]));
  const stepper = new TabulatedStepper(defineSystem(subject.definition), {
    observers: [...observers.values()],
  });
  // Two of everything that random runs may do: no story known needs more, and the search stays small.
  const budgets = Object.entries(randomBudgetBounds(subject.instance)).map(([budget, most]) => [
    budget,
    Math.min(most, 2),
  ]);
  const search = new SafetySearch(stepper, checks, Object.fromEntries(budgets) as Record<string, number>);
  const firstHit = (): number => checks.findIndex((_, index) => search.hit(index));
  await search.run({
    maxStates: Number(values.states),
    stopReason: () => (firstHit() < 0 ? undefined : 'found'),
  });
  const reports = checks.flatMap((check, index) => {
    const report = search.report(index);
    return report === undefined ? [] : [{ check, ...report }];
  });
  const shortest = reports.sort((a, b) => a.events.length - b.events.length)[0];
  if (shortest === undefined) return undefined;
  const { check, events, message } = shortest;
  return { property: wanted.property.id, scope: check.scope, message, events, path: 0 };
}

function traceOf(wanted: Wanted, subject: IcsSystem, violation: Violation, seed: number | null): Trace {
  const system = defineSystem(subject.definition);
  const run = playEvents(system, violation.events, {
    loopsTo: violation.loopsTo,
    closingFrom: violation.closing?.from,
  });
  const clock = absoluteClock(wanted.instance);
  const check = wanted.about.checks(subject).find(({ scope }) => scope === violation.scope);
  if (check === undefined) throw new TypeError(`no check ${violation.scope} of ${wanted.about.id}`);
  const told = explainRun(run, check, { phrases: icsPhrases, clock });
  if (wanted.verdict === 'violated' && !told.violated) {
    throw new Error(`${wanted.file}: the plain evaluation does not confirm the violation`);
  }
  return traceOfRun(
    system,
    {
      instance: JSON.parse(JSON.stringify(wanted.instance)) as JsonRecord,
      features: JSON.parse(JSON.stringify(subject.features)) as JsonRecord,
      faults: wanted.faults,
      engine: seed === null ? 'explicit' : 'random',
      seed,
      property: wanted.about.id,
      scope: violation.scope,
      verdict: wanted.verdict,
      message: wanted.verdict === 'violated' ? told.message : wanted.about.statement,
      ...(violation.closing === undefined ? {} : { closing: violation.closing }),
    },
    run,
    clock,
  );
}

/** Length of the trace on disk, if there is one and it still replays. */
function knownLength(wanted: Wanted, subject: IcsSystem): number | undefined {
  if (!existsSync(wanted.file)) return undefined;
  try {
    const trace = parseTrace(readFileSync(wanted.file, 'utf8'), wanted.file);
    const checks = wanted.about.checks(subject).filter(({ scope }) => scope === trace.meta.scope);
    const { reproduced, sameMachines } = replayTrace(defineSystem(subject.definition), trace, checks);
    return reproduced && sameMachines && trace.meta.property === wanted.about.id
      ? trace.steps.length
      : undefined;
  } catch {
    // A trace that cannot even be read is replaced.
    return undefined;
  }
}
