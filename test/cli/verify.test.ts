/** Goal: `ics-check verify` from arguments to exit code, on systems small enough to know every verdict. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { Catalogue } from '../../src/cli/catalogue.ts';
import { always } from '../../src/property/constructors.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { twoPhaseCommit } from '../models/two-phase-commit.ts';
import { heatingCatalogue, vacuousProperty } from './heating-catalogue.ts';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-'));
const out = (name: string): readonly string[] => ['--out', join(folder, name)];
const quick = ['verify', '--no-color'] as const;
interface Reported {
  readonly id: string;
  readonly verdict: string;
  readonly trace: string | null;
}
const verdicts = (properties: readonly Reported[]): Record<string, string> =>
  Object.fromEntries(properties.map(({ id, verdict }) => [id, verdict]));

/** A system with too many states to visit them all in a test. */
function largeCatalogue(): Catalogue<unknown> {
  const catalogue = heatingCatalogue();
  const prepared = always({
    id: 'nobody-prepares',
    statement: 'Nobody prepares.',
    reads: ['rm-0'],
    expected: 'violated',
    holds: ({ value }: LocalSnapshot) => value !== 'prepared',
  });
  const sane = always({ id: 'sane', statement: 'All is well.', reads: ['tm'], holds: () => true });
  return {
    ...catalogue,
    properties: [prepared, sane],
    open: () => ({
      ...catalogue.open('room', { faults: [] }),
      system: defineSystem(twoPhaseCommit(9)),
      instanceName: 'large',
    }),
  };
}

test('every state is visited; a finding is violated as expected, and that is exit code 0', async (t) => {
  const { code, stdout, stderr } = await runCaptured([...quick, ...out('sound')]);
  t.is(code, 0, stdout + stderr);
  t.is(stderr, '');
  t.regex(stdout, /Findings[^]*never-warm +violated H1 +in 1 step/);
  t.regex(stdout, /deadlock-free +holds[^]*messages-handled +holds/);
  t.regex(stdout, /without observers +\d+ states[^]*complete[^]*within these bounds/);
  t.regex(stdout, /, complete, [^]*Every verdict is the expected one/);
  t.true(existsSync(join(folder, 'sound', 'never-warm.itf.json')));
});

test('the document says what was visited, within which bounds, and what was found', async (t) => {
  const { code, stdout } = await runCaptured([...quick, '--json', '--max-states', '100000', ...out('json')]);
  t.is(code, 0);
  const document = JSON.parse(stdout);
  t.like(document, {
    command: 'verify',
    instance: 'room',
    system: null,
    faults: [],
    engine: 'explicit',
    seed: null,
    limits: { maxStates: 100000, maxMemoryMb: null, maxSeconds: null },
    withoutReductions: [],
    interrupted: false,
    exitCode: 0,
    skippedPasses: 0,
  });
  const passes = document.scopes.flatMap((scope: { passes: unknown[] }) => scope.passes);
  t.is(document.scopes[0].name, '');
  const sum = (field: string): number =>
    passes.reduce((total: number, pass: Record<string, number>) => total + (pass[field] ?? 0), 0);
  t.is(document.states.distinct, sum('distinct'));
  t.is(document.states.generated, sum('generated'));
  t.true(document.states.complete && document.states.depth > 1);
  t.deepEqual(verdicts(document.properties), {
    'off-when-hot': 'holds',
    'never-warm': 'violated',
    'never-too-warm': 'holds',
    'cools-down': 'holds',
    'alarm-possible': 'holds',
    'deadlock-free': 'holds',
    'messages-handled': 'holds',
  });
  t.true(document.coverage.transitions.covered > 0);
});

test('a violation that a fault brings is unexpected, and its trace can be replayed', async (t) => {
  const { code, stdout } = await runCaptured([...quick, '--fault', 'H01', '--json', ...out('fault')]);
  t.is(code, 1);
  const caught = JSON.parse(stdout).properties.find(({ id }: Reported) => id === 'off-when-hot');
  t.like(caught, { verdict: 'violated', expected: 'holds', length: 3 });
  t.is((await runCaptured(['replay', caught.trace])).code, 0);
  t.is((await runCaptured(['replay', '--no-faults', caught.trace])).code, 1);
  const control = await runCaptured([...quick, '--fault', 'H02', ...out('control')]);
  t.is(control.code, 0);
});

test('a known violation is unexpected too when a fault is on', async (t) => {
  const argv = [...quick, '--fault', 'H01', '--property', 'never-warm', ...out('known')];
  t.is((await runCaptured(argv)).code, 1);
});

test('a vacuous property is as loud as a violation', async (t) => {
  const { code, stdout } = await runCaptured(
    [...quick, ...out('vacuous')],
    heatingCatalogue([vacuousProperty]),
  );
  t.is(code, 3);
  t.regex(stdout, /Vacuous[^]*boiling/);
});

test('properties can be picked; the built-in ones are always judged', async (t) => {
  const ids = async (...names: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await runCaptured([...quick, '--json', '--property', ...names, ...out('picked')]);
    return Object.keys(verdicts(JSON.parse(stdout).properties));
  };
  t.deepEqual(await ids('never-warm,cools-down'), [
    'never-warm',
    'cools-down',
    'deadlock-free',
    'messages-handled',
  ]);
  t.deepEqual(await ids('deadlock-free'), ['deadlock-free', 'messages-handled']);
});

