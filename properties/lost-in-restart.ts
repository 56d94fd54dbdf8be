/**
 * Promises that a provider breaks which is started anew from its exported state before v3.2: what waited in the slash queue
 * and the times that consumers had left are gone (N29). Each is there as it was published, and as it holds otherwise.
 */
import type { IcsSystem } from '../model/ics-system.ts';
import type { Instance } from '../model/instance.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import type { IcsProperty } from './ics-property.ts';
import { restarts, restartsId, type Restarts } from './observers/restarts.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

/** The provider may be started anew, and forgets what it waits for. */
const mayForgetInRestart = (instance: Instance): boolean =>
  featuresOf(instance).throttleByQueue && instance.budgets.providerRestarts !== 0;

type Values = readonly never[];

/** The last value is what the observer of restarts knows. */
const isRestarted = (values: Values): boolean => (values.at(-1) as unknown as Restarts).restarted;

const others = (values: Values): never[] => values.slice(0, -1);

/** The check, silent once the provider was started anew. */
function untilRestart(instance: Instance, check: Check): Check {
  const observers = [...(check.observers ?? []), restarts(instance)];
  switch (check.kind) {
    case 'always': {
      const { holds, witness, explain } = check;
      return {
        ...check,
        observers,
        reads: [...check.reads, restartsId],
        holds: (...values: never[]) => isRestarted(values) || holds(...others(values)),
        witness: (...values: never[]) => !isRestarted(values) && witness(...others(values)),
        ...(explain === undefined ? {} : { explain: (...values: never[]) => explain(...others(values)) }),
      };
    }
    case 'leadsTo': {
      const { from, to, excluded, explain } = check;
      return {
        ...check,
        observers,
        reads: [...check.reads, restartsId],
        from: (...values: never[]) => from(...others(values)),
        to: (...values: never[]) => to(...others(values)),
        excluded: (...values: never[]) => isRestarted(values) || excluded?.(...others(values)) === true,
        ...(explain === undefined ? {} : { explain: (...values: never[]) => explain(...others(values)) }),
      };
    }
    default:
      return check;
  }
}

/** The checks, silent once the provider was started anew, where it may be. */
export function unlessRestarted(checks: IcsProperty['checks']): IcsProperty['checks'] {
  return (system) =>
    mayForgetInRestart(system.instance)
      ? checks(system).map((check) => untilRestart(system.instance, check))
      : checks(system);
}

/** Some scope lets the provider be started anew when there is something to forget. */
export function mayLoseInRestart({ instance }: IcsSystem, leavesRoom: (scope: Instance) => boolean): boolean {
  return someScopeHas(instance, (scope) => mayForgetInRestart(scope) && leavesRoom(scope));
}

/** The property in both forms: as given, and as long as the provider is not started anew. */
export function lostInRestart(
  property: IcsProperty,
  leavesRoom: (scope: Instance) => boolean,
): readonly [IcsProperty, IcsProperty] {
  const { id, title, statement, expected, checks, assumptions } = property;
  const restoredBy = `${id}-without-restart`;
  const mayLose = (system: IcsSystem): boolean =>
    expected(system) === 'holds' && mayLoseInRestart(system, leavesRoom);
  return [
    {
      ...property,
      expected: (system) => (mayLose(system) ? 'violated' : expected(system)),
      finding: {
        id: 'N29',
        restoredBy,
        assumption: 'the provider is not started anew from a state that it exported',
      },
    },
    {
      ...property,
      id: restoredBy,
      title: `${title}, unless the provider is started anew`,
      statement: `As long as the provider is not started anew from a state that it exported: ${statement.charAt(0).toLowerCase()}${statement.slice(1)}`,
      assumptions: [...assumptions, withoutRestart],
      expected: (system) => (mayLose(system) ? 'holds' : 'not-applicable'),
      checks: (system) => (mayForgetSometime(system) ? unlessRestarted(checks)(system) : []),
    },
  ];
}

/** What properties assume of the provider where it may lose what waits. */
export const withoutRestart = 'v1-v3.1: the provider is not started anew';

/** Some scope, of which this may be one, lets the provider be started anew and forget. */
const mayForgetSometime = ({ instance }: IcsSystem): boolean => someScopeHas(instance, mayForgetInRestart);

/** Something happens of which consumers are told, so that the provider waits for their answer. */
export const sendsVscs = (scope: Instance): boolean =>
  mostOf(scope, 'stakingOperations', 'providerDowntimes', 'providerDoubleSigns') > 0;

/** Somebody may be reported. */
export const hasReports = (scope: Instance): boolean => mostOf(scope, 'consumerDowntimes') > 0;
