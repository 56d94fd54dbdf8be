/** The command line on the ICS model itself, end to end but small. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { icsCatalogue } from '../../src/cli/ics-catalogue.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { runCapturedOn, type Captured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-'));
const run = (argv: readonly string[]): Promise<Captured> => runCapturedOn(icsCatalogue, argv);

const faultTest = [
  ...['test', '--fault', 'F27', '--property', 'not-slashed-while-jailed'],
  ...['--runs', '150', '--json', '--out', folder],
];

test('a historical bug is caught, and its trace tells the two protocols apart', async (t) => {
  const caught = await run(faultTest);
  t.is(caught.code, 1, caught.stderr);
  const [property] = JSON.parse(caught.stdout).properties;
  t.like(property, { id: 'not-slashed-while-jailed', verdict: 'violated', expected: 'holds' });
  // Down, two blocks to report it, jailed on the provider, report delivered: nothing of it can be left out.
  t.true(property.length >= 5 && property.length <= 9, `${property.length} steps`);

  const replayed = await run(['replay', property.trace]);
  t.is(replayed.code, 0, replayed.stdout);
  t.regex(replayed.stdout, /a relayer delivers the oldest slash packet/);

  const diverged = await run(['replay', '--no-faults', '--json', property.trace]);
  t.is(diverged.code, 1);
  const { divergence } = JSON.parse(diverged.stdout).traces[0];
  t.is(divergence.step, property.length);
  t.true(divergence.guards.some(({ guard }: { guard: string }) => guard === 'validatorIsJailed'));
});

test('a trace carries its whole instance', async (t) => {
  const instance = { ...loadInstance('pair'), name: 'mine' };
  const file = join(folder, 'mine.json');
  writeFileSync(file, JSON.stringify(instance));
  const out = join(folder, 'mine');
  const { stdout } = await run([...faultTest.slice(0, -1), out, '--instance', file]);
  writeFileSync(file, 'gone');
  const [{ trace }] = JSON.parse(stdout).properties;
  t.is(JSON.parse(readFileSync(trace, 'utf8'))['#meta']['ics-check'].instance.name, 'mine');
  t.is((await run(['replay', '--quiet', trace])).code, 0);
});

/** Few enough states to visit them all: nobody does anything but make blocks and relay, or one validator is down once. */
function boundedInstance(): string {
  const scope = { channelExpiry: 'never', maxVscsInFlight: 1 };
  const scopes = [
    { ...scope, name: 'idle', description: 'blocks and relaying', budgets: {} },
    { ...scope, name: 'staking', description: 'one staking operation', budgets: { stakingOperations: 1 } },
  ];
  const file = join(folder, 'bounded.json');
  writeFileSync(file, JSON.stringify({ ...loadInstance('minimal'), name: 'bounded', scopes }));
  return file;
}

test('every state within the scopes of an instance, with one thread and with two', async (t) => {
  const verify = async (workers: string) => {
    const argv = ['verify', '--instance', boundedInstance(), '--json', '--workers', workers, '--out', folder];
    const { stdout, stderr } = await run(argv);
    t.is(stderr, '');
    return JSON.parse(stdout);
  };
  const document = await verify('1');
  t.true(document.states.complete);
  t.deepEqual(
    document.scopes.map(({ name }: { name: string }) => name),
    ['idle', 'staking'],
  );
  const find = (id: string) => document.properties.find((property: { id: string }) => property.id === id);
  t.is(find('messages-handled').verdict, 'holds');
  const finding = find('bond-based-voting-power');
  t.like(finding, { verdict: 'violated', expected: 'violated', within: 'staking' });
  t.is((await run(['replay', finding.trace])).code, 0, 'the trace has the bounds of its scope');
  // Threads may find another run of the same length.
  const brief = ({ states, properties }: typeof document): unknown => [
    states,
    properties.map(({ id, verdict, length, witnesses }: typeof document) => [id, verdict, length, witnesses]),
  ];
  t.deepEqual(brief(await verify('2')), brief(document));
});

const rows: readonly (readonly [title: string, argv: readonly string[], message: RegExp])[] = [
  ['an unknown instance', ['test', '--instance', 'pear'], /error\[USAGE_UNKNOWN_NAME\][^]*minimal/],
  ['an instance that is not there', ['test', '--instance', './no.json'], /error\[FILE_UNUSABLE\]/],
  ['an unknown feature', ['test', '--features', 'v7,epoch=false'], /error\[USAGE_BAD_ARGUMENT\][^]*epochs/],
  ['an unknown version', ['findings', '--features', 'v99'], /error\[USAGE_BAD_ARGUMENT\][^]*v7/],
];
for (const [title, argv, message] of rows) {
  test(`${title} is refused`, async (t) => {
    const { code, stderr } = await run(argv);
    t.is(code, 2);
    t.regex(stderr, message);
  });
}

test('every list has entries, and every fault names properties that exist', async (t) => {
  const list = async (what: string): Promise<readonly { id: string; caughtBy: readonly string[] }[]> =>
    JSON.parse((await run(['list', what, '--json'])).stdout);
  for (const what of ['instances', 'machines', 'events']) t.true((await list(what)).length > 0);
  const properties = new Set((await list('properties')).map(({ id }) => id));
  for (const { id, caughtBy } of await list('faults')) {
    t.deepEqual(
      caughtBy.filter((name) => !properties.has(name)),
      [],
      id,
    );
  }
});

test('faults without a switch are listed with the reason', async (t) => {
  const listed: readonly { id: string; kind: string; leftOut: string | null }[] = JSON.parse(
    (await run(['list', 'faults', '--json'])).stdout,
  );
  const unmodelled = listed.filter(({ leftOut }) => leftOut !== null);
  t.deepEqual(
    unmodelled.map(({ id, kind }) => [id, kind]),
    ['T05', 'T07', 'T10', 'T13'].map((id) => [id, 'not modelled']),
  );
  const { stdout } = await run(['list', 'faults']);
  t.regex(stdout, /T07\s.*not modelled\n.*properties here speak of one run/);
  t.true(stdout.endsWith(`\n${String(listed.length - 4)} faults, and 4 not modelled\n`));
});
