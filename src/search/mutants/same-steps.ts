/**
 * Whether the machines of a mutant have done, in everything that was asked of them, what the sound ones do. If so, and if
 * all that can be reached was searched, nothing can tell the two systems apart within those bounds.
 */
import type { System } from '../../system/define-system.ts';
import { type LocalTable, refused } from '../../system/local-table.ts';
import type { MachineTables } from '../../system/machine-tables.ts';
import type { ValueInterner } from '../../system/value-interner.ts';

/** @param tables that the mutant was searched with, a fork of those of the sound system */
export function sameSteps(sound: System, mutated: System, tables: MachineTables): boolean {
  return mutated.components.every(({ machine }, index) => {
    const original = sound.components[index]?.machine;
    const asked = tables.knownTableOf(machine);
    if (original === undefined || original === machine || asked === undefined) return true;
    return allStepsAre(
      asked,
      tables.tableOf(original, () => undefined),
      tables.values,
    );
  });
}

function allStepsAre(table: LocalTable, sound: LocalTable, values: ValueInterner): boolean {
  for (let step = 0; step < table.pairCount; step++) {
    const local = sound.localOf(table.snapshotOf(table.beforeOf(step)));
    const soundStep = sound.stepOf(local, table.eventOf(step));
    const next = table.nextOf(step);
    if (next < 0 || soundStep === refused) {
      if (next < 0 !== (soundStep === refused)) return false;
      continue;
    }
    const after = values.idOf(table.snapshotOf(next));
    if (after !== values.idOf(sound.snapshotOf(sound.nextOf(soundStep)))) return false;
    if (table.emittedOf(step) !== sound.emittedOf(soundStep)) return false;
  }
  return true;
}
