/**
 * The file form of a trace: JSON in the Informal Trace Format (Apalache ADR-015), so that existing viewers open it.
 * What a replay needs beyond the states sits in `#meta`, of the document and of each state. Reading trusts nothing: a file
 * may be cut short, made by another tool, or made to do harm.
 */
import { z } from 'zod';
import { CheckerError } from '../errors/checker-error.ts';
import type { JsonRecord, JsonValue } from '../system/json.ts';
import type { LocalSnapshot, MachineEvent } from '../system/vocabulary.ts';
import { decodeItf, encodeItf } from './itf-value.ts';
import type { Trace, TraceStep } from './trace.ts';

const formatDescription = 'https://apalache-mc.org/docs/adr/015adr-trace.html';
/** Raised when a reader of older files would misunderstand newer ones. */
const formatVersion = 1;
/** Characters. A trace of ours is far smaller; a file of this size is not worth the memory. */
const longestText = 256 * 1024 * 1024;
const deepestMeta = 64;

const eventSchema = z.looseObject({ type: z.string().min(1) });
const jsonRecordSchema = z.record(z.string(), z.unknown());
const messageSchema = z.strictObject({
  component: z.string(),
  sender: z.string(),
  event: eventSchema,
  notes: z.array(eventSchema).default([]),
});
const certificateLine = { name: z.string(), strength: z.enum(['weak', 'strong']), component: z.string() };
const loopPosition = z.int().min(0);
const fairnessSchema = z.strictObject({
  set: z.string().nullable(),
  opensAt: z.int().min(0),
  lines: z.array(
    z.discriminatedUnion('reason', [
      z.strictObject({ ...certificateLine, reason: z.literal('taken'), event: loopPosition }),
      z.strictObject({
        ...certificateLine,
        reason: z.literal('disabled'),
        before: loopPosition,
        spent: z.array(z.string()),
      }),
      z.strictObject({ ...certificateLine, reason: z.literal('never-enabled'), spent: z.array(z.string()) }),
    ]),
  ),
});
const initialMetaSchema = z.strictObject({ index: z.literal(0), clock: jsonRecordSchema });
const stepMetaSchema = z.strictObject({
  index: z.int().min(1),
  to: z.string(),
  event: eventSchema,
  messages: z.array(messageSchema).min(1),
  clock: jsonRecordSchema,
});
const metaSchema = z.strictObject({
  format: z.literal('ITF'),
  'format-description': z.string(),
  description: z.string(),
  'ics-check': z.strictObject({
    version: z.literal(formatVersion),
    system: z.string(),
    instance: jsonRecordSchema,
    features: jsonRecordSchema,
    faults: z.array(z.string()),
    engine: z.string(),
    seed: z.int().nullable(),
    property: z.string(),
    scope: z.string(),
    verdict: z.enum(['violated', 'witnessed']),
    message: z.string(),
    closing: z.strictObject({ id: z.string(), from: z.int().min(0) }).optional(),
    fairness: fairnessSchema.optional(),
    attempt: z.strictObject({ to: z.string(), event: eventSchema }).optional(),
    machines: z.string(),
  }),
});
const documentSchema = z.strictObject({
  '#meta': metaSchema,
  vars: z.array(z.string()).min(1),
  states: z.array(z.record(z.string(), z.unknown())).min(1),
  loop: z.int().min(0).optional(),
});

/** The document of a trace, ready for `JSON.stringify`. */
function encodeTrace(trace: Trace): JsonRecord {
  const { meta } = trace;
  const state = (stateMeta: JsonRecord, snapshots: readonly LocalSnapshot[]): JsonRecord => ({
    '#meta': stateMeta,
    ...Object.fromEntries(trace.components.map((id, index) => [id, encodeItf(snapshots[index])])),
  });
  return {
    '#meta': {
      format: 'ITF',
      'format-description': formatDescription,
      description: `ics-check: ${meta.property}${meta.scope === '' ? '' : ` (${meta.scope})`} ${meta.verdict}`,
      'ics-check': { version: formatVersion, ...(meta as unknown as JsonRecord) },
    },
    vars: trace.components,
    states: [
      state({ index: 0, clock: trace.initialClock }, trace.initial),
      ...trace.steps.map((step, index) => state(stepMeta(step, index + 1), step.snapshots)),
    ],
    ...(trace.loopsTo === undefined ? {} : { loop: trace.loopsTo }),
  };
}

/** Text of the trace file: one line a state, so that two traces can be compared with ordinary tools. */
export function formatTrace(trace: Trace): string {
  const document = encodeTrace(trace);
  const states = document['states'] as readonly JsonValue[];
  const lines = states.map((state) => `    ${JSON.stringify(state)}`).join(',\n');
  const loop = trace.loopsTo === undefined ? '' : `,\n  "loop": ${trace.loopsTo}`;
  const meta = JSON.stringify(document['#meta'], null, 2).replaceAll('\n', '\n  ');
  return `{\n  "#meta": ${meta},\n  "vars": ${JSON.stringify(document['vars'])},\n  "states": [\n${lines}\n  ]${loop}\n}\n`;
}

/**
 * The trace in the text of a file.
 * @param source what to call the text in errors, its path usually
 * @throws CheckerError TRACE_INVALID
 */
