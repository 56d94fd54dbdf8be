/** Whatever a user gets wrong ends with exit code 2 and one message that says what, where and what would be right. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'ics-check-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const plainFile = file('plain.txt', 'not a folder');

const rows: readonly (readonly [title: string, argv: readonly string[], code: string, message: RegExp])[] = [
  ['no command', [], 'USAGE_BAD_ARGUMENT', /no command[^]*one of test, verify, replay/],
  ['an unknown command', ['tset'], 'USAGE_BAD_ARGUMENT', /no command "tset"[^]*did you mean test\?/],
  [
    'an unknown flag',
    ['test', '--prperty', 'x'],
    'USAGE_BAD_ARGUMENT',
    /--prperty[^]*did you mean --property\?/,
  ],
  ['a flag without its value', ['test', '--runs'], 'USAGE_BAD_ARGUMENT', /--runs <n>/],
  ['an argument too many', ['test', 'pair'], 'USAGE_BAD_ARGUMENT', /too many arguments/],
  [
    'an unknown property',
    ['test', '--property', 'cools-dwon'],
    'USAGE_UNKNOWN_NAME',
    /property "cools-dwon"[^]*did you mean cools-down\?/,
  ],
  ['an unknown fault', ['test', '--fault', 'F99'], 'USAGE_UNKNOWN_NAME', /fault "F99"/],
  ['an unknown fault to try', ['faults', '--fault', 'F99'], 'USAGE_UNKNOWN_NAME', /fault "F99"/],
  ['an unknown fault to replay with', ['replay', '--fault', 'F99', 'x'], 'USAGE_UNKNOWN_NAME', /fault "F99"/],
  [
    'negative runs',
    ['test', '--runs', '-3'],
    'USAGE_BAD_ARGUMENT',
    /--runs cannot be "-3"[^]*whole number from 1/,
  ],
  ['no runs', ['test', '--runs', '0'], 'USAGE_BAD_ARGUMENT', /--runs cannot be "0"/],
  ['half a step', ['test', '--steps', '1.5'], 'USAGE_BAD_ARGUMENT', /--steps cannot be "1.5"/],
  ['a number of runs in hexadecimal', ['test', '--runs', '0x10'], 'USAGE_BAD_ARGUMENT', /--runs/],
  [
    'a seed that is no number',
    ['test', '--seed', 'abc'],
    'USAGE_BAD_ARGUMENT',
    /--seed cannot be "abc"[^]*or "random"/,
  ],
  ['a seed too large', ['test', '--seed', '4294967296'], 'USAGE_BAD_ARGUMENT', /--seed/],
  ['a malformed instance', ['test', '--instance', plainFile], 'INSTANCE_INVALID', /not a room/],
  [
    'a file where the folder should be',
    ['test', '--out', plainFile],
    'FILE_UNUSABLE',
    /cannot write to the folder[^]*--out/,
  ],
  [
    'a folder below a file',
    ['test', '--out', join(plainFile, 'x')],
    'FILE_UNUSABLE',
    /cannot write to the folder/,
  ],
  [
    'a folder that nobody can make',
    ['test', '--out', '/proc/ics-check/x'],
    'FILE_UNUSABLE',
    /cannot write to the folder/,
  ],
  [
    'a report in a folder that is not there',
    ['test', '--junit', join(folder, 'no', 'x.xml')],
    'FILE_UNUSABLE',
    /cannot write the file/,
  ],
  ['a report that is a folder', ['test', '--sarif', folder], 'FILE_UNUSABLE', /cannot write the file/],
  [
    'faults named and denied',
    ['replay', 'x.itf.json', '--fault', 'F27', '--no-faults'],
    'USAGE_BAD_ARGUMENT',
    /contradict each other/,
  ],
  ['no trace', ['replay'], 'USAGE_BAD_ARGUMENT', /missing required argument 'trace'/],
  [
    'a trace that is not there',
    ['replay', join(folder, 'x.itf.json')],
    'FILE_UNUSABLE',
    /cannot read the trace/,
  ],
  ['a trace that is a folder', ['replay', folder], 'FILE_UNUSABLE', /cannot read the trace/],
  [
    'a truncated trace',
    ['replay', file('cut.itf.json', '{"#meta": {"format": "ITF"')],
    'TRACE_INVALID',
    /not complete JSON/,
  ],
  [
    'a trace of another tool',
    ['replay', file('foreign.itf.json', '{"#meta":{},"vars":["x"],"states":[{"x":1}]}')],
    'TRACE_INVALID',
    /trace of another tool/,
  ],
  [
    'JSON that is no trace',
    ['replay', file('list.json', '[]')],
    'TRACE_INVALID',
    /not a trace of this program/,
  ],
  ...['symbolic', 'other'].map(
    (engine) =>
      [`engine ${engine}`, ['verify', '--engine', engine], 'USAGE_BAD_ARGUMENT', /explicit/] as const,
  ),
  ['no states', ['verify', '--max-states', '0'], 'USAGE_BAD_ARGUMENT', /--max-states cannot be "0"/],
  ['half a megabyte', ['verify', '--max-memory', '0.5'], 'USAGE_BAD_ARGUMENT', /--max-memory/],
  ['negative seconds', ['verify', '--max-seconds', '-1'], 'USAGE_BAD_ARGUMENT', /--max-seconds/],
  ['no worker', ['verify', '--workers', '0'], 'USAGE_BAD_ARGUMENT', /--workers/],
  [
    'an unknown property to verify',
    ['verify', '--property', 'deadlock-fre'],
    'USAGE_UNKNOWN_NAME',
    /did you mean deadlock-free\?/,
  ],
  ['an unknown fault to verify', ['verify', '--fault', 'F99'], 'USAGE_UNKNOWN_NAME', /fault "F99"/],
  [
    'a system and an instance',
    ['verify', '--system', 'x.ts', '--instance', 'room'],
    'USAGE_BAD_ARGUMENT',
    /--system and --instance contradict/,
  ],
  [
    'a system and a fault',
    ['verify', '--system', 'x.ts', '--fault', 'H01'],
    'USAGE_BAD_ARGUMENT',
    /--system and --fault contradict/,
  ],
  [
    'a system that is not there',
    ['verify', '--system', join(folder, 'x.ts')],
    'FILE_UNUSABLE',
    /no system file/,
  ],
  ['a report of a list', ['list', 'faults', '--sarif', 'x'], 'USAGE_BAD_ARGUMENT', /--json[^]*test, verify/],
  ['something unknown to list', ['list', 'peers'], 'USAGE_BAD_ARGUMENT', /instances, properties, faults/],
];
for (const [title, argv, code, message] of rows) {
  test(title, async (t) => {
    const { code: exitCode, stdout, stderr } = await runCaptured(argv);
    t.is(exitCode, 2, stderr);
    t.is(stdout, '');
    t.true(stderr.startsWith(`error[${code}]: `), stderr);
    t.regex(stderr, message);
    t.is(stderr.match(/^error\[/gm)?.length, 1, 'one message');
    t.notRegex(stderr, /^\s+at .*\(.*:\d+:\d+\)/m, 'no stack trace');
  });
}
