/** Within which bounds a verification looked, and what each of its passes visited, for the terminal. */
import type { PassSummary } from '../search/explicit/explicit-options.ts';
import { borderlessTable } from './borderless-table.ts';
import type { Palette } from './palette.ts';
import type { ReportedScope } from './verify-report.ts';

/** Several lines, without a line break at the end. */
export function scopesText(scopes: readonly ReportedScope[], palette: Palette): string {
  return [
    palette.title('Bounds and states'),
    ...scopes.map((scope) => scopeText(scope, palette)),
    palette.faint('  "holds" means: in every state and on every run within these bounds.'),
  ].join('\n');
}

function scopeText({ name, description, budgets, passes }: ReportedScope, palette: Palette): string {
  const head = name === '' ? [] : [`  ${palette.name(name)}${description === '' ? '' : `: ${description}`}`];
  const rows = passes.map(passRow);
  const notes = [...new Set(passes.flatMap(({ reductionNotes }) => reductionNotes))];
  return [
    ...head,
    `    ${budgetsText(budgets)}`,
    ...(rows.length === 0 ? [palette.doubtful('    not begun')] : [borderlessTable(rows)]),
    ...notes.map((note) => palette.faint(`    ${note}`)),
  ].join('\n');
}

/** `staking operations: at most 2, unjailings: any number; no client recoveries`. */
function budgetsText(budgets: ReportedScope['budgets']): string {
  const entries = Object.entries(budgets);
  if (entries.length === 0) return 'no budgets: nothing is bounded but by the machines themselves';
  const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const allowed = entries.filter(([, amount]) => amount !== 0);
  const denied = entries.filter(([, amount]) => amount === 0);
  return [
    allowed.map(([name, amount]) => `${words(name)}: ${amountText(amount)}`).join(', '),
    denied.length === 0 ? '' : `no ${denied.map(([name]) => words(name)).join(', ')}`,
  ]
    .filter((text) => text !== '')
    .join('; ');
}

function amountText(amount: number | 'unlimited'): string {
  return amount === 'unlimited' ? 'any number' : `at most ${amount}`;
}

/** Named in a row. */
const mostObservers = 2;
/** Below, the first pages of the tables weigh more than the states. */
const fewStates = 1000;

function passRow(pass: PassSummary): readonly string[] {
  const { observers, distinct, generated, depth, bytesPerState, seconds, complete, stopped } = pass;
  return [
    `    ${observersText(observers)}`,
    `${distinct} states`,
    `${generated} generated`,
    `depth ${depth}`,
    distinct < fewStates ? '' : `${bytesPerState.toFixed(1)} B/state`,
    `${Math.round(generated / Math.max(seconds, 0.001))}/s`,
    reductionsText(pass),
    complete ? 'complete' : stopped,
  ];
}

function observersText(observers: readonly string[]): string {
  if (observers.length === 0) return 'without observers';
  const more = observers.length - mostObservers;
  return [...observers.slice(0, mostObservers), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** With what each reduction gained: states that one visited state stands for, states not expanded in full. */
function reductionsText({ reductions, represents, distinct, partlyExpanded }: PassSummary): string {
  if (reductions.length === 0) return 'no reduction';
  return reductions
    .map((reduction) =>
      reduction === 'symmetry'
        ? `symmetry (factor ${(represents / distinct).toFixed(1)})`
        : `partial order (${partlyExpanded} states expanded in part)`,
    )
    .join(', ');
}