export function parseTrace(text: string, source: string): Trace {
  if (text.length > longestText) {
    throw invalid(source, 'is too large for a trace', `at most ${longestText} characters`, `${text.length}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CheckerError('TRACE_INVALID', 'the file is not complete JSON', {
      at: source,
      expected: 'a trace in ITF, as written by `ics-check test`',
      received: cause instanceof Error ? cause.message : String(cause),
      hint: 'record the trace again; it may have been cut short',
      cause,
    });
  }
  if (deeperThan(json, deepestMeta)) {
    throw invalid(source, 'is nested too deeply for a trace', `at most ${deepestMeta} levels`, 'more');
  }
  return traceOfDocument(json, source);
}

function traceOfDocument(json: unknown, source: string): Trace {
  const document = parseWith(documentSchema, json, source, '', foreignHint(json));
  const components = document.vars;
  if (new Set(components).size !== components.length) {
    throw invalid(`${source}: vars`, 'names a component twice', 'different names', components.join(', '));
  }
  const snapshots = document.states.map((state, index) =>
    snapshotsOf(state, components, `${source}: states[${index}]`),
  );
  const [initial, ...rest] = document.states;
  const initialMeta = parseWith(initialMetaSchema, initial?.['#meta'], source, 'states[0].#meta');
  const steps = rest.map((state, position): TraceStep => {
    const index = position + 1;
    const at = `states[${index}].#meta`;
    const meta = parseWith(stepMetaSchema, state['#meta'], source, at);
    if (meta.index !== index)
      throw invalid(`${source}: ${at}.index`, 'is out of order', `${index}`, `${meta.index}`);
    return {
      chosen: { to: meta.to, event: meta.event },
      messages: meta.messages,
      snapshots: snapshots[index] ?? [],
      clock: meta.clock as JsonRecord,
    };
  });
  if (document.loop !== undefined && document.loop > steps.length) {
    throw invalid(
      `${source}: loop`,
      'points behind the last step',
      `at most ${steps.length}`,
      `${document.loop}`,
    );
  }
  const { version: _version, closing, fairness, attempt, ...meta } = document['#meta']['ics-check'];
  return {
    meta: {
      ...meta,
      instance: meta.instance as JsonRecord,
      features: meta.features as JsonRecord,
      ...(closing === undefined ? {} : { closing }),
      ...(fairness === undefined ? {} : { fairness }),
      ...(attempt === undefined ? {} : { attempt }),
    },
    components,
    initial: snapshots[0] ?? [],
    initialClock: initialMeta.clock as JsonRecord,
    steps,
    ...(document.loop === undefined ? {} : { loopsTo: document.loop }),
  };
}

function stepMeta(step: TraceStep, index: number): JsonRecord {
  return {
    index,
    to: step.chosen.to,
    event: eventJson(step.chosen.event),
    messages: step.messages.map(({ component, sender, event, notes }) => ({
      component,
      sender,
      event: eventJson(event),
      ...(notes.length === 0 ? {} : { notes: notes.map(eventJson) }),
    })),
    clock: step.clock,
  };
}

/** Events are JSON data by the rules of the system; here the type is told so. */
function eventJson(event: MachineEvent): JsonRecord {
  return event as JsonRecord;
}

function snapshotsOf(
  state: Readonly<Record<string, unknown>>,
  components: readonly string[],
  at: string,
): readonly LocalSnapshot[] {
  const unknown = Object.keys(state).find((name) => name !== '#meta' && !components.includes(name));
  if (unknown !== undefined)
    throw invalid(at, 'has a variable that vars does not name', components.join(', '), unknown);
  return components.map((id): LocalSnapshot => {
    if (!Object.hasOwn(state, id))
      throw invalid(at, `lacks the variable ${id}`, components.join(', '), 'nothing');
    const decoded = decodeItf(state[id], `${at}.${id}`);
    const snapshot = decoded as { readonly value?: unknown; readonly context?: unknown } | null;
    const valid =
      typeof snapshot === 'object' &&
      snapshot !== null &&
      Object.keys(snapshot).sort().join() === 'context,value' &&
      (typeof snapshot.value === 'string' || (typeof snapshot.value === 'object' && snapshot.value !== null));
    if (!valid)
      throw invalid(
        `${at}.${id}`,
        'is not a state of a machine',
        '{ "value": ..., "context": ... }',
        typeof decoded,
      );
    return decoded as unknown as LocalSnapshot;
  });
}

function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
  at: string,
  hint?: string,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [at, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.');
  throw new CheckerError('TRACE_INVALID', 'the file is JSON but not a trace of this program', {
    at: path === '' ? source : `${source}: ${path}`,
    expected:
      issue?.code === 'invalid_type'
        ? `a value of type ${issue.expected}`
        : (issue?.message.replace(/^Invalid input: expected /, '') ?? 'a trace'),
    received: shownAt(value, issue?.path ?? []),
    hint: hint ?? 'record the trace again with `ics-check test`',
  });
}

/** What stands at a path of the JSON, cut short; `nothing` where the path leads nowhere. */
function shownAt(json: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = json;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function foreignHint(json: unknown): string {
  const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
  const meta: unknown = isRecord && '#meta' in json ? json['#meta'] : undefined;
  if (typeof meta === 'object' && meta !== null && 'ics-check' in meta) {
    return 'the file was altered, or written by a version of this program that this one does not know; record it again';
  }
  return isRecord && 'states' in json && 'vars' in json
    ? 'this is a trace of another tool: it lacks the events and the instance that a replay needs'
    : 'give a file that `ics-check test` wrote (*.itf.json)';
}

/** Breadth-first, so that the answer does not depend on the stack. */
function deeperThan(json: unknown, limit: number): boolean {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((item): unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

function invalid(at: string, problem: string, expected: string, received: string): CheckerError {
  return new CheckerError('TRACE_INVALID', `the trace ${problem}`, { at, expected, received });
}
