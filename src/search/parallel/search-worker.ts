/** The program of a worker thread: does what the main thread asks, one request after the other. */
import { parentPort } from 'node:worker_threads';
import { Coverage } from '../../system/coverage.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import { unitedPass, type PassGroup } from '../explicit/merge-passes.ts';
import { passesOf } from '../explicit/passes.ts';
import { runGroup, type SearchedPass } from '../explicit/run-group.ts';
import type { Answer, Answers, FoundPass, PassAddress, Request } from './messages.ts';
import { followRecipe, type Verifiable } from './follow-recipe.ts';
import { packError } from './sent-error.ts';
import { leaveProgress } from './shared-progress.ts';
import { StopSignal } from './stop-signal.ts';
import { SteppersByNumber } from './team.ts';
import { TeamMember } from './team-member.ts';

interface Opened {
  readonly scopes: Verifiable['scopes'];
  readonly properties: Verifiable['properties'];
  readonly steppers: SteppersByNumber;
}

let opened: Opened | undefined;
let membership: TeamMember | undefined;

async function answer(request: Request): Promise<Answers[keyof Answers]> {
  switch (request.kind) {
    case 'open': {
      const { recipe, properties: ids, dictionary, tableCapacity } = request;
      const { scopes, properties } = await followRecipe(recipe);
      const wanted = ids.map((id) => {
        const property = properties.find((candidate) => candidate.id === id);
        if (property === undefined) throw new TypeError(`the recipe makes no property "${id}"`);
        return property;
      });
      const steppers = new SteppersByNumber(scopes, dictionary, new Coverage(), tableCapacity);
      opened = { scopes, properties: wanted, steppers };
      return undefined;
    }
    case 'join': {
      const { steppers } = given(opened);
      const { scope, group } = find(request.address);
      const pass = unitedPass(group);
      membership = new TeamMember(steppers, { ...request, pass, system: scope.system });
      return undefined;
    }
    case 'expand':
      return given(membership).expandLevel(request.levelEnd, request.batch, request.maxStates);
    case 'reindex':
      given(membership).reindex(request.tables);
      return undefined;
    case 'list':
      return given(membership).lists();
    case 'count':
      return given(membership).count(request.list, request.store);
    case 'leave':
      membership = undefined;
      return { coverage: given(opened).steppers.tables.coverage.toRecord() };
    case 'group': {
      const { tables } = given(opened).steppers;
      const { scope, group } = find(request.address);
      const stop = new StopSignal(request.stop);
      const limits = { maxStates: request.maxStates, stopReason: () => stop.reason };
      const searched = await runGroup(scope, group, request.plainStates, {
        tables,
        limits,
        without: request.without,
        onProgress: (progress) => {
          leaveProgress(request.progress, progress);
        },
      });
      return { passes: searched.map(told), coverage: tables.coverage.toRecord() };
    }
  }
}

function told({ summary: { failure, ...summary }, outcomes }: SearchedPass): FoundPass {
  return {
    outcomes,
    summary,
    failure: failure === undefined ? undefined : { ...failure, error: packError(failure.error) },
  };
}

function find(address: PassAddress): { scope: SearchScope<unknown>; group: PassGroup } {
  const { scopes, properties } = given(opened);
  const scope = given(scopes[address.scope]);
  const passes = passesOf(properties, scope.subject as never);
  return { scope, group: address.passes.map((index) => given(passes[index])) };
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('asked for what this worker does not have');
  return value;
}

parentPort?.on('message', (request: Request) => {
  answer(request).then(
    (said) => {
      parentPort?.postMessage({ answer: said } satisfies Answer);
    },
    (error: unknown) => {
      parentPort?.postMessage({ failure: packError(error) } satisfies Answer);
    },
  );
});
