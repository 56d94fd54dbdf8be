/** Loading instances: presets load, and whatever is wrong with a file is one error that says where and what. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { featurePresets } from '../../model/features.ts';
import { loadInstance, presetNames } from '../../model/load-instance.ts';
import { parseInstance } from '../../model/parse-instance.ts';
import { CheckerError } from '../../src/errors/checker-error.ts';

type Path = readonly (string | number)[];

/** A copy of the preset in which the field at the path has another value, or, with `undefined`, is missing. */
function spoilt(preset: string, path: Path, value: unknown): unknown {
  const draft: unknown = structuredClone(loadInstance(preset));
  const parent = path.slice(0, -1).reduce((node, part) => (node as Record<string, unknown>)[part], draft);
  const fields = parent as Record<string, unknown>;
  const last = String(path.at(-1));
  if (value === undefined) Reflect.deleteProperty(fields, last);
  else fields[last] = value;
  return draft;
}

async function errorFrom(content: unknown): Promise<CheckerError> {
  const folder = await mkdtemp(join(tmpdir(), 'ics-check-instance-'));
  const path = join(folder, 'instance.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  try {
    loadInstance(path);
  } catch (error) {
    if (error instanceof CheckerError) return error;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
  throw new Error('the instance was accepted');
}

test('every preset loads and is called as its file', (t) => {
  for (const known of ['hub', 'minimal', 'pair', 'starvation']) t.true(presetNames().includes(known));
  for (const preset of presetNames()) t.is(loadInstance(preset).name, preset);
});

test('hub has the Cosmos Hub parameters and a long-tailed distribution', (t) => {
  const { provider, validators, consumers } = loadInstance('hub');
  const total = validators.reduce((sum, { tokens }) => sum + tokens, 0);
  const tokens = validators.map((validator) => validator.tokens);
  t.is(validators.length, 180);
  t.is(consumers.length, 3);
  t.is(provider.unbondingSeconds, 21 * 86_400);
  t.is(provider.blocksPerEpoch, 600);
  t.true(Math.abs(total / provider.powerReduction - 250e6) < 1e3);
  t.true(Math.max(...tokens) / total > 0.07 && Math.max(...tokens) / total < 0.08);
  t.true(
    Math.min(...tokens) / provider.powerReduction > 2_000 &&
      Math.min(...tokens) / provider.powerReduction < 9_000,
  );
});

test('a file elsewhere loads by its path', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ics-check-instance-'));
  const path = join(folder, 'mine.json');
  await writeFile(path, JSON.stringify({ ...loadInstance('minimal'), name: 'mine' }));
  t.is(loadInstance(path).name, 'mine');
  await rm(folder, { recursive: true });
});

test('an unknown preset is refused with the known ones', (t) => {
  const error = t.throws(() => loadInstance('pear'), { instanceOf: CheckerError });
  t.is(error.code, 'USAGE_UNKNOWN_NAME');
  t.regex(error.expected ?? '', /hub,.* minimal,.* pair/);
});

test('a missing file is refused', (t) => {
  const error = t.throws(() => loadInstance('./no-such-folder/instance.json'), { instanceOf: CheckerError });
  t.is(error.code, 'FILE_UNUSABLE');
});

test('text that is not JSON is refused', async (t) => {
  const error = await errorFrom('{ "name": ');
  t.is(error.code, 'INSTANCE_INVALID');
  t.regex(error.message, /is not JSON/);
});

interface Row {
  readonly title: string;
  readonly path: Path;
  /** What to put there instead; `undefined` removes the field. */
  readonly value: unknown;
  readonly at: string;
  readonly expected: RegExp;
  readonly received: string;
}

