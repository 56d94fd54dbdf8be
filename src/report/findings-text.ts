/** The protocol's own deviations, for the terminal. */
import { counted } from './counted.ts';
import { counterexampleBody } from './counterexample-text.ts';
import { lengthOf, shownWith, type FindingOutcome, type FindingsSummary } from './findings-summary.ts';
import type { Palette } from './palette.ts';

export interface FindingsTextOptions {
  /** Leave the stories out. */
  readonly quiet: boolean;
  /** Runs made before the test was stopped early; undefined if it was not. */
  readonly interruptedAfter: number | undefined;
}

/** Ends with a line break. */
export function findingsText(
  summary: FindingsSummary,
  palette: Palette,
  { quiet, interruptedAfter }: FindingsTextOptions,
): string {
  const { outcomes, unshown, questions } = summary;
  const sections = outcomes.map((outcome) => findingText(outcome, palette, quiet));
  const found = outcomes.filter(({ property }) => property.result.verdict === 'violated').length;
  const stopped =
    interruptedAfter === undefined
      ? []
      : [
          palette.doubtful(
            `Stopped early, after ${counted(interruptedAfter, 'run')}; this is what is known so far.`,
          ),
        ];
  const others = unshown.map(
    ({ id, title, why }) => `${palette.title(id)}  ${title}\n${palette.faint(`  ${why}`)}`,
  );
  const answers = questions.map((question) => {
    const { id, answer, because } = question;
    const style = answer === 'not modelled' ? palette.doubtful : palette.name;
    const shown = shownWith(question, outcomes);
    return [
      `${palette.title(id)}  ${question.question} ${style(answer)}`,
      palette.faint(`  ${because}${shown.length === 0 ? '' : ` Shown by ${shown.join(', ')}.`}`),
    ].join('\n');
  });
  const total = palette.title(`${found} of ${counted(outcomes.length, 'finding')} rediscovered.`);
  return `${[...stopped, ...sections, ...others, ...answers, total].join('\n\n')}\n`;
}

function findingText(outcome: FindingOutcome, palette: Palette, quiet: boolean): string {
  const { id, property, instance, restoredBy, assumption, restoredVerdict, restoredAsExpected } = outcome;
  const { definition, result, counterexample } = property;
  const steps = lengthOf(outcome);
  const verdict =
    steps === undefined
      ? palette.doubtful(`not rediscovered on ${instance} (${result.verdict})`)
      : `violated in ${counted(steps, 'step')} on ${instance}`;
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
