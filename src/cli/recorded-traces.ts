/** The golden traces of findings that come with the package. */
import { readdirSync, readFileSync } from 'node:fs';
import type { RecordedTrace } from './catalogue.ts';

const folder = 'traces/findings';
const ending = '.itf.json';

/**
 * Traces of a finding as the property shows it: `<finding>-<property>.itf.json`, which is the shortest that is known, then
 * those named `<finding>-<property>.<instance>.itf.json`, of instances on which it goes another way.
 */
export function recordedTraces(finding: string, property: string): readonly RecordedTrace[] {
  const name = `${finding}-${property}`;
  const url = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((file) => file.endsWith(ending) && file.split('.')[0] === name)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(new URL(file, url), 'utf8') }));
}
