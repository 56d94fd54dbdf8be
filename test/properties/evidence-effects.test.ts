/** Goal: what becomes of evidence on its way is judged step by step. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { providerIn, recordIn, stepOf, validatorsWith } from './situations.ts';

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
  test(`evidence-answered: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(equivocation, 'evidence-answered', scope), step), expected);
  });
}
