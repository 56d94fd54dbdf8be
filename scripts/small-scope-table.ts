/**
 * How verdicts and the number of states depend on the size of the world and on the version of the protocol: verifies all
 * properties for some versions, validators, consumers and budgets, and writes docs/results/small-scope.md. `npx tsx scripts/small-scope-table.ts [--seconds N]`.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { featurePresets } from '../model/features.ts';
import { createIcsSystem } from '../model/ics-system.ts';
import { type Instance, type Scope, withinScope } from '../model/instance.ts';
import { loadInstance } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import { verifyExhaustively } from '../src/search/explicit-engine.ts';
import { defineSystem } from '../src/system/define-system.ts';

const budgets: readonly Scope['budgets'][] = [
  {},
  { stakingOperations: 1 },
  { consumerDowntimes: 1 },
  { consumerDowntimes: 1, unjailings: 1 },
  { consumerDowntimes: 1, providerDoubleSigns: 1 },
  { consumerDowntimes: 1, stakingOperations: 1 },
  { consumerDowntimes: 2 },
];

interface Size {
  readonly version: keyof typeof featurePresets;
  readonly validators: number;
  readonly consumers: number;
}

const versions = Object.keys(featurePresets) as readonly Size['version'][];

const sizes: readonly Size[] = versions.flatMap((version) =>
  // Two consumers only for the baseline, which is the one that most questions are about.
  (version === 'v7' ? [1, 2] : [1]).flatMap((consumers) =>
    [2, 3].map((validators) => ({ version, validators, consumers })),
  ),
);

/** `minimal` with so many equal validators, the first of them stronger, and so many equal consumers. */
function sized({ version, validators, consumers }: Size): Instance {
  const minimal = loadInstance('minimal');
  const [strong, weak] = minimal.validators;
  const [consumer] = minimal.consumers;
  if (strong === undefined || weak === undefined || consumer === undefined)
    throw new Error('minimal is too small');
  return {
    ...minimal,
    features: version,
    provider: { ...minimal.provider, maxValidators: validators, maxProviderConsensusValidators: validators },
    validators: [
      strong,
      ...Array.from({ length: validators - 1 }, (_, index) => ({ ...weak, id: `v${String(index + 2)}` })),
    ],
    consumers: Array.from({ length: consumers }, (_, index) => ({
      ...consumer,
      id: `c${String(index + 1)}`,
    })),
  };
}

async function rowFor(size: Size, bounds: Scope['budgets'], maxSeconds: number): Promise<string> {
  const { version, validators, consumers } = size;
  const instance = withinScope(sized(size), {
    name: 'cell',
    description: 'one cell of the table',
    channelExpiry: 'never',
    maxVscsInFlight: 0,
    budgets: bounds,
  });
  const subject = createIcsSystem(instance);
  const result = await verifyExhaustively({
    scopes: [{ name: '', system: defineSystem(subject.definition), subject }],
    subject,
    properties,
    limits: { maxSeconds },
  });
  const count = (verdict: string): number =>
    result.properties.filter((property) => property.verdict === verdict).length;
  const violated = result.properties.flatMap(({ id, violation }) =>
    violation === undefined ? [] : [`${id} (${String(violation.events.length)})`],
  );
  const [plain] = result.passes;
  const words = Object.entries(bounds).map(([name, bound]) => `${String(bound)} ${name}`);
  process.stdout.write(
    `${version}, ${String(validators)} x ${String(consumers)}, ${words.join(', ')}: ${result.seconds.toFixed(1)} s\n`,
  );
  const cells = [
    version,
    validators,
    consumers,
    words.join(', ') || 'blocks and relaying only',
    count('holds'),
    violated.join(', ') || 'none',
    count('vacuous'),
    count('inconclusive'),
    plain === undefined ? '-' : `${String(plain.distinct)}${plain.complete ? '' : ' (not complete)'}`,
    result.seconds.toFixed(1),
  ];
  return `| ${cells.map(String).join(' | ')} |`;
}

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const rows: string[] = [];
for (const size of sizes) {
  for (const bounds of budgets) rows.push(await rowFor(size, bounds, Number(values.seconds)));
}
const page = [
  '# Small-scope table',
  '',
  `Made by \`npx tsx scripts/small-scope-table.ts --seconds ${values.seconds}\`. Each row verifies all properties for a version of the protocol, so many validators and equal consumers, the parameters of \`minimal\`, and at most so many operations; packets and clients do not expire, and the provider waits for its VSCs to arrive. \`violated\` gives the length of the shortest trace in brackets, \`vacuous\` counts properties whose situation the bounds leave no room for, \`open\` those that the limit of ${values.seconds} seconds left undecided. States are those of the system without observers.`,
  '',
  '| version | validators | consumers | at most | hold | violated | vacuous | open | states | seconds |',
  '| --- | ---: | ---: | --- | ---: | --- | ---: | ---: | ---: | ---: |',
  ...rows,
  '',
].join('\n');
const path = new URL('../docs/results/small-scope.md', import.meta.url);
await writeFile(path, await format(page, { parser: 'markdown' }));
