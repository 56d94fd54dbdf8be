/**
 * Goal: the traces under traces/ say what they said when they were recorded: every event is taken, every state and
 * message is the same, the property is violated (or its situation reached) at the end. Traces of faults need the fault:
 * the sound protocol departs from them. And a change of any one recorded state is noticed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { faults } from '../../model/faults/index.ts';
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { loadInstance, presetsToSearch } from '../../model/load-instance.ts';
import { parseInstance } from '../../model/parse-instance.ts';
import { properties, propertyById } from '../../properties/index.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { parseTrace } from '../../src/trace/itf-document.ts';
import { replayTrace } from '../../src/trace/replay-trace.ts';
import type { Trace } from '../../src/trace/trace.ts';

function tracesIn(folder: string): readonly (readonly [file: string, trace: Trace])[] {
  return readdirSync(`traces/${folder}`)
    .filter((file) => file.endsWith('.itf.json'))
    .map((file) => [file, parseTrace(readFileSync(`traces/${folder}/${file}`, 'utf8'), file)]);
}

function replay(trace: Trace, faultIds: readonly string[] = trace.meta.faults, played: Trace = trace) {
  const subject: IcsSystem = createIcsSystem(parseInstance(trace.meta.instance, 'trace'), { faults: faultIds });
  const checks = propertyById(trace.meta.property)
    .checks(subject)
    .filter(({ scope }) => scope === trace.meta.scope);
  return replayTrace(defineSystem(subject.definition), played, checks);
}

for (const folder of ['faults', 'findings', 'witnesses']) {
  for (const [file, trace] of tracesIn(folder)) {
    test(`${folder}/${file} replays exactly`, (t) => {
      const { reproduced, sameMachines, divergence } = replay(trace);
      t.is(divergence, undefined);
      t.true(reproduced && sameMachines);
    });
  }
}

for (const [file, trace] of tracesIn('faults')) {
  test(`faults/${file} is no trace of the sound protocol`, (t) => {
    const { reproduced, divergence } = replay(trace, []);
    t.false(reproduced);
    t.true((divergence?.step ?? -1) >= 0);
  });
}

test('an altered state is named with its step, component and field', (t) => {
  const [[, trace] = []] = tracesIn('faults').filter(([file]) => file.startsWith('F27'));
  if (trace === undefined) throw new Error('no trace of F27');
  const provider = trace.components.indexOf('provider');
  const steps = trace.steps.map((step, at) =>
    at !== 3
      ? step
      : {
          ...step,
          snapshots: step.snapshots.map((snapshot, index) =>
            index === provider
              ? { ...snapshot, context: { ...(snapshot.context as object), liquidTokens: 99 } }
              : snapshot,
          ),
        },
  );
  const { divergence } = replay(trace, trace.meta.faults, { ...trace, steps });
  t.is(divergence?.step, 4);
  t.is(divergence?.component, 'provider');
  t.regex(divergence?.path ?? '', /liquidTokens/);
});

test('every fault that is to be caught, every finding and every reachable witness has a golden trace', (t) => {
  const withTrace = (folder: string) => new Set(tracesIn(folder).map(([, { meta }]) => meta.faults[0] ?? meta.property));
  // A state of the hub alone is half a megabyte: its situations are reached, but not kept.
  const subjects = presetsToSearch().map((name) => createIcsSystem(loadInstance(name)));
  const recorded = withTrace('faults');
  t.deepEqual(
    faults.filter(({ id, caughtBy }) => caughtBy.length > 0 && !recorded.has(id)).map(({ id }) => id),
    [],
  );
  const found = withTrace('findings');
  const shown = properties.filter(
    ({ finding, expected }) =>
      finding !== undefined && subjects.some((subject) => expected(subject) === 'violated'),
  );
  t.deepEqual(
    shown.filter(({ id }) => !found.has(id)).map(({ id }) => id),
    [],
  );
  const reached = withTrace('witnesses');
  const applicable = properties.filter(({ kind, checks }) => kind === 'reachable' && subjects.some((subject) => checks(subject).length > 0));
  t.deepEqual(
    applicable.filter(({ id }) => !reached.has(id)).map(({ id }) => id),
    [],
  );
});

for (const [file, { meta }] of tracesIn('findings')) {
  const [, preset = ''] = file.split('.');
  if (preset === 'itf') continue;
  test(`findings/${file} is told on ${preset} as it is`, (t) => {
    t.deepEqual(meta.instance, JSON.parse(JSON.stringify(loadInstance(preset))));
  });
}