const limits: readonly (readonly [flags: readonly string[], reason: RegExp])[] = [
  [['--max-states', '1000'], /limit of 1000 states/],
  [['--max-memory', '50'], /limit of 50 MB/],
  [['--max-seconds', '1'], /limit of 1 seconds?/],
];
for (const [flags, reason] of limits) {
  test(`${flags.join(' ')} ends the search with what is certain by then`, async (t) => {
    const { code, stdout } = await runCaptured(
      [...quick, '--json', ...flags, ...out(flags[0] ?? '')],
      largeCatalogue(),
    );
    t.is(code, 3);
    const { states, properties } = JSON.parse(stdout);
    t.false(states.complete);
    t.true(states.distinct >= 1000);
    t.deepEqual(verdicts(properties), {
      'nobody-prepares': 'violated',
      sane: 'inconclusive',
      'deadlock-free': 'inconclusive',
      'messages-handled': 'inconclusive',
    });
    t.regex(properties[1].reasons.join(), reason);
  });
}

test('Ctrl-C ends the search with a partial report', async (t) => {
  const interrupted = {
    onInterrupt: (callback: () => void) => {
      callback();
      return () => undefined;
    },
  };
  const { code, stdout } = await runCaptured([...quick, ...out('stopped')], largeCatalogue(), interrupted);
  t.is(code, 3);
  t.regex(stdout, /^Stopped early[^]*NOT complete[^]*Not everything could be judged/);
});

test('progress goes to stderr, on a terminal only, and is wiped in the end', async (t) => {
  const flags = [...quick, '--max-states', '30000', ...out('progress')];
  const shown = await runCaptured(flags, largeCatalogue(), { showsProgress: true });
  t.true(shown.stderr.endsWith('\r\u001B[K'));
  t.is((await runCaptured(flags, largeCatalogue())).stderr, '');
});

test('each scope is searched within its own bounds, and a trace carries those of its scope', async (t) => {
  const catalogue = heatingCatalogue();
  const open: typeof catalogue.open = (name, options) => {
    const whole = catalogue.open(name, options);
    const scope = (id: string) => ({
      name: id,
      description: `only ${id}`,
      checkable: { ...whole, instance: { ...whole.instance, scope: id } },
    });
    return { ...whole, scopes: () => [scope('north'), scope('south')] };
  };
  const { code, stdout } = await runCaptured([...quick, '--json', ...out('scopes')], { ...catalogue, open });
  t.is(code, 0);
  const { scopes, properties } = JSON.parse(stdout);
  t.deepEqual(
    scopes.map(({ name, description }: Record<string, string>) => [name, description]),
    [
      ['north', 'only north'],
      ['south', 'only south'],
    ],
  );
  const found = properties.find(({ id }: Reported) => id === 'never-warm');
  t.is(found.within, 'north');
  const trace = JSON.parse(readFileSync(found.trace, 'utf8'));
  t.is(trace['#meta']['ics-check'].instance.scope, 'north');
  const text = (await runCaptured([...quick, '--fault', 'H01', ...out('scopes')], { ...catalogue, open }))
    .stdout;
  t.regex(text, /north: only north[^]*south: only south/);
  t.regex(text, /Found in scope north/);
});

test('reports for CI servers are written', async (t) => {
  const [junit, sarif] = [join(folder, 'junit.xml'), join(folder, 'log.sarif')];
  const { code } = await runCaptured([...quick, '--junit', junit, '--sarif', sarif, ...out('reports')]);
  t.is(code, 0);
  t.regex(readFileSync(junit, 'utf8'), /<testsuite name="ics-check verify room"[^]*name="deadlock-free"/);
  const [run] = JSON.parse(readFileSync(sarif, 'utf8')).runs;
  t.like(run.properties, { engine: 'explicit', seed: null });
  t.is(run.results[0].ruleId, 'never-warm');
});

test('a trace whose property is not known is bad input', async (t) => {
  await runCaptured([...quick, ...out('unknown')]);
  const file = join(folder, 'unknown', 'never-warm.itf.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document['#meta']['ics-check'].property = 'never-wram';
  writeFileSync(file, JSON.stringify(document));
  const { code, stderr } = await runCaptured(['replay', file]);
  t.is(code, 2);
  t.regex(stderr, /USAGE_UNKNOWN_NAME[^]*did you mean never-warm\?/);
});

test('replay: one test case and one finding a trace', async (t) => {
  await runCaptured([...quick, ...out('replayed')]);
  const good = join(folder, 'replayed', 'never-warm.itf.json');
  const bad = join(folder, 'altered.itf.json');
  writeFileSync(bad, readFileSync(good, 'utf8').replace('"degrees":1', '"degrees":2'));
  const [junit, sarif] = [join(folder, 'replay.xml'), join(folder, 'replay.sarif')];
  t.is((await runCaptured(['replay', good, bad, '--junit', junit, '--sarif', sarif])).code, 1);
  t.regex(readFileSync(junit, 'utf8'), /tests="2" failures="1"[^]*diverged at step 1/);
  t.is(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.length, 1);
});

test('faults: reports for CI servers', async (t) => {
  const catalogue = heatingCatalogue();
  const faults = catalogue.faults.map((fault) => ({ ...fault, id: `${fault.id}b` }));
  const [junit, sarif] = [join(folder, 'faults.xml'), join(folder, 'faults.sarif')];
  const small = ['--runs', '20', '--steps', '10', '--junit', junit, '--sarif', sarif, ...out('faults')];
  const { code, stdout } = await runCaptured(['faults', ...small], { ...catalogue, faults });
  t.is(code, 3);
  t.regex(stdout, /^H01b heater-stays-on +NOT caught[^]*H02b[^]*0 faults caught, 1 missed/);
  t.regex(readFileSync(junit, 'utf8'), /tests="2" failures="1"/);
  t.is(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results[0].ruleId, 'H01b');
});
