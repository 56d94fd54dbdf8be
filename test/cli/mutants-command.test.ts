import test from 'ava';
import { heatingCatalogue } from './heating-catalogue.ts';
import { runCaptured } from './run-captured.ts';

const small = ['--runs', '5', '--steps', '15'];

test('mutants: each is told, survivors without an explanation make exit code 1', async (t) => {
  const { code, stdout } = await runCaptured(['mutants', ...small]);
  t.is(code, 1);
  t.regex(stdout, /^heater\/obeys=false {2}killed by off-when-hot \(violation, room\)$/m);
  t.regex(stdout, /^Survivors without an explanation: .+$/m);
});

test('mutants: with every survivor explained and a fitting threshold all is well', async (t) => {
  const first = await runCaptured(['mutants', ...small, '--json']);
  const survivors = (JSON.parse(first.stdout).mutants as { id: string; verdict: string }[])
    .filter(({ verdict }) => verdict === 'survived')
    .map(({ id }) => ({ mutant: id, why: 'nobody looks' }));
  const explained = { ...heatingCatalogue(), equivalentMutants: survivors };
  const { code, stdout } = await runCaptured(['mutants', ...small, '--min-score', '1', '--json'], explained);
  t.is(code, 0, stdout);
  const [survivor] = (JSON.parse(stdout).mutants as { verdict: string; explanation: string }[]).filter(
    ({ verdict }) => verdict === 'survived',
  );
  t.is(survivor?.explanation, 'nobody looks');
});

test('mutants: only those that are named', async (t) => {
  const { code, stdout } = await runCaptured([
    'mutants',
    ...small,
    '--mutant',
    'heater/obeys=false',
    '--json',
  ]);
  t.is(code, 0);
  t.like(JSON.parse(stdout), { command: 'mutants', instances: ['room'], score: 100, killed: 1, seed: 1 });
});

test('mutants: names that are not there', async (t) => {
  const machine = await runCaptured(['mutants', '--machine', 'boiler']);
  t.is(machine.code, 2);
  t.regex(machine.stderr, /no instance here has a machine "boiler"[^]*thermostat/);
  const mutant = await runCaptured(['mutants', '--mutant', 'heater/obeys=maybe']);
  t.is(mutant.code, 2);
  t.regex(mutant.stderr, /did you mean heater\/obeys=/);
});

test('mutants: when the time is over the rest is not tried', async (t) => {
  let asked = 0;
  const io = {
    onInterrupt: (stop: () => void) => {
      asked++;
      stop();
      return () => undefined;
    },
  };
  const { code, stdout } = await runCaptured(['mutants', ...small, '--json'], heatingCatalogue(), io);
  t.is(asked, 1);
  t.is(code, 3);
  t.true(JSON.parse(stdout).stopped);
});