const rows: readonly Row[] = [
  {
    title: 'a missing field',
    path: ['provider', 'blocksPerEpoch'],
    value: undefined,
    at: 'provider.blocksPerEpoch',
    expected: /integer|number/,
    received: 'nothing',
  },
  {
    title: 'a field of the wrong type',
    path: ['consumers', 0, 'retryDelaySeconds'],
    value: 'soon',
    at: 'consumers[0].retryDelaySeconds',
    expected: /integer|number/,
    received: '"soon"',
  },
  {
    title: 'a negative period',
    path: ['provider', 'downtimeJailSeconds'],
    value: -1,
    at: 'provider.downtimeJailSeconds',
    expected: /at least 0/,
    received: '-1',
  },
  {
    title: 'a fraction above one',
    path: ['provider', 'doubleSignSlashFraction'],
    value: '1.5',
    at: 'provider.doubleSignSlashFraction',
    expected: /fraction from 0 to 1/,
    received: '"1.5"',
  },
  {
    title: 'an unknown field',
    path: ['provider', 'blockPerEpoch'],
    value: 3,
    at: 'provider.blockPerEpoch',
    expected: /no such field/,
    received: '3',
  },
  {
    title: 'unknown features',
    path: ['features'],
    value: 'v9',
    at: 'features',
    expected: /"v7"/,
    received: '"v9"',
  },
  {
    title: 'no consumers',
    path: ['consumers'],
    value: [],
    at: 'consumers',
    expected: /at least 1/,
    received: '[]',
  },
  {
    title: 'an unknown budget',
    path: ['budgets', 'coffee'],
    value: 1,
    at: 'budgets.coffee',
    expected: /no such field/,
    received: '1',
  },
  {
    title: 'two validators of one id',
    path: ['validators', 1, 'id'],
    value: 'v1',
    at: 'validators[1].id',
    expected: /not taken/,
    received: '"v1"',
  },
  {
    title: 'two consumers of one id',
    path: ['consumers', 2],
    value: loadInstance('pair').consumers[0],
    at: 'consumers[2].id',
    expected: /not taken/,
    received: '"c1"',
  },
  {
    title: 'an opted-in stranger',
    path: ['consumers', 1, 'optedIn'],
    value: ['v1', 'v8'],
    at: 'consumers[1].optedIn[1]',
    expected: /id of a validator/,
    received: '"v8"',
  },
  {
    title: 'nobody at launch',
    path: ['consumers', 1, 'optedIn'],
    value: ['v3'],
    at: 'consumers[1].optedIn',
    expected: /active at the start/,
    received: 'none',
  },
  {
    title: 'a key for a stranger',
    path: ['consumers', 0, 'assignedKeys', 'v8'],
    value: 'k8',
    at: 'consumers[0].assignedKeys.v8',
    expected: /id of a validator/,
    received: '"v8"',
  },
  {
    title: 'one key for two validators',
    path: ['consumers', 0, 'assignedKeys', 'v2'],
    value: 'k1',
    at: 'consumers[0].assignedKeys.v2',
    expected: /other than that of v1/,
    received: '"k1"',
  },
  {
    title: 'the provider key of another validator',
    path: ['consumers', 0, 'assignedKeys', 'v2'],
    value: 'v1',
    at: 'consumers[0].assignedKeys.v2',
    expected: /no provider key/,
    received: '"v1"',
  },
  {
    title: 'a spare key named twice',
    path: ['consumers', 0, 'spareKeys'],
    value: ['k1', 'k2', 'k1'],
    at: 'consumers[0].spareKeys[2]',
    expected: /every key once/,
    received: '"k1"',
  },
  {
    title: 'a trusting period of no second',
    path: ['consumers', 0, 'unbondingSeconds'],
    value: 1,
    at: 'consumers[0].unbondingSeconds',
    expected: /at least 1 second/,
    received: '1',
  },
  {
    title: 'blocks longer than the drift bound',
    path: ['consumers', 0, 'blockSeconds'],
    value: [2, 3],
    at: 'consumers[0].blockSeconds',
    expected: /clock drift bound \(1\)/,
    received: '[2,3]',
  },
  {
    title: 'VSCs that time out before they are sent',
    path: ['provider', 'ccvTimeoutSeconds'],
    value: 1,
    at: 'provider.ccvTimeoutSeconds',
    expected: /more than the clock drift bound \(1\)/,
    received: '1',
  },
  {
    title: 'reports that time out before they are sent',
    path: ['consumers', 1, 'ccvTimeoutSeconds'],
    value: 1,
    at: 'consumers[1].ccvTimeoutSeconds',
    expected: /more than the clock drift bound \(1\)/,
    received: '1',
  },
  {
    title: 'an unbonding entry that outlasts the unbonding period',
    path: ['validators', 0, 'unbonding', 0, 'completesIn'],
    value: 8,
    at: 'validators[0].unbonding[0].completesIn',
    expected: /unbonding period \(7\)/,
    received: '8',
  },
  {
    title: 'a candidate with unbonding stake',
    path: ['validators', 2, 'unbonding'],
    value: [{ tokens: 1, completesIn: 1 }],
    at: 'validators[2].unbonding',
    expected: /does not exist at the start/,
    received: '1 entries',
  },
  {
    title: 'a slash queue together with epochs',
    path: ['features'],
    value: { ...featurePresets.v3, epochs: true },
    at: 'features.epochs',
    expected: /false, since throttleByQueue is true/,
    received: 'true',
  },
  {
    title: 'both ways of throttling',
    path: ['features'],
    value: { ...featurePresets.v3, throttleByRetry: true },
    at: 'features.throttleByRetry',
    expected:
      /false, since throttleByQueue is true: .*Consumers of v3\.2 and later.* are not modelled with a provider of v3/,
    received: 'true',
  },
  {
    title: 'a slash queue for reports alone',
    path: ['features'],
    value: { ...featurePresets.v3, vscMaturity: false },
    at: 'features.vscMaturity',
    expected: /true, since throttleByQueue is true/,
    received: 'false',
  },
  {
    title: 'a soft opt-out for too many',
    path: ['consumers', 0, 'softOptOutThreshold'],
    value: '0.2',
    at: 'consumers[0].softOptOutThreshold',
    expected: /less than 0\.2/,
    received: '0.2',
  },
  {
    title: 'more active validators than bonded ones',
    path: ['provider', 'maxProviderConsensusValidators'],
    value: 3,
    at: 'provider.maxProviderConsensusValidators',
    expected: /maxValidators \(2\)/,
    received: '3',
  },
];

