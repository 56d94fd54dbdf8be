/**
 * Verifies presets with the command line and keeps what came out under docs/results/: one JSON file a preset and a page
 * that sums them up. A finding's trace that is shorter than the one under traces/findings/ takes its place. `npx tsx scripts/record-results.ts [--workers N] [--document FILE] [PRESET...]`; needs `npm run build`
 * before. With a document, which `verify --json` made, nothing is run.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { format } from 'prettier';
import { createIcsSystem } from '../model/ics-system.ts';
import { withinScope } from '../model/instance.ts';
import { loadInstance } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import { defineSystem } from '../src/system/define-system.ts';
import { parseTrace } from '../src/trace/itf-document.ts';
import { machineDigest } from '../src/trace/machine-digest.ts';

/** As far as this script reads the document of `verify --json`. */
interface Verification {
  readonly seconds: number;
  readonly exitCode: number;
  readonly states: { readonly distinct: number; readonly generated: number; readonly depth: number };
  readonly scopes: readonly {
    readonly name: string;
    readonly description: string;
    readonly passes: readonly {
      readonly distinct: number;
      readonly generated: number;
      readonly depth: number;
    }[];
  }[];
  readonly properties: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly expected: string;
    readonly length: number;
    readonly trace: string | null;
  }[];
}

interface RecordedResult {
  readonly preset: string;
  readonly command: string;
  readonly node: string;
  readonly cpu: string;
  /** Digest of the machines by scope: results speak of these and no others. */
  readonly machines: Readonly<Record<string, string>>;
  readonly verification: Verification;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs', 'results');

/** @param document what `verify --json` printed before, instead of running it now. */
async function record(preset: string, workers: string, document: string | undefined): Promise<void> {
  const args = ['verify', '--instance', preset, '--workers', workers, '--json'];
  const started = performance.now();
  const verification = JSON.parse(
    document === undefined ? await verify(args) : await readFile(document, 'utf8'),
  ) as Verification;
  const instance = loadInstance(preset);
  const result: RecordedResult = {
    preset,
    command: `npx ics-check ${args.join(' ')}`,
    node: process.version,
    cpu: `${String(cpus().length)} x ${cpus()[0]?.model ?? 'unknown'}`,
    machines: Object.fromEntries(
      instance.scopes.map((scope) => {
        const { definition } = createIcsSystem(withinScope(instance, scope));
        return [scope.name, machineDigest(defineSystem(definition))];
      }),
    ),
    verification: {
      ...verification,
      // Where a trace was written matters to nobody else.
      properties: verification.properties.map((property) => ({
        ...property,
        trace: property.trace === null ? null : basename(property.trace),
      })),
    },
  };
  await writeJson(`${preset}.json`, result);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${preset}: exit code ${String(verification.exitCode)}, ${seconds} s\n`);
}

/** What the command prints; traces of findings are looked at on the way. */
async function verify(args: readonly string[]): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'ics-check-results-'));
  const stdout = await promisify(execFile)('node', ['bin/ics-check.js', ...args, '--out', out], {
    cwd: root,
    maxBuffer: 1e9,
  }).then(
    (done) => done.stdout,
    // An exit code other than 0 is a result like any other, as long as there is a document.
    (error: { readonly stdout?: string; readonly message: string }) => {
      if (error.stdout === undefined || error.stdout === '') throw new Error(error.message);
      return error.stdout;
    },
  );
  const { properties: judged } = JSON.parse(stdout) as Verification;
  for (const { id, verdict } of judged) if (verdict === 'violated') await keepShorter(out, id);
  await rm(out, { recursive: true });
  return stdout;
}

/** Takes the trace of a finding over if there is none as short, or, from a world that is no release, none at all. */
async function keepShorter(out: string, id: string): Promise<void> {
  const finding = properties.find((property) => property.id === id)?.finding;
  if (finding === undefined) return;
  const golden = join(root, 'traces', 'findings', `${finding.id}-${id}.itf.json`);
  const found = await readFile(join(out, `${id}.itf.json`), 'utf8');
  const known = await readFile(golden, 'utf8').catch(() => undefined);
  const steps = (text: string): number => parseTrace(text, id).steps.length;
  const isOfRelease = typeof parseTrace(found, id).meta.instance['features'] === 'string';
  if (known === undefined || (isOfRelease && steps(found) < steps(known))) await writeFile(golden, found);
}

async function writeJson(name: string, value: unknown): Promise<void> {
  const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 110 });
  await writeFile(join(folder, name), text);
}

async function writePage(): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const results = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as RecordedResult),
  );
  const page = [
    '# Recorded verifications',
    '',
    'Made by `npx tsx scripts/record-results.ts`; the JSON files beside this page hold every figure. A verdict speaks of the scopes listed and of no larger bounds. See also the [small-scope table](small-scope.md).',
    ...results.flatMap(sectionOf),
    '',
  ].join('\n');
  await writeFile(join(folder, 'README.md'), await format(page, { parser: 'markdown' }));
}

function sectionOf({ preset, command, node, cpu, verification }: RecordedResult): readonly string[] {
  const { properties, scopes, seconds, states, exitCode } = verification;
  const count = (verdict: string): number => properties.filter((given) => given.verdict === verdict).length;
  const violated = properties.filter(({ verdict }) => verdict === 'violated');
  const unexpected = properties.filter(({ verdict, expected }) => verdict !== expected);
  return [
    '',
    `## ${preset}`,
    '',
    `\`${command}\`: exit code ${String(exitCode)} in ${seconds.toFixed(1)} s on ${cpu}, Node ${node}.`,
    `${String(count('holds'))} properties hold, ${String(violated.length)} are violated, ${String(count('not-applicable'))} do not apply, ${String(count('vacuous') + count('inconclusive'))} are open; ${unexpected.length === 0 ? 'all as expected' : `not as expected: ${unexpected.map(({ id }) => id).join(', ')}`}.`,
    `All passes together: ${String(states.distinct)} distinct states, ${String(states.generated)} generated, at most ${String(states.depth)} levels.`,
    '',
    '| scope | states of the system | levels | passes | states of all passes | generated |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...scopes.map(({ name, passes }) => {
      const sum = (of: 'distinct' | 'generated'): number =>
        passes.reduce((total, pass) => total + pass[of], 0);
      const [plain] = passes;
      return `| ${[name, plain?.distinct, plain?.depth, passes.length, sum('distinct'), sum('generated')].map(String).join(' | ')} |`;
    }),
    '',
    '| violated | steps of a shortest trace |',
    '| --- | ---: |',
    ...violated.map(({ id, length }) => `| ${id} | ${String(length)} |`),
  ];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workers: { type: 'string', default: '2' }, document: { type: 'string' } },
});
for (const preset of positionals.length === 0 ? ['minimal', 'pair', 'starvation'] : positionals) {
  await record(preset, values.workers, values.document);
}
await writePage();
