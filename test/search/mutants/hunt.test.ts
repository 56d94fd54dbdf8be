import test from 'ava';
import { huntMutants, type HuntOptions, type MutantOutcome } from '../../../src/search/mutants/hunt.ts';
import { mutantsOf } from '../../../src/search/mutants/mutant.ts';
import type { System } from '../../../src/system/define-system.ts';
import { turnstile, turnstileProperties } from './turnstile.ts';

async function hunt(changes: Partial<HuntOptions<unknown>> = {}): Promise<readonly MutantOutcome[]> {
  const system = turnstile();
  return huntMutants({
    grounds: [
      {
        name: 'gate',
        system,
        subject: undefined,
        closings: {},
        budgetBounds: { coins: 4 },
        scopes: [{ name: 'four coins', system, subject: undefined }],
      },
    ],
    properties: turnstileProperties,
    mutants: mutantsOf([system]),
    runs: 20,
    steps: 12,
    seed: 1,
    maxStates: 10_000,
    shouldStop: () => false,
    ...changes,
  });
}

const told = ({ mutant, verdict, kill }: MutantOutcome): string =>
  [mutant.id, verdict, kill?.way, kill?.engine, kill?.property]
    .filter((part) => part !== undefined)
    .join(' ');

test('each mutant meets its fate: a violation, a model error, a lost witness, or none', async (t) => {
  t.deepEqual((await hunt()).map(told), [
    'turnstile/isBroken=true killed expectation explicit passing-costs-a-coin',
    'turnstile/isBroken=false not-exercised',
    'turnstile/isPaid=true killed violation random nobody-passes-unpaid',
    'turnstile/isPaid=false killed expectation explicit passing-costs-a-coin',
    'turnstile/isFull=true killed expectation explicit passing-costs-a-coin',
    'turnstile/isFull=false survived',
    'turnstile/addCoin=dropped killed expectation explicit passing-costs-a-coin',
    'turnstile/blink=dropped survived',
    'turnstile/polish=dropped survived',
    'turnstile/callRepair=dropped not-exercised',
    'turnstile/takeCoin=dropped killed violation random passing-costs-a-coin',
    'turnstile/countPassed=dropped killed violation random clerk-counts-all',
    'turnstile/tellClerk=dropped killed violation random clerk-counts-all',
    'clerk/hasPaper=true not-exercised',
    'clerk/hasPaper=false killed model-error random messages-handled',
    'clerk/count=dropped killed violation random clerk-counts-all',
  ]);
});

test('without random runs the searches alone kill the same ones', async (t) => {
  const fates = (outcomes: readonly MutantOutcome[]): readonly string[] =>
    outcomes.map(({ mutant, verdict }) => `${mutant.id} ${verdict}`);
  const searched = await hunt({ runs: 1, steps: 1 });
  t.deepEqual(fates(searched), fates(await hunt()));
  t.true(searched.some(({ kill }) => kill?.way === 'model-error' && kill.engine === 'explicit'));
  t.is(searched.find(({ mutant }) => mutant.id === 'turnstile/tellClerk=dropped')?.kill?.length, 2);
});

test('of a survivor it is told whether anything that it did was different', async (t) => {
  const survivors = (await hunt()).filter(({ verdict }) => verdict === 'survived');
  t.deepEqual(
    survivors.map(({ mutant, differs }) => [mutant.id, differs]),
    [
      ['turnstile/isFull=false', true],
      ['turnstile/blink=dropped', true],
      ['turnstile/polish=dropped', false],
    ],
  );
});

test('a situation that another scope still shows is not lost', async (t) => {
  const subject = undefined;
  const system = turnstile();
  const waysWith = async (other: System): Promise<readonly (string | undefined)[]> => {
    const scopes = [system, other].map((each, index) => ({ name: String(index), system: each, subject }));
    const grounds = [{ name: 'gate', system, subject, closings: {}, budgetBounds: { coins: 4 }, scopes }];
    const mutants = mutantsOf([system]).filter(({ id }) => id === 'turnstile/isFull=true');
    return (await hunt({ grounds, mutants })).map(({ kill }) => kill?.way);
  };
  t.deepEqual(await waysWith({ ...system, budgets: { coins: 0 } }), ['expectation']);
  t.deepEqual(await waysWith(turnstile('another')), [undefined]);
});

test('a search that a limit ended proves nothing out of reach', async (t) => {
  const outcomes = await hunt({ runs: 1, steps: 1, maxStates: 3 });
  t.false(outcomes.some(({ kill }) => kill?.way === 'expectation'));
});

test('a hunt that is stopped calls the rest not tried', async (t) => {
  let asked = 0;
  const outcomes = await hunt({ shouldStop: () => ++asked > 12 });
  t.true(outcomes.some(({ verdict }) => verdict === 'not-tried'));
  t.false(outcomes.some(({ verdict }) => verdict === 'survived'));
});

test('known violations kill nobody as long as they are there, and their loss does', async (t) => {
  const [unpaid, ...others] = turnstileProperties;
  if (unpaid === undefined) throw new TypeError('no property');
  const finding = { ...turnstileProperties[0], expected: () => 'violated' } as typeof unpaid;
  const outcomes = await hunt({ properties: [finding, ...others] });
  const broken = outcomes.find(({ mutant }) => mutant.id === 'turnstile/isPaid=true');
  t.not(broken?.kill?.property, 'nobody-passes-unpaid');
});
