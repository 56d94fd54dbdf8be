import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ForeignFormat } from '../../src/cli/catalogue.ts';
import { CheckerError } from '../../src/errors/checker-error.ts';
import { heatingCatalogue } from './heating-catalogue.ts';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-foreign-'));
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A format whose files say themselves what becomes of them. */
const oracle: ForeignFormat = {
  id: 'oracle',
  replay: (bytes, source, faults) => {
    const text = new TextDecoder().decode(bytes);
    const base = { steps: 3, events: 5, rules: { 'colour-of-paint': 2 } };
    if (text === 'fine' && faults.length === 0) return { ...base, followed: 3 };
    if (text === 'nonsense') throw new CheckerError('TRACE_INVALID', 'not a trace', { at: source });
    const stuck = { step: 2, action: 'Warm {}', field: '', trace: 'Warm {}', run: 'the door is open' };
    const differs = { step: 3, action: 'Cool {}', field: 'degrees', trace: '1', run: '2' };
    return { ...base, followed: 1, divergence: text === 'stuck' ? stuck : differs };
  },
};
const catalogue = { ...heatingCatalogue(), foreignFormats: [oracle] };
const fine = file('fine', 'fine');
const replay = (...argv: readonly string[]) =>
  runCaptured(['replay', '--format', 'oracle', ...argv], catalogue);

test('a trace that is followed to its end: exit code 0, with the rules that were needed', async (t) => {
  const { code, stdout } = await replay(fine);
  t.is(code, 0);
  t.is(stdout, `reproduced: ${fine}, 3 steps, 5 events here\n  bridged: colour-of-paint (2)\n`);
  t.is((await replay(fine, '--quiet')).stdout, '');
});

test('a difference that no rule explains: exit code 1, with step, action, field and both values', async (t) => {
  const { code, stdout } = await replay(fine, file('differs', 'differs'));
  t.is(code, 1);
  t.regex(
    stdout,
    /at step 3 of 3\n {4}action: +Cool \{\}\n {4}field: +degrees\n {4}trace: +1\n {4}run: +2\n$/,
  );
});

test('an action that cannot be followed: exit code 1, with the reason', async (t) => {
  const { code, stdout } = await replay(file('stuck', 'stuck'));
  t.is(code, 1);
  t.regex(stdout, /action: +Warm \{\}\n +run: +cannot follow: the door is open/);
});

test('a fault is switched on', async (t) => {
  t.is((await replay(fine, '--fault', 'H01')).code, 1);
});

test('a file that is no trace: exit code 2, and the others are replayed', async (t) => {
  const { code, stdout, stderr } = await replay(file('nonsense', 'nonsense'), join(folder, 'absent'), fine);
  t.is(code, 2);
  t.regex(stderr, /TRACE_INVALID[^]*FILE_UNUSABLE/);
  t.regex(stdout, /^reproduced/);
});

test('as JSON', async (t) => {
  const { stdout } = await replay(fine, file('differs', 'differs'), '--json');
  const document = JSON.parse(stdout);
  t.like(document, { command: 'replay', format: 'oracle' });
  t.deepEqual(document.traces[0], {
    trace: fine,
    outcome: 'reproduced',
    steps: 3,
    followed: 3,
    events: 5,
    rules: { 'colour-of-paint': 2 },
    divergence: null,
  });
  t.like(document.traces[1], { outcome: 'diverged', divergence: { step: 3, field: 'degrees' } });
});

test('formats that are not there, or not together with a system file', async (t) => {
  const unknown = await runCaptured(['replay', '--format', 'oracel', fine], catalogue);
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /did you mean oracle/);
  const both = await replay(fine, '--system', fine);
  t.is(both.code, 2);
  t.regex(both.stderr, /--format and --system contradict each other/);
});
