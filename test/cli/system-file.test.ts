/** Goal: systems of the user's own, from the file to the verdict, and one clear message for a file that is none. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { runCaptured } from './run-captured.ts';

// Inside the package, so that its name and xstate are found from there as from a user's project.
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'systems-'));
const example = fileURLToPath(new URL('../../examples/two-phase-commit.ts', import.meta.url));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const out = ['--out', join(folder, 'out')];
const verify = (path: string, ...flags: readonly string[]) =>
  runCaptured(['verify', '--system', path, '--json', ...flags, ...out]);

const machine = (states: string): string => `
  import { emit, setup } from 'xstate';
  const machine = setup({
    actions: { ping: emit(() => ({ type: 'send', to: 'other', event: { type: 'ping' } })) },
  }).createMachine({ id: 'm', initial: 'a', states: ${states} });
  const other = setup({}).createMachine({ id: 'o', initial: 'x', states: { x: { on: { ping: 'y' } }, y: {} } });
`;

test('the example holds, from a folder that has nothing to do with it', (t) => {
  const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const start = `import(${JSON.stringify(program)}).then(({ main }) => main(process.argv.slice(1))).then((code) => { process.exitCode = code; })`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', import.meta.resolve('tsx'), '--conditions=ics-check-source', '-e', start],
      ...['--', 'verify', '--system', example, '--json'],
    ],
    { cwd: mkdtempSync(join(tmpdir(), 'ics-check-')), encoding: 'utf8' },
  );
  t.is(status, 0, stderr);
  const document = JSON.parse(stdout);
  t.like(document, { instance: 'two-phase-commit', system: example, states: { complete: true } });
  t.deepEqual(
    document.properties.map(({ id, verdict }: Record<string, string>) => [id, verdict]),
    ['consistent', 'decision-is-heard', 'commit-is-possible', 'deadlock-free', 'messages-handled'].map(
      (id) => [id, 'holds'],
    ),
  );
});

const documented = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('the README shows what the example prints', async (t) => {
  const block = /```\n(Held \(5\)\n[^]*?)```/.exec(documented('README.md'))?.[1] ?? '';
  t.true(block.includes('consistent'));
  const { stdout } = await runCaptured(['verify', '--system', example, '--no-color', ...out]);
  t.true(stdout.includes(block), stdout);
});

test('the system file in the documentation gives the verdict that it says', async (t) => {
  const source = /```ts\n([^]*?)```/.exec(documented('docs/command-line.md'))?.[1] ?? '';
  const { code, stdout, stderr } = await verify(file('documented.ts', source));
  t.is(code, 1, stderr);
  t.like(JSON.parse(stdout).properties[0], { id: 'safe', verdict: 'violated', length: 2 });
});

test('several threads give the same verdicts, counts and lengths', async (t) => {
  const told = async (workers: string): Promise<unknown> => {
    const { code, stdout, stderr } = await verify(example, '--workers', workers);
    t.is(code, 0, stderr);
    const { states, properties } = JSON.parse(stdout);
    return { states, properties };
  };
  t.deepEqual(await told('2'), await told('1'));
});

test('a loop that is fair violates a liveness property, with its certificate', async (t) => {
  const source = readFileSync(example, 'utf8').replace(
    'names.map((name) => ({\n      name',
    'names.slice(1).map((name) => ({\n      name',
  );
  const path = file('neglectful.ts', source);
  const { code, stdout } = await verify(path);
  t.is(code, 1);
  const property = JSON.parse(stdout).properties.find(({ id }: { id: string }) => id === 'decision-is-heard');
  t.is(property.verdict, 'violated');
  t.is(property.fairness.set, 'F1');
  t.deepEqual(
    property.fairness.lines.map(({ name, reason }: Record<string, string>) => [name, reason]),
    [
      ['rm-2 is told', 'taken'],
      ['rm-3 is told', 'taken'],
    ],
  );
  const text = (await runCaptured(['verify', '--system', path, ...out])).stdout;
  t.regex(
    text,
    /-- the loop begins --[^]*repeat for ever[^]*The loop is fair \(F1\):\n {4}rm-2 is told: taken in step/,
  );

  const meta = JSON.parse(readFileSync(property.trace, 'utf8'))['#meta']['ics-check'];
  t.deepEqual(meta.fairness, property.fairness);
  t.is((await runCaptured(['replay', property.trace, '--system', path])).code, 0);
  const unfair = await runCaptured(['replay', property.trace, '--system', example]);
  t.is(unfair.code, 1);
  t.regex(unfair.stdout, /the fairness certificate does not hold/);
});

test('a deadlock is found, told and replayed', async (t) => {
  const path = file(
    'stuck.ts',
    `${machine('{ a: { on: { go: "b" } }, b: {} }')}
    export default { name: 'stuck', components: { machine, other }, choices: { machine: [{ type: 'go' }] } };`,
  );
  const { code, stdout } = await verify(path);
  t.is(code, 1);
  const [deadlock] = JSON.parse(stdout).properties;
  t.like(deadlock, { id: 'deadlock-free', verdict: 'violated', length: 1 });
  const text = (await runCaptured(['verify', '--system', path, ...out])).stdout;
  t.regex(text, /1 {2}machine {2}go[^]*Broken: nothing can happen any more: machine in "b"/);
  t.is((await runCaptured(['replay', deadlock.trace, '--system', path])).code, 0);
  const forgetful = await runCaptured(['replay', deadlock.trace]);
  t.is(forgetful.code, 2);
  t.regex(forgetful.stderr, /--system/);
  const ending = file(
    'ending.ts',
    readFileSync(path, 'utf8').replace("name: 'stuck'", "name: 'stuck', mayEnd: true"),
  );
  t.is((await verify(ending)).code, 0);
});

test('a message that nobody takes is found, told and replayed', async (t) => {
  const path = file(
    'deaf.ts',
    `${machine('{ a: { on: { say: { actions: "ping" } } } }')}
    export default { name: 'deaf', components: { machine, other }, choices: { machine: [{ type: 'say' }] } };`,
  );
  const { code, stdout } = await verify(path);
  t.is(code, 1);
  const unhandled = JSON.parse(stdout).properties.find(({ id }: { id: string }) => id === 'messages-handled');
  t.like(unhandled, { verdict: 'violated', length: 2 });
  const text = (await runCaptured(['verify', '--system', path, ...out])).stdout;
  t.regex(
    text,
    /2 {2}machine {2}say[^]*Broken: other has no transition for "ping" from machine in state "y"/,
  );
  const replayed = await runCaptured(['replay', unhandled.trace, '--system', path]);
  t.is(replayed.code, 0);
  t.regex(replayed.stdout, /2 {2}machine {2}say/);
  const mended = file('mended.ts', readFileSync(path, 'utf8').replace('y: {}', 'y: { on: { ping: "x" } }'));
  t.is((await runCaptured(['replay', unhandled.trace, '--system', mended])).code, 1);
});

const rows: readonly (readonly [title: string, name: string, text: string, message: RegExp])[] = [
  ['no default export', 'named.ts', 'export const x = 1;', /no default export[^]*exports named x/],
  ['an empty file', 'empty.ts', '', /no default export[^]*no export/],
  ['a number', 'five.ts', 'export default 5;', /not a system[^]*received: number/],
  [
    'something that is no machine',
    'odd.ts',
    'export default { name: "x", components: { a: 1 }, choices: {} };',
    /not a system[^]*components/,
  ],
  [
    'a syntax error',
    'syntax.ts',
    'export default {\n  name: ,\n};',
    /SYSTEM_INVALID[^]*Unexpected[^]*at: .*syntax\.ts:2:8/,
  ],
  ['a syntax error in JavaScript', 'syntax.mjs', 'export default {\n  name: ,\n};', /at: .*syntax\.mjs:2/],
  ['an exception', 'throws.ts', 'throw new Error("boom");', /cannot be loaded: boom/],
  [
    'a package that is not there',
    'lonely.ts',
    'import "no-such-package-here"; export default {};',
    /no-such-package-here[^]*npm install/,
  ],
  [
    'choices of nobody',
    'nobody.ts',
    `${machine('{ a: {} }')} export default { name: 'x', components: { machine }, choices: { nobody: [] } };`,
    /MODEL_BAD_DEFINITION[^]*"nobody" is not a component/,
  ],
  [
    'the same by way of defineSystem',
    'defined.ts',
    `import { defineSystem } from 'ics-check'; ${machine('{ a: {} }')}
    export default defineSystem({ name: 'x', components: { machine }, choices: { nobody: [] } });`,
    /MODEL_BAD_DEFINITION[^]*"nobody" is not a component/,
  ],
  [
    'a property that is none',
    'property.ts',
    `${machine('{ a: {} }')}
    export default { name: 'x', components: { machine }, choices: {}, properties: [{ id: 'p' }] };`,
    /properties\[0\] is not a property/,
  ],
  [
    'a property with the name of a built-in one',
    'taken.ts',
    `import { always } from 'ics-check'; ${machine('{ a: {} }')}
    const p = always({ id: 'deadlock-free', statement: 'x', reads: [], holds: () => true });
    export default { name: 'x', components: { machine }, choices: {}, properties: [p] };`,
    /there is a property "deadlock-free" already/,
  ],
];
for (const [title, name, text, message] of rows) {
  test(`bad file: ${title}`, async (t) => {
    const { code, stdout, stderr } = await verify(file(name, text));
    t.is(code, 2, stdout);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.is(stderr.match(/^error\[/gm)?.length, 1, 'one message');
  });
}
