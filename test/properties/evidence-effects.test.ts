/** Goal: what becomes of evidence on its way is judged step by step. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { consumerIn, providerIn, recordIn, stepOf, validatorsWith } from './situations.ts';
import { testStep } from './test-step.ts';

const equivocation = createIcsSystem(loadInstance('equivocation'));
const [{ id: consumer = '', chainId = consumer } = {}] = equivocation.instance.consumers;

type Row = readonly [title: string, scope: string, step: ReturnType<typeof stepOf>, expected: Expected];

const sound = {
  type: 'evidenceSubmitted',
  key: 'a',
  kind: 'doubleVote',
  chainId,
  recent: true,
  conflicting: true,
  signed: true,
  unsigned: [],
};
const refused = (reason: string) => [note('evidenceRefused', { key: 'a', reason })];
const launched = recordIn();
const registered = recordIn({}, 'registered');
const deleted = recordIn({}, 'deleted');
const answer = `${consumer}: answer`;
const punish = { type: 'punishEquivocation', validator: 'a' };
const watching = { value: 'watching', context: { proofs: [] } } as unknown as LocalSnapshot<never>;

const rows: readonly Row[] = [
  ['sound evidence', answer, stepOf(launched, sound, launched), 'holds, seen'],
  [
    'old evidence',
    answer,
    stepOf(launched, { ...sound, recent: false }, launched, refused('tooOld')),
    'holds, seen',
  ],
  [
    'old evidence taken',
    answer,
    stepOf(launched, { ...sound, recent: false }, launched),
    /instead of "tooOld"/,
  ],
  [
    'unsigned evidence refused as old',
    answer,
    stepOf(launched, { ...sound, signed: false }, launched, refused('tooOld')),
    /refused as "tooOld" instead of "badSignature"/,
  ],
  [
    'votes that agree',
    answer,
    stepOf(launched, { ...sound, conflicting: false }, launched),
    /instead of "noConflict"/,
  ],
  [
    'votes for another chain',
    answer,
    stepOf(launched, { ...sound, chainId: 'elsewhere' }, launched),
    /instead of "otherChain"/,
  ],
  [
    'evidence about a consumer that is not launched yet',
    answer,
    stepOf(registered, sound, registered, refused('noClient')),
    'holds, seen',
  ],
  [
    'evidence about a deleted consumer, refused for itself',
    answer,
    stepOf(deleted, { ...sound, recent: false }, deleted, refused('tooOld')),
    /refused as "tooOld" instead of "noClient"/,
  ],
  [
    'evidence about a deleted consumer, refused in silence',
    answer,
    stepOf(deleted, sound, deleted),
    /refused as "" instead of "noClient"/,
  ],
  [
    'a tombstoned validator',
    'punishment',
    stepOf(providerIn({ validators: validatorsWith({ a: { tombstoned: true } }) }), punish, providerIn()),
    /refused as "" instead of "tombstoned"/,
  ],
  [
    'an unbonded validator',
    'punishment',
    stepOf(
      providerIn({ validators: validatorsWith({ a: { status: 'Unbonded' } }) }),
      punish,
      providerIn(),
      refused('unbonded'),
    ),
    'holds, seen',
  ],
  [
    'a validator that does not exist',
    'punishment',
    stepOf(providerIn(), { ...punish, validator: 'nobody' }, providerIn()),
    /instead of "unknownValidator"/,
  ],
  [
    'a submission',
    `${consumer}: submission`,
    stepOf(watching, { type: 'submitForgedEvidence' }, watching, [send('record', sound)]),
    'holds, seen',
  ],
  [
    'a submission that is lost',
    `${consumer}: submission`,
    stepOf(watching, { type: 'submitForgedEvidence' }, watching),
    /"submitForgedEvidence" is not handed in/,
  ],
];

for (const [title, scope, step, expected] of rows) {
  testStep({ system: equivocation, property: 'evidence-answered', scope }, title, step, expected);
}

const chain = consumerIn({
  signers: [
    { key: 'a', power: 3 },
    { key: 'b', power: 1 },
  ],
});
const reports = (...queue: readonly object[]) =>
  consumerIn({ signers: chain.context.signers, queue: queue as never });
const equivocate = (key: string, noticed: boolean, kind = 'doubleVote') => ({
  type: 'equivocate',
  key,
  kind,
  noticed,
});
const heard = [note('equivocated', {})];

for (const [title, step, expected] of [
  ['one that is noticed', stepOf(chain, equivocate('a', true), reports({}), heard), 'holds, seen'],
  ['one that is not', stepOf(chain, equivocate('a', false), chain, heard), 'holds, seen'],
  ['one that is noticed in vain', stepOf(chain, equivocate('a', true), chain, heard), /0 reports are queued/],
  ['one that nobody hears of', stepOf(chain, equivocate('a', false), chain), /nobody hears/],
  ['one of nobody', stepOf(chain, equivocate('z', false), chain, heard), /with power 0 of 4/],
  [
    'an attack by too few',
    stepOf(chain, equivocate('b', false, 'lightClientAttack'), chain, heard),
    /with power 1 of 4/,
  ],
  [
    'a second report',
    stepOf(consumerIn({ outstanding: ['a'] }), { type: 'queueUnknownVscReport', key: 'a' }, reports({})),
    /a second report about a/,
  ],
  ['a report that is lost', stepOf(chain, { type: 'byzantineReport' }, chain), /is not queued/],
] satisfies readonly (readonly [string, ReturnType<typeof stepOf>, Expected])[]) {
  const judgedBy = { system: equivocation, property: 'infractions-reported-as-noticed', scope: consumer };
  testStep(judgedBy, title, step, expected);
}

for (const [property, type] of [
  ['padded-evidence-handed-in', 'submitPaddedEvidence'],
  ['twin-votes-handed-in', 'submitTwinVotes'],
] as const) {
  test(`${property}: it is handed in, or missed`, (t) => {
    const check = checkOf(equivocation, property, consumer);
    const handedIn = stepOf(watching, { type }, watching, [send('record', sound)]);
    assertJudgement(t, judgeStep(check, handedIn), 'holds, seen');
    assertJudgement(t, judgeStep(check, stepOf(watching, { type }, watching)), /is not handed in/);
  });
}
