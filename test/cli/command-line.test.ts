import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { format } from 'prettier';
import { heatingCatalogue, vacuousProperty } from './heating-catalogue.ts';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-'));
const small = ['--runs', '40', '--steps', '15'];
const out = (name: string): readonly string[] => ['--out', join(folder, name)];

test('test: everything as expected', async (t) => {
  const { code, stdout, stderr } = await runCaptured(['test', ...small, ...out('sound')]);
  t.is(code, 0);
  t.is(stderr, '');
  t.regex(stdout, /Every verdict is the expected one/);
  t.true(existsSync(join(folder, 'sound', 'never-warm.itf.json')));
});

test('test: a fault is caught, its trace replayed with it, and diverges without it', async (t) => {
  const { code, stdout } = await runCaptured(['test', ...small, '--fault', 'H01', '--json', ...out('fault')]);
  t.is(code, 1);
  const document = JSON.parse(stdout);
  const caught = document.properties.find(({ id }: { id: string }) => id === 'off-when-hot');
  t.like(caught, { verdict: 'violated', expected: 'holds', length: 3 });

  const replayed = await runCaptured(['replay', caught.trace]);
  t.is(replayed.code, 0, replayed.stderr);
  t.regex(replayed.stdout, /^reproduced: /);

  for (const flags of [['--no-faults'], ['--fault', 'none']]) {
    const diverged = await runCaptured(['replay', ...flags, caught.trace]);
    t.is(diverged.code, 1);
    t.regex(diverged.stdout, /at step 3 of 3[^]*guard: {4}obeys is true/);
  }
});

test('replay: an altered state diverges and the step and field are named', async (t) => {
  await runCaptured(['test', ...small, '--fault', 'H01', ...out('altered')]);
  const file = join(folder, 'altered', 'off-when-hot.itf.json');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document.states[2].thermostat.context.degrees = 3;
  writeFileSync(file, JSON.stringify(document));
  const { code, stdout } = await runCaptured(['replay', '--json', file]);
  t.is(code, 1);
  t.like(JSON.parse(stdout).traces[0], {
    outcome: 'diverged',
    divergence: { step: 2, component: 'thermostat', path: 'context.degrees', expected: '3', got: '1' },
  });
});

test('replay: one bad file does not keep the others from being replayed', async (t) => {
  await runCaptured(['test', ...small, ...out('mixed')]);
  const good = join(folder, 'mixed', 'never-warm.itf.json');
  const { code, stdout, stderr } = await runCaptured(['replay', join(folder, 'nothing.itf.json'), good]);
  t.is(code, 2);
  t.regex(stderr, /^error\[FILE_UNUSABLE\]/);
  t.regex(stdout, /^reproduced: /);
});

test('test: a control leaves the expected verdicts as they are', async (t) => {
  t.is((await runCaptured(['test', ...small, '--fault', 'H02', ...out('control')])).code, 0);
});

test('test: a vacuous property is as loud as a violation', async (t) => {
  const { code, stdout } = await runCaptured(
    ['test', ...small, ...out('vacuous')],
    heatingCatalogue([vacuousProperty]),
  );
  t.is(code, 3);
  t.regex(stdout, /Vacuous[^]*boiling[^]*Not everything could be judged/);
});

test('test: the same seed gives the same document but for timings', async (t) => {
  const document = async (seed: string): Promise<string> => {
    const { stdout } = await runCaptured(['test', '--json', '--seed', seed, ...small, ...out('seed')]);
    return stdout.replace(/"(seconds|stepsPerSecond)": [0-9.]+/g, '"$1": 0');
  };
  t.is(await document('7'), await document('7'));
  t.not(await document('7'), await document('8'));
});

test('test: reports for CI servers are written', async (t) => {
  const junit = join(folder, 'junit.xml');
  const sarif = join(folder, 'log.sarif');
  const { code } = await runCaptured([
    'test',
    ...small,
    '--junit',
    junit,
    '--sarif',
    sarif,
    ...out('reports'),
  ]);
  t.is(code, 0);
  t.regex(readFileSync(junit, 'utf8'), /<testsuites>/);
  t.is(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].tool.driver.version, '1.2.3');
});

test('test: properties can be picked, repeated or separated by commas', async (t) => {
  const { stdout } = await runCaptured([
    ...['test', '--json', ...small, ...out('picked')],
    ...['--property', 'never-warm,cools-down', 'off-when-hot'],
  ]);
  const ids = JSON.parse(stdout).properties.map(({ id }: { id: string }) => id);
  t.deepEqual(ids, ['off-when-hot', 'never-warm', 'cools-down']);
});

