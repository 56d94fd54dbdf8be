import test from 'ava';
import { nearestName } from '../../src/cli/nearest-name.ts';

const names = ['valsets-converge', 'vsc-validity', 'F02', 'F12', 'meter-bounds'];
const rows: readonly (readonly [given: string, nearest: string | undefined])[] = [
  ['valset-converge', 'valsets-converge'],
  ['VSC-validity', 'vsc-validity'],
  ['f12', 'F12'],
  ['meter-bound', 'meter-bounds'],
  ['something else entirely', undefined],
  ['', undefined],
];
for (const [given, nearest] of rows) {
  test(`"${given}" may have meant ${nearest ?? 'nothing known'}`, (t) => {
    t.is(nearestName(given, names), nearest);
  });
}
