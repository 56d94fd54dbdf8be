/**
 * A digest of what a trace was recorded against: for every component its machine's configuration, the names of guards
 * and actions, and its initial data. Two programs with the same digest have the same transitions by name; what is inside
 * a guard or an action is not covered (its text changes with every compiler), so replay compares states as well.
 */
import { createHash } from 'node:crypto';
import { guardName } from '../system/coverage.ts';
import type { System } from '../system/define-system.ts';
import { localSnapshot } from '../system/local-step.ts';
import { canonicalJson } from './canonical-json.ts';

/** `sha256:` and 64 hexadecimal digits. */
export function machineDigest(system: System): string {
  const machines = system.components.map(({ id, machine, initialSnapshot }) => ({
    id,
    config: withNamedGuards(machine.config),
    guards: Object.keys(machine.implementations.guards).sort(),
    actions: Object.keys(machine.implementations.actions).sort(),
    initial: localSnapshot(initialSnapshot(machine)),
  }));
  return `sha256:${createHash('sha256').update(canonicalJson(machines)).digest('hex')}`;
}

/** Configurations are data save for guards combined by `and`, `or` and `not`, which JSON would leave out. */
function withNamedGuards(config: unknown): unknown {
  if (typeof config === 'function') return guardName(config);
  if (typeof config !== 'object' || config === null) return config;
  if (Array.isArray(config)) return config.map(withNamedGuards);
  return Object.fromEntries(Object.entries(config).map(([field, part]) => [field, withNamedGuards(part)]));
}