test('a folder made for traces goes away again if there are none', async (t) => {
  await runCaptured(['test', ...small, '--property', 'never-too-warm', ...out('nothing')]);
  t.false(existsSync(join(folder, 'nothing')));
});

test('faults: each fault is caught by its property, controls are not reported', async (t) => {
  const { code, stdout } = await runCaptured(['faults', '--json', ...small, ...out('faults')]);
  t.is(code, 0);
  const [mutant, control] = JSON.parse(stdout).faults;
  t.like(mutant, { id: 'H01', verdict: 'caught' });
  t.like(mutant.by[0], { property: 'off-when-hot', length: 3 });
  t.like(control, { id: 'H02', verdict: 'control-silent', by: [] });
});

test('faults: a fault that nothing catches is missed, a control that is reported is wrong', async (t) => {
  const catalogue = heatingCatalogue();
  const [mutant, control] = catalogue.faults;
  if (mutant === undefined || control === undefined) throw new Error('the catalogue lacks faults');
  const missed = { ...catalogue, faults: [{ ...mutant, id: 'H03' }] };
  t.is((await runCaptured(['faults', ...small, ...out('missed')], missed)).code, 3);
  const reported = { ...catalogue, faults: [{ ...mutant, kind: 'control' as const }] };
  const { code, stdout } = await runCaptured(['faults', ...small, ...out('reported')], reported);
  t.is(code, 1);
  t.regex(stdout, /a control, yet REPORTED by\n {4}off-when-hot in 3 steps/);
});

test('faults: a violation that the sound protocol shows too is not the work of the fault', async (t) => {
  const catalogue = heatingCatalogue();
  const faults = catalogue.faults.map((fault) => ({ ...fault, caughtBy: ['never-warm'] })).slice(0, 1);
  const { code, stdout } = await runCaptured(['faults', ...small, ...out('anyway')], {
    ...catalogue,
    faults,
  });
  t.is(code, 3);
  t.regex(stdout, /NOT caught\n {4}expected of: never-warm/);
});

test('findings: the shortest story and what restores the promise', async (t) => {
  const { code, stdout } = await runCaptured(['findings', ...small, ...out('findings')]);
  t.is(code, 0);
  t.regex(stdout, /^H1 {2}never-warm: violated in 1 step on room\n/);
  t.regex(stdout, /Holds again if: four degrees are not called warm\n {2}never-too-warm: not-violated/);
  t.regex(stdout, /H2 {2}It smells\n {2}No nose/);
  t.regex(stdout, /A1 {2}Is it warm\? confirmed\n {2}It is. Shown by H1 \(1 step\)/);
  const document = JSON.parse(
    (await runCaptured(['findings', '--json', ...small, ...out('findings')])).stdout,
  );
  t.like(document.findings[0], {
    id: 'H1',
    property: 'never-warm',
    instance: 'room',
    recorded: false,
    length: 1,
    restoredVerdict: 'not-violated',
  });
  t.like(document.notShown[0], { id: 'H2', why: 'No nose.' });
  t.like(document.openQuestions[0], { id: 'A1', answer: 'confirmed' });
});

test('findings: of one instance, without what it cannot know', async (t) => {
  const { stdout } = await runCaptured(['findings', '--instance', 'room', ...small, ...out('findings')]);
  t.regex(stdout, /^H1/);
  t.notRegex(stdout, /H2|A1/);
});

