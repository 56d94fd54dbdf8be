/** The verdicts of a test as a table for the terminal, what needs attention first. */
import { borderlessTable } from './borderless-table.ts';
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';
import { judge, reasonsOf } from './judgement.ts';
import type { ReportedProperty } from './test-report.ts';

interface Group {
  readonly title: string;
  readonly style: keyof Palette;
  readonly belongs: (property: ReportedProperty, faulty: boolean) => boolean;
}

/** In the order in which they are shown; a property is shown in the first group that it belongs to. */
const groups: readonly Group[] = [
  {
    title: 'Violated',
    style: 'bad',
    belongs: ({ result }) => result.verdict === 'violated' && result.expected !== 'violated',
  },
  {
    title: 'Violated, as they are without the fault',
    style: 'bad',
    belongs: ({ result }, faulty) => result.verdict === 'violated' && faulty,
  },
  {
    title: 'Not as expected',
    style: 'bad',
    belongs: ({ result }, faulty) => judge(result, faulty) === 'unexpected',
  },
  {
    title: 'Vacuous: the situation they speak of never occurred, so they said nothing',
    style: 'bad',
    belongs: ({ result }) => result.verdict === 'vacuous',
  },
  { title: 'Inconclusive', style: 'doubtful', belongs: ({ result }) => result.verdict === 'inconclusive' },
  {
    title: 'Findings not rediscovered',
    style: 'doubtful',
    belongs: ({ result }, faulty) => judge(result, faulty) === 'open',
  },
  {
    title: 'Findings: promises that the protocol does not keep, as expected',
    style: 'doubtful',
    belongs: ({ result }) => result.verdict === 'violated',
  },
  {
    title: 'Held',
    style: 'good',
    belongs: ({ result }) => result.verdict === 'holds' || result.verdict === 'not-violated',
  },
  { title: 'Not applicable', style: 'faint', belongs: () => true },
];

const longestReason = 100;
const mostReasons = 3;

/** Groups with at least one property, each a title and a table; ends without a line break. */
export function verdictTable(
  properties: readonly ReportedProperty[],
  faulty: boolean,
  palette: Palette,
): string {
  const rest = new Set(properties);
  const sections: string[] = [];
  for (const { title, style, belongs } of groups) {
    const members = [...rest].filter((property) => belongs(property, faulty));
    if (members.length === 0) continue;
    for (const member of members) rest.delete(member);
    const heading = palette.title(palette[style](`${title} (${members.length})`));
    sections.push(`${heading}\n${tableOf(members, faulty)}`);
  }
  return sections.join('\n\n');
}

function tableOf(members: readonly ReportedProperty[], faulty: boolean): string {
  return borderlessTable(
    members.map((property) => {
      const { definition, result, counterexample } = property;
      const steps = counterexample?.explanation.steps.length;
      return [
        `  ${definition.id}`,
        definition.finding === undefined ? result.verdict : `${result.verdict} ${definition.finding.id}`,
        steps === undefined
          ? counted(result.witnesses, 'witness', 'witnesses')
          : `in ${counted(steps, 'step')}`,
        reasonsText(reasonsOf(property, faulty)),
      ];
    }),
  );
}

/** The first reasons; there may be one for every pass that a limit ended. */
function reasonsText(reasons: readonly string[]): string {
  const more = reasons.length - mostReasons;
  return [...reasons.slice(0, mostReasons).map(cut), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function cut(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason - 3)}...`;
}
