/** A counterexample for the terminal: who did what, what followed, what changed, and which promise was broken. */
import type { Explanation } from '../trace/explain.ts';
import type { ComponentChange, ExplainedStep } from '../trace/tell-steps.ts';
import { plainValue } from '../trace/phrase-event.ts';
import { counted } from './counted.ts';
import { fairnessText } from './fairness-text.ts';
import type { Violation } from '../search/result.ts';
import type { Palette } from './palette.ts';
import type { ReportedProperty } from './test-report.ts';

/** More changes of one step than this are only counted: the trace file has them all. */
const mostChanges = 8;
const longestValue = 72;

/** Several lines, without a line break at the end; empty for a property without a counterexample. */
export function counterexampleText(property: ReportedProperty, palette: Palette): string {
  const { definition, counterexample } = property;
  if (counterexample === undefined) return '';
  const { scope, steps } = counterexample.explanation;
  const name = scope === '' ? definition.id : `${definition.id} (${scope})`;
  return [
    `${palette.bad(name)} is violated in ${counted(steps.length, 'step')}`,
    counterexampleBody(property, palette),
  ].join('\n');
}

/** The same without its heading. */
export function counterexampleBody(
  { definition, result, counterexample }: ReportedProperty,
  palette: Palette,
): string {
  if (counterexample === undefined) return '';
  const { explanation, file, fairness, replayFlags = '' } = counterexample;
  const fair =
    fairness === undefined
      ? []
      : [fairnessText(fairness, (explanation.loopFrom ?? 1) - 1, explanation.steps.length, palette), ''];
  return [
    palette.faint(`  ${definition.statement}`),
    '',
    storyText(explanation, palette),
    '',
    ...fair,
    `  ${palette.bad('Broken:')} ${explanation.message}`,
    `  Trace:  ${file}   ${palette.faint(`(ics-check replay ${file}${replayFlags})`)}`,
    ...originText(result.violation).map((text) => palette.faint(`  ${text}`)),
  ].join('\n');
}

function originText(violation: Violation | undefined): readonly string[] {
  if (violation === undefined) return [];
  const { within, path } = violation;
  if (within === undefined)
    return [`Found in run ${path} of this seed; ics-check test --path ${path} plays that run alone.`];
  return within === '' ? [] : [`Found in scope ${within}; the trace has its bounds.`];
}

/** The numbered steps. Steps that had no part in the violation are faint and without their changes. */
export function storyText(explanation: Explanation, palette: Palette): string {
  const width = Math.max(...explanation.steps.map(({ place }) => place.length), 0);
  const digits = `${explanation.steps.length}`.length;
  const indent = ' '.repeat(2 + digits + 2 + width + 2);
  const lines = explanation.steps.flatMap((step) => [
    ...markersBefore(step, explanation).map((marker) => palette.doubtful(`  ${marker}`)),
    ...stepLines(step, { width, digits, indent }, palette),
  ]);
  if (explanation.loopFrom !== undefined)
    lines.push(palette.doubtful(`  (${loopText(explanation.loopFrom, explanation.steps.length)})`));
  return lines.join('\n');
}

function loopText(from: number, to: number): string {
  if (from > to) return 'and nothing ever happens again';
  return from === to ? `step ${from} repeats for ever` : `steps ${from} to ${to} repeat for ever`;
}

function markersBefore(
  { number }: ExplainedStep,
  { owedSince, loopFrom, closingFrom }: Explanation,
): readonly string[] {
  return [
    ...(owedSince === number - 1 ? ['-- from here on something is owed --'] : []),
    ...(closingFrom === number ? ['-- nothing new happens; blocks are made and packets relayed --'] : []),
    ...(loopFrom === number ? ['-- the loop begins --'] : []),
  ];
}

interface Layout {
  readonly width: number;
  readonly digits: number;
  readonly indent: string;
}

function stepLines(
  step: ExplainedStep,
  { width, digits, indent }: Layout,
  palette: Palette,
): readonly string[] {
  const number = `${step.number}`.padStart(digits);
  const place = step.place.padEnd(width);
  if (!step.matters) return [palette.faint(`  ${number}  ${place}  ${step.sentence}`)];
  const shown = step.changes.slice(0, mostChanges);
  const more = step.changes.length - shown.length;
  return [
    `  ${palette.title(number)}  ${palette.name(place)}  ${step.sentence}`,
    ...step.consequences.map(({ place: where, sentence }) => `${indent}${palette.name(where)}: ${sentence}`),
    ...shown.map((change) => palette.faint(`${indent}  ${changeText(change)}`)),
    ...(more > 0 ? [palette.faint(`${indent}  ... and ${counted(more, 'more change')}`)] : []),
  ];
}

function changeText({ component, path, kind, before, after }: ComponentChange): string {
  const where = `${component} ${path}`;
  switch (kind) {
    case 'added':
      return `${where}: + ${short(after)}`;
    case 'removed':
      return `${where}: - ${short(before)}`;
    case 'changed':
      return `${where}: ${short(before)} -> ${short(after)}`;
  }
}

function short(value: unknown): string {
  const text = plainValue(value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 3)}...`;
}
