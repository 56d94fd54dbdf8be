/** The protocol's own deviations, for the terminal. */
import type { Verdict } from '../property/definition.ts';
import { counted } from './counted.ts';
import { counterexampleBody } from './counterexample-text.ts';
import type { Palette } from './palette.ts';
import type { ReportedProperty } from './test-report.ts';

export interface FindingOutcome {
  /** E.g. `N13`. */
  readonly id: string;
  /** The claim that the protocol does not keep. */
  readonly property: ReportedProperty;
  /** The property that states what holds instead, its assumption in words, and how it fared. */
  readonly restoredBy: string;
  readonly assumption: string;
  readonly restoredVerdict: Verdict;
  readonly restoredAsExpected: boolean;
}

export interface FindingsTextOptions {
  /** Leave the stories out. */
  readonly quiet: boolean;
  /** Runs made before the test was stopped early; undefined if it was not. */
  readonly interruptedAfter: number | undefined;
}

/** Ends with a line break. */
export function findingsText(
  outcomes: readonly FindingOutcome[],
  palette: Palette,
  { quiet, interruptedAfter }: FindingsTextOptions,
): string {
  const sections = outcomes.map((outcome) => findingText(outcome, palette, quiet));
  const found = outcomes.filter(({ property }) => property.result.verdict === 'violated').length;
  const summary = palette.title(`${found} of ${counted(outcomes.length, 'finding')} rediscovered.`);
  const stopped =
    interruptedAfter === undefined
      ? []
      : [
          palette.doubtful(
            `Stopped early, after ${counted(interruptedAfter, 'run')}; this is what is known so far.`,
          ),
        ];
  return `${[...stopped, ...sections, summary].join('\n\n')}\n`;
}

function findingText(outcome: FindingOutcome, palette: Palette, quiet: boolean): string {
  const { id, property, restoredBy, assumption, restoredVerdict, restoredAsExpected } = outcome;
  const { definition, result, counterexample } = property;
  const steps = counterexample?.explanation.steps.length;
  const verdict =
    steps === undefined
      ? palette.doubtful(`not rediscovered (${result.verdict})`)
      : `violated in ${counted(steps, 'step')}`;
  const style = restoredAsExpected ? palette.good : palette.bad;
  return [
    `${palette.title(id)}  ${palette.name(definition.id)}: ${verdict}`,
    ...(quiet || counterexample === undefined ? [] : [counterexampleBody(property, palette)]),
    `  Holds again if: ${assumption}`,
    restoredVerdict === 'not-applicable'
      ? `  ${restoredBy}: ${palette.doubtful('not checked, it does not apply to this instance')}`
      : `  ${restoredBy}: ${style(restoredVerdict)}`,
  ].join('\n');
}
