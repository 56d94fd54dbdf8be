/**
 * Writes docs/requirements.md: which places of the machines and which properties are linked to each clause of ICS-28's
 * methods and to each note on where specification, documents and code disagree. `npx tsx scripts/requirements-page.ts`
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { createIcsSystem } from '../model/ics-system.ts';
import { loadInstance, presetsToSearch } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import { requirements } from '../properties/requirements.ts';
import { linksOf, placesOf } from '../src/cli/requirement-links.ts';
import { markdownTable } from '../src/report/markdown-table.ts';

const machines = presetsToSearch().flatMap((name) =>
  Object.values(createIcsSystem(loadInstance(name)).definition.components).map((given) =>
    'machine' in given ? given.machine : given,
  ),
);
const places = placesOf(machines);
const most = 6;

function table(isMeant: (id: string) => boolean): string {
  const rows = requirements
    .filter(({ id }) => isMeant(id))
    .map((requirement) => {
      const { transitions, properties: speaking } = linksOf(requirement, places, properties);
      const shown = transitions.slice(0, most).map((name) => `\`${name}\``);
      const more = transitions.length > most ? [`and ${String(transitions.length - most)} more`] : [];
      return [
        requirement.id,
        requirement.title,
        requirement.leftOut ?? [...shown, ...more].join(', '),
        speaking.map((name) => `\`${name}\``).join(', '),
      ];
    });
  return markdownTable(['id', 'what', 'places in the machines, or why it is left out', 'properties'], rows);
}

const page = [
  '# Requirements',
  '',
  'Made by `npx tsx scripts/requirements-page.ts` over all presets but `hub`; `ics-check list requirements --json` has every place. A place is a state of a machine, with the event that a transition takes.',
  '',
  '## Clauses of ICS-28',
  '',
  table((id) => id.startsWith('CCV-')),
  '',
  '## Where specification, documents and code disagree',
  '',
  table((id) => id.startsWith('SC-')),
  '',
].join('\n');

writeFileSync('docs/requirements.md', await format(page, { parser: 'markdown', printWidth: 110 }));
