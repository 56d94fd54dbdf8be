/** Machines and events of a system as lists for people and programs. */
import type { AnyStateNode } from 'xstate';
import type { System } from '../system/define-system.ts';
import type { JsonRecord } from '../system/json.ts';

/** One entry for each different machine, with the components that it drives. */
export function machinesOf(system: System): readonly JsonRecord[] {
  const byId = new Map<string, { readonly components: string[]; readonly root: AnyStateNode }>();
  for (const { id, machine } of system.components) {
    const known = byId.get(machine.id);
    if (known === undefined) byId.set(machine.id, { components: [id], root: machine.root as AnyStateNode });
    else known.components.push(id);
  }
  return [...byId].map(([id, { components, root }]) => {
    const nodes = nodesOf(root);
    return {
      id,
      description: root.description ?? '',
      components,
      states: nodes.filter((node) => node !== root).map((node) => node.path.join('.')),
      transitions: nodes.flatMap(transitionsOf).length,
      guards: Object.keys(root.machine.implementations.guards).sort(),
      actions: Object.keys(root.machine.implementations.actions).sort(),
    };
  });
}

/** One entry for each event that a machine knows: `<machine>.<type>`, chosen by the environment or sent by a machine. */
export function eventsOf(system: System, environmentEvents: ReadonlySet<string>): readonly JsonRecord[] {
  const entries = new Map<string, JsonRecord>();
  for (const { machine } of system.components) {
    for (const transition of nodesOf(machine.root as AnyStateNode).flatMap(transitionsOf)) {
      const { eventType: type, description } = transition;
      const id = `${machine.id}.${type}`;
      const known = entries.get(id);
      const descriptions = new Set([...((known?.['descriptions'] as readonly string[] | undefined) ?? [])]);
      if (description !== undefined) descriptions.add(description);
      const origin = environmentEvents.has(type) ? 'environment' : 'message';
      entries.set(id, { id, type, machine: machine.id, origin, descriptions: [...descriptions] });
    }
  }
  return [...entries.values()];
}

function nodesOf(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => nodesOf(child as AnyStateNode))];
}

function transitionsOf(
  node: AnyStateNode,
): readonly { readonly eventType: string; readonly description?: string }[] {
  return [...node.transitions.values()].flat();
}
