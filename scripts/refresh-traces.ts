/**
 * Plays the events of every golden trace on the machines as they are now and writes down again what happens: states,
 * messages and the digest of the machines. For changes that leave the story alone (a description, one more component);
 * a trace that no longer shows what it was recorded for is left as it is and named, for record-traces.ts to replace.
 *
 *   npx tsx scripts/refresh-traces.ts [FILE...]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { absoluteClock } from '../model/absolute-clock.ts';
import { createIcsSystem } from '../model/ics-system.ts';
import { parseInstance } from '../model/parse-instance.ts';
import { propertyById } from '../properties/index.ts';
import { defineSystem } from '../src/system/define-system.ts';
import type { JsonRecord } from '../src/system/json.ts';
import { formatTrace, parseTrace } from '../src/trace/itf-document.ts';
import { recordTrace } from '../src/trace/record-trace.ts';
import { replayTrace } from '../src/trace/replay-trace.ts';

const given = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : ['faults', 'findings', 'witnesses'].flatMap((folder) =>
        readdirSync(`traces/${folder}`)
          .filter((name) => name.endsWith('.itf.json'))
          .map((name) => `traces/${folder}/${name}`),
      );

let lost = 0;
for (const file of files) {
  const before = readFileSync(file, 'utf8');
  try {
    const after = refreshed(file, before);
    if (after === before) continue;
    writeFileSync(file, after);
    console.log(`${file}: refreshed`);
  } catch (error) {
    lost += 1;
    console.log(`${file}: LOST, ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${String(files.length)} traces, ${String(lost)} lost`);
process.exitCode = lost === 0 ? 0 : 1;

/** @throws Error, CheckerError where the present machines do not tell this story. */
function refreshed(file: string, text: string): string {
  const { meta, steps, loopsTo } = parseTrace(text, file);
  const instance = parseInstance(meta.instance, file);
  const subject = createIcsSystem(instance, { faults: meta.faults });
  const system = defineSystem(subject.definition);
  const { system: _system, machines: _machines, ...kept } = meta;
  const trace = recordTrace(
    system,
    {
      ...kept,
      instance: JSON.parse(JSON.stringify(instance)) as JsonRecord,
      features: JSON.parse(JSON.stringify(subject.features)) as JsonRecord,
    },
    steps.map(({ chosen }) => chosen),
    { loopsTo, clock: absoluteClock(instance) },
  );
  const checks = propertyById(meta.property)
    .checks(subject)
    .filter(({ scope }) => scope === meta.scope);
  const { divergence } = replayTrace(system, trace, checks);
  if (divergence !== undefined) throw new Error(divergence.message);
  return formatTrace(trace);
}
