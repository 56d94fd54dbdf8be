/** Goal: findings that are too rare for the runs of a test count by their recorded traces, told again on the same system. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openOutputFolder } from '../../src/cli/output-files.ts';
import { rehearseFindings } from '../../src/cli/rehearse-findings.ts';
import { always } from '../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import type { TestReport } from '../../src/report/test-report.ts';
import type { PropertyResult } from '../../src/search/result.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { formatTrace } from '../../src/trace/itf-document.ts';
import { recordTrace, type RecordingMeta } from '../../src/trace/record-trace.ts';
import type { ThermostatContext } from '../models/heating.ts';
import { ladderWith, neverEight } from '../models/ladder.ts';
import { heatingCatalogue } from './heating-catalogue.ts';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-'));
const small = ['--runs', '40', '--steps', '15'];
const out = (name: string): readonly string[] => ['--out', join(folder, name)];

/** Takes more steps than the tests below let the runs have. */
const neverFour: PropertyDefinition<unknown> = {
  ...always({
    id: 'never-four',
    statement: 'The room never has four degrees.',
    expected: 'violated',
    reads: ['thermostat'],
    holds: ({ context }: LocalSnapshot<ThermostatContext>) => context.degrees < 4,
  }),
  finding: { id: 'H1', restoredBy: 'never-too-warm', assumption: 'five degrees are meant' },
};

async function testedInFewSteps(change: (trace: string) => string, args: readonly string[] = []) {
  const only = ['--property', 'never-four'];
  await runCaptured(['test', ...small, ...only, ...out('long')], heatingCatalogue([neverFour]));
  const text = change(readFileSync(join(folder, 'long', 'never-four.itf.json'), 'utf8'));
  const catalogue = heatingCatalogue([neverFour], () => [{ file: 'traces/H1.itf.json', text }]);
  const few = ['--runs', '10', '--steps', '3', ...only, ...args, ...out('few')];
  return runCaptured(['test', '--json', ...few], catalogue);
}

test('test: a finding too rare for these runs is told from its record', async (t) => {
  const { code, stdout } = await testedInFewSteps((text) => text);
  t.is(code, 0);
  const [property] = JSON.parse(stdout).properties;
  t.like(property, { verdict: 'violated', expected: 'violated', path: null });
  t.deepEqual(property.reasons, ['these runs did not come upon it: told from its record traces/H1.itf.json']);
  t.is((await runCaptured(['replay', property.trace], heatingCatalogue([neverFour]))).code, 0);
});

test('test: a record that cannot be told on this system, or breaks nothing, leaves the finding open', async (t) => {
  const otherEvent = await testedInFewSteps((text) => text.replaceAll('"warm"', '"explode"'));
  const tooShort = await testedInFewSteps((text) => {
    const document = JSON.parse(text);
    document.states.pop();
    return JSON.stringify(document);
  });
  for (const { code, stdout } of [otherEvent, tooShort]) {
    t.is(code, 3);
    t.is(JSON.parse(stdout).properties[0].verdict, 'not-violated');
  }
});

test('test: no record is told where one run is asked for, or a fault is on', async (t) => {
  t.is((await testedInFewSteps((text) => text, ['--path', '2'])).code, 3);
  const { stdout } = await testedInFewSteps((text) => text, ['--fault', 'H01']);
  t.is(JSON.parse(stdout).properties[0].verdict, 'not-violated');
});

test('test: a record that costs more than any run may is not told', (t) => {
  const told = (leaps: number, recordedLeaps: number): string => {
    const events = Array.from({ length: 8 - recordedLeaps }, (_, at) => ({
      to: 'ladder',
      event: { type: at < recordedLeaps ? 'leap' : 'step' },
    }));
    const meta: RecordingMeta = {
      instance: { name: 'ladder' },
      features: {},
      faults: [],
      engine: 'random',
      seed: 1,
      property: neverEight.id,
      scope: '',
      verdict: 'violated',
      message: '',
    };
    const text = formatTrace(recordTrace(ladderWith(9), meta, events));
    const { findings, ...catalogue } = heatingCatalogue([neverEight as PropertyDefinition<unknown>]);
    const system = ladderWith(leaps);
    const checkable = { ...catalogue.open('room', { faults: [] }), system, budgetBounds: { leaps } };
    const missed: PropertyResult = {
      id: neverEight.id,
      kind: 'always',
      verdict: 'not-violated',
      expected: 'violated',
      reasons: [],
      witnesses: 1,
      excludedRuns: 0,
    };
    const report = { faulty: false, properties: [{ definition: neverEight, result: missed }] };
    const [property] = rehearseFindings(
      { ...catalogue, findings: { ...findings, recorded: () => [{ file: 'ladder.itf.json', text }] } },
      checkable,
      report as unknown as TestReport,
      openOutputFolder(join(folder, 'ladder')),
    ).properties;
    return property?.result.verdict ?? '';
  };
  t.is(told(4, 4), 'violated');
  t.is(told(3, 4), 'not-violated');
  t.is(told(3, 3), 'violated');
});
