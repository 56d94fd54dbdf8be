/** `ics-check list`: what there is, as a table or as JSON (an array of objects with `id`). */
import { listText } from '../../report/list-text.ts';
import { CheckerError } from '../../errors/checker-error.ts';
import type { JsonRecord } from '../../system/json.ts';
import { counted } from '../../report/counted.ts';
import type { Catalogue, Checkable } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext, type CommonOptions } from '../command-context.ts';
import type { ReportFiles } from '../report-files.ts';
import { eventsOf, machinesOf } from '../describe-machines.ts';
import { linksOf, placesOf } from '../requirement-links.ts';

export const listSubjects = [
  'instances',
  'properties',
  'faults',
  'machines',
  'events',
  'requirements',
] as const;
export type ListSubject = (typeof listSubjects)[number];

export interface ListOptions extends CommonOptions, ReportFiles {
  readonly instance: string;
  readonly features?: string;
}

export function listCommand<Subject>(
  context: CommandContext<Subject>,
  subject: ListSubject,
  options: ListOptions,
): number {
  const form = options.junit === undefined ? '--sarif' : '--junit';
  if (options.junit !== undefined || options.sarif !== undefined) {
    throw new CheckerError('USAGE_BAD_ARGUMENT', `a list has no results for ${form} to report`, {
      at: form,
      expected: '--json',
      hint: 'test, verify, faults, findings and replay write such reports',
    });
  }
  const items = itemsOf(context, subject, options);
  if (options.json === true) printJson(context.io, items);
  else context.io.stdout(listText(subject, items, paletteOf(context, options)));
  return 0;
}

function itemsOf<Subject>(
  { catalogue }: CommandContext<Subject>,
  subject: ListSubject,
  options: ListOptions,
): readonly JsonRecord[] {
  const open = (): Checkable<Subject> =>
    catalogue.open(options.instance, { faults: [], features: options.features });
  switch (subject) {
    case 'instances':
      return catalogue.instances().map(({ id, description }) => ({ id, description }));
    case 'properties': {
      const checkable = open();
      return catalogue.properties.map((property) => ({
        id: property.id,
        title: property.title,
        kind: property.kind,
        expected: property.expected(checkable.subject),
        statement: property.statement,
        assumptions: property.assumptions,
        witness: property.witness,
        source: property.source,
        finding: property.finding === undefined ? null : { ...property.finding },
      }));
    }
    case 'faults':
      return faultItems(catalogue);
    case 'machines':
      return machinesOf(open().system);
    case 'events':
      return eventsOf(open().system, catalogue.environmentEvents);
    case 'requirements':
      return requirementItems(catalogue);
  }
}

/** Those with a switch, then those without. */
function faultItems<Subject>({ faults, faultsLeftOut }: Catalogue<Subject>): readonly JsonRecord[] {
  return [
    ...faults.map(({ id, name, kind, machine, description, source, caughtBy }) => ({
      ...{ id, name, kind, machine, description, source, caughtBy },
      leftOut: null,
      summary: description,
    })),
    ...faultsLeftOut.map(({ id, name, description, source, because }) => ({
      ...{ id, name, kind: 'not modelled', machine: null, description, source, caughtBy: [] },
      leftOut: because,
      summary: `${description} ${because}`,
    })),
  ];
}

/** Requirements with what they are linked to, on all instances together: no single one has every machine. */
function requirementItems<Subject>(catalogue: Catalogue<Subject>): readonly JsonRecord[] {
  const machines = catalogue.findings
    .instances()
    .flatMap((name) => catalogue.open(name, { faults: [] }).system.components)
    .map(({ machine }) => machine);
  const places = placesOf(machines);
  return catalogue.requirements.map((requirement) => {
    const { id, title, leftOut } = requirement;
    const { transitions, properties } = linksOf(requirement, places, catalogue.properties);
    const parts = [
      ...(transitions.length === 0
        ? []
        : [counted(transitions.length, 'place in the machines', 'places in the machines')]),
      ...properties,
    ];
    return {
      id,
      title,
      transitions,
      properties,
      leftOut: leftOut ?? null,
      summary: leftOut === undefined ? parts.join(', ') : `left out: ${leftOut}`,
    };
  });
}
