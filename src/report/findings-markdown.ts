/** The findings as a page: an overview, each finding with its story in a sentence, and the questions they answer. */
import { relative } from 'node:path';
import { counted } from './counted.ts';
import { lengthOf, shownWith, type FindingOutcome, type FindingsSummary } from './findings-summary.ts';
import { markdownTable } from './markdown-table.ts';

export interface FindingsPage {
  /** Known deviations by id, as far as there is more to say of them than their outcome. */
  readonly deviations: readonly {
    readonly id: string;
    readonly title: string;
    readonly story: string;
    readonly concerns: string;
  }[];
  /** The command that made the page. */
  readonly command: string;
  /** Folder in which the page is kept: links are relative to it. */
  readonly folder: string;
}

/** Ends with a line break. */
export function findingsMarkdown(summary: FindingsSummary, page: FindingsPage): string {
  const { outcomes, questions } = summary;
  return [
    '# Findings',
    '',
    `Where the protocol, without any fault, departs from what is claimed of it. Made by \`${page.command}\`: each claim was ` +
      'tested at random on the first preset that leaves room for its violation, and its recorded trace was played ' +
      'again; the shorter story is told. What holds instead was tested at random likewise.',
    '',
    markdownTable(
      ['finding', 'claim that does not hold', 'preset', 'steps', 'what holds instead', 'verdict'],
      outcomes.map((outcome) => [
        outcome.id,
        `\`${outcome.property.definition.id}\``,
        outcome.instance,
        String(lengthOf(outcome) ?? 'not found'),
        `\`${outcome.restoredBy}\``,
        outcome.restoredVerdict,
      ]),
      new Set([3]),
    ),
    '',
    ...page.deviations.flatMap((deviation) => deviationLines(deviation, summary, page)),
    ...outcomes
      .filter(({ id }) => !page.deviations.some((known) => known.id === id))
      .flatMap((outcome) => [`## ${outcome.id}`, '', ...claimLines(outcome, page)]),
    ...(questions.length === 0
      ? []
      : [
          '## Open questions, answered',
          '',
          ...questions.flatMap((question) => {
            const shown = shownWith(question, outcomes);
            return [
              `- **${question.id}** ${question.question} **${question.answer}**. ${question.because}` +
                (shown.length === 0 ? '' : ` Shown by ${shown.join(', ')}.`),
            ];
          }),
          '',
        ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function deviationLines(
  { id, title, story, concerns }: FindingsPage['deviations'][number],
  { outcomes, unshown }: FindingsSummary,
  page: FindingsPage,
): readonly string[] {
  const own = outcomes.filter((outcome) => outcome.id === id);
  const why = unshown.find((deviation) => deviation.id === id)?.why;
  if (own.length === 0 && why === undefined) return [];
  return [
    `## ${id}: ${title}`,
    '',
    `${story} Concerns: ${concerns}.`,
    '',
    ...(why === undefined ? [] : [`Not shown: ${why}`, '']),
    ...own.flatMap((outcome) => claimLines(outcome, page)),
  ];
}

function claimLines(outcome: FindingOutcome, { folder }: FindingsPage): readonly string[] {
  const { property, instance, recorded, assumption, restoredBy, restoredVerdict } = outcome;
  const { definition, counterexample } = property;
  const steps = lengthOf(outcome);
  const story =
    steps === undefined || counterexample === undefined
      ? `Not rediscovered on \`${instance}\`.`
      : `Violated in ${counted(steps, 'step')} on \`${instance}\`` +
        (recorded ? ` ([trace](${relative(folder, counterexample.file)}))` : '') +
        `: ${counterexample.explanation.message}.`;
  return [
    `- \`${definition.id}\`: ${definition.statement}`,
    `  - ${story}`,
    `  - Holds again if ${assumption}: \`${restoredBy}\` (${restoredVerdict}).`,
    '',
  ];
}