test('refused: quiet blocks where consumers have to answer in time', async (t) => {
  const error = await errorFrom(spoilt('hub', ['features'], 'v4'));
  t.is(error.code, 'INSTANCE_INVALID');
  t.is(error.at, 'skipQuietBlocks');
});

test('refused: with maturity packets, what came after them', async (t) => {
  const at = async (preset: string) => (await errorFrom(spoilt(preset, ['features'], 'v4'))).at;
  t.is(await at('rewards'), 'provider.rewards');
  t.is(await at('partial'), 'provider.maxProviderConsensusValidators');
  const shaped = (shaping: object) =>
    errorFrom(spoilt('v4', ['consumers', 1, 'shaping'], shaping)).then(({ at }) => at);
  t.is(await shaped({ priority: ['v1'] }), 'consumers[1].shaping.priority');
  t.is(await shaped({ alternatives: [{ minStake: 2 }] }), 'consumers[1].shaping.alternatives[0].minStake');
  t.is(await shaped({ allowInactive: true }), 'consumers[1].shaping.allowInactive');
});

test('refused: transfers of rewards that time out before they are sent', async (t) => {
  const path = ['consumers', 0, 'rewards', 'transferTimeoutSeconds'];
  t.is((await errorFrom(spoilt('rewards', path, 1))).at, path.join('.').replace('.0', '[0]'));
});

test('refused: maturity packets with a delayed removal', async (t) => {
  const error = await errorFrom(spoilt('pair', ['features'], { ...featurePresets.v7, vscMaturity: true }));
  t.is(error.at, 'features.delayedRemoval');
});

for (const { title, path, value, at, expected, received } of rows) {
  test(`refused: ${title}`, async (t) => {
    const error = await errorFrom(spoilt('pair', path, value));
    t.is(error.code, 'INSTANCE_INVALID');
    t.is(error.at, at);
    t.regex(error.expected ?? '', expected);
    t.is(error.received, received);
    t.truthy(error.hint);
    t.true(error.message.includes(at) && error.message.includes(received));
  });
}

test('all problems are told in one message, the first one in the fields', async (t) => {
  const draft = { ...loadInstance('pair'), name: '2fast', liquidTokens: 'many' };
  const error = await errorFrom(draft);
  t.is(error.at, 'name');
  t.regex(error.message, /: name: expected .*"2fast"\n {2}also liquidTokens: expected .*"many"/);
});

test('a budget that is not named allows nothing', (t) => {
  const parsed = parseInstance(spoilt('pair', ['budgets', 'consumerFaults'], undefined), 'test');
  t.is(parsed.budgets.consumerFaults, 0);
});

for (const [field, value, at] of [
  ['lifecycle', undefined, 'consumers[1].lifecycle.start'],
  ['standalone', { validators: {}, slashFraction: '0' }, 'consumers[1].standalone.validators'],
] as const) {
  test(`a chain that changes over needs a launch and own validators: ${field}`, async (t) => {
    const error = await errorFrom(spoilt('changeover', ['consumers', 1, field], value));
    t.is(error.code, 'INSTANCE_INVALID');
    t.is(error.at, at);
  });
}

for (const [title, preset, path, value, at, expected] of [
  [
    'an owner before v6',
    'v4',
    ['consumers', 2, 'lifecycle', 'owner'],
    'account',
    'consumers[2].lifecycle.owner',
    /delayedRemoval/,
  ],
  [
    'two owners at once',
    'whole',
    ['consumers', 1, 'shaping', 'owner'],
    'governance',
    'consumers[1].shaping.owner',
    /"account", as in its lifecycle/,
  ],
] as const) {
  test(`refused: ${title}`, async (t) => {
    const error = await errorFrom(spoilt(preset, path, value));
    t.is(error.code, 'INSTANCE_INVALID');
    t.is(error.at, at);
    t.regex(error.expected ?? '', expected);
    t.is(error.received, value === 'account' ? 'account' : 'governance');
  });
}
