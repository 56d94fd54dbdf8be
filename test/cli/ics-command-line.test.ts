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