test('findings: as a page that formatters leave alone, and as report files', async (t) => {
  const [page, junit, sarif] = ['findings.md', 'findings.xml', 'findings.sarif'].map((name) =>
    join(folder, name),
  );
  const files = ['--write', `${page}`, '--junit', `${junit}`, '--sarif', `${sarif}`];
  t.is((await runCaptured(['findings', ...files, ...small, ...out('findings')])).code, 0);
  const text = readFileSync(`${page}`, 'utf8');
  t.is(await format(text, { parser: 'markdown', printWidth: 110 }), text);
  t.regex(text, /\| H1 +\| `never-warm` +\| room +\| +1 \|/);
  t.regex(text, /## H1: It gets warm\n\nThe heater heats. Concerns: rooms.\n\n- `never-warm`/);
  t.regex(text, /## H2: It smells[^]*Not shown: No nose/);
  t.regex(
    readFileSync(`${junit}`, 'utf8'),
    /<testcase classname="ics-check.findings.room" name="H1 never-warm"/,
  );
  t.is(JSON.parse(readFileSync(`${sarif}`, 'utf8')).runs[0].results[0].level, 'note');
});

/** Keeps a trace of `never-warm` as the recorded one, in some changed form. */
async function recordedAs(change: (trace: string) => string) {
  await runCaptured(['findings', ...small, ...out('recording')]);
  const text = change(readFileSync(join(folder, 'recording', 'never-warm.itf.json'), 'utf8'));
  return heatingCatalogue([], () => [{ file: 'traces/H1.itf.json', text }]);
}

test('findings: the recorded trace counts where nothing shorter is found', async (t) => {
  const catalogue = await recordedAs((text) => text);
  const { stdout } = await runCaptured(['findings', '--json', ...small, ...out('recorded')], catalogue);
  t.like(JSON.parse(stdout).findings[0], { recorded: true, trace: 'traces/H1.itf.json', length: 1 });
});

test('findings: a recorded trace that no longer reproduces does not count', async (t) => {
  const catalogue = await recordedAs((text) => {
    const document = JSON.parse(text);
    document.states[1].thermostat.context.degrees = 3;
    return JSON.stringify(document);
  });
  const { stdout } = await runCaptured(['findings', '--json', ...small, ...out('altered-record')], catalogue);
  t.like(JSON.parse(stdout).findings[0], { recorded: false, verdict: 'violated' });
});

test('metrics: the extreme of random runs, and of all states', async (t) => {
  const { code, stdout } = await runCaptured(['metrics', ...small]);
  t.is(code, 0);
  t.regex(
    stdout,
    /over \d+ states of 40 random runs, seed 1\n\nwarmth: largest share of five degrees\n {2}4\/5 \(0.800\)\n {4}it has 4/,
  );
  t.notRegex((await runCaptured(['metrics', ...small, '--quiet'])).stdout, /it has 4/);
  const all = await runCaptured(['metrics', '--exhaustive', '--json']);
  t.is(all.code, 0);
  const document = JSON.parse(all.stdout);
  t.like(document, { command: 'metrics', engine: 'explicit', complete: true, seed: null });
  t.like(document.metrics[0].extremes[0], {
    scope: '',
    part: 4,
    whole: 5,
    value: 0.8,
    situation: 'it has 4',
  });
});

test('metrics: a limit makes the extremes provisional', async (t) => {
  const { code, stdout } = await runCaptured(['metrics', '--exhaustive', '--max-states', '2']);
  t.is(code, 3);
  t.regex(stdout, /over the first \d+ states within its bounds/);
});

for (const what of ['instances', 'properties', 'faults', 'machines', 'events', 'requirements']) {
  test(`list ${what}: an array of objects with an id`, async (t) => {
    const { code, stdout } = await runCaptured(['list', what, '--json']);
    t.is(code, 0);
    const items = JSON.parse(stdout) as { id: unknown }[];
    t.true(items.length > 0 && items.every(({ id }) => typeof id === 'string'));
    const text = (await runCaptured(['list', what])).stdout;
    t.true(items.every(({ id }) => text.includes(String(id))));
  });
}

test('list requirements: what they are linked to, or why they are left out', async (t) => {
  const { stdout } = await runCaptured(['list', 'requirements', '--json']);
  t.deepEqual(
    JSON.parse(stdout).map(({ summary }: { summary: string }) => summary),
    ['never-warm', 'left out: It is winter.'],
  );
});

test('list events: choices of the environment are told from messages', async (t) => {
  const { stdout } = await runCaptured(['list', 'events', '--json']);
  const origins = JSON.parse(stdout).map(({ id, origin }: { id: string; origin: string }) => [id, origin]);
  t.deepEqual(Object.fromEntries(origins), {
    'thermostat.warm': 'environment',
    'thermostat.cool': 'environment',
    'heater.switchOn': 'environment',
    'heater.tooHot': 'message',
  });
});

test('help and version are no errors', async (t) => {
  t.like(await runCaptured(['--version']), { code: 0, stdout: '1.2.3\n' });
  const help = await runCaptured(['test', '--help']);
  t.is(help.code, 0);
  t.regex(help.stdout, /--property <id\.\.\.>/);
});
