/**
 * Systems of the user's own: a TypeScript or JavaScript file whose default export is a definition, or what `defineSystem`
 * made of it. The file and all that it imports are loaded apart from this program, so its `ics-check` may be another copy
 * of this library: nothing here asks for the class of an object.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { CheckerError } from '../errors/checker-error.ts';
import { propertiesOf } from '../property/own-properties.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import { defineSystem, type System } from '../system/define-system.ts';
import type { JsonValue } from '../system/json.ts';
import type { Verifiable } from '../search/parallel/follow-recipe.ts';
import { plainPhrases } from '../system/phrase-book.ts';
import { noClock } from '../system/trace-clock.ts';
import type { SystemDefinition } from '../system/vocabulary.ts';
import type { Checkable } from './catalogue.ts';
import { engineScopes } from './search-scopes.ts';

export interface SystemFile {
  readonly checkable: Checkable<unknown>;
  readonly properties: readonly PropertyDefinition<unknown>[];
}

/**
 * @param path from the working directory
 * @throws CheckerError FILE_UNUSABLE, SYSTEM_INVALID, MODEL_BAD_DEFINITION
 */
export async function openSystemFile(path: string): Promise<SystemFile> {
  const exported = await defaultExport(path);
  const system = isSystem(exported) ? exported : systemOf(exported, path);
  return {
    properties: propertiesOf(system),
    checkable: {
      subject: undefined,
      subjectAtRandom: undefined,
      system,
      closings: {},
      budgetBounds: {},
      instanceName: system.name,
      instance: {},
      features: {},
      faults: [],
      story: { phrases: plainPhrases, clock: noClock },
      scopes: () => [],
      recipe: {
        module: import.meta.url,
        export: systemFileVerification.name,
        argument: { path: resolve(path) },
      },
    },
  };
}

/**
 * The verification of a system file, made again in another thread.
 * @public
 * @param argument as in the recipe of the checkable
 */
export async function systemFileVerification(argument: JsonValue): Promise<Verifiable> {
  const { checkable, properties } = await openSystemFile((argument as { readonly path: string }).path);
  return { scopes: engineScopes(checkable), properties };
}

async function defaultExport(path: string): Promise<unknown> {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new CheckerError('FILE_UNUSABLE', `there is no system file ${path}`, {
      at: path,
      expected: 'a TypeScript or JavaScript file',
      hint: 'give its path from the working directory',
    });
  }
  let loaded: Readonly<Record<string, unknown>>;
  try {
    const url = pathToFileURL(resolve(path)).href;
    loaded = (await tsImport(url, { parentURL: import.meta.url, tsconfig: false })) as typeof loaded;
  } catch (cause) {
    throw loadingError(path, cause);
  }
  // A file that Node takes for CommonJS arrives wrapped once more.
  const { default: first } = loaded;
  const isObject = typeof first === 'object' && first !== null;
  const wrapped = isObject && ('__esModule' in first || Object.keys(first).length === 0);
  const exported = wrapped ? (first as { readonly default?: unknown }).default : first;
  if (exported !== undefined) return exported;
  const others = Object.keys(wrapped ? first : loaded).filter(
    (name) => !['default', 'module.exports', '__esModule'].includes(name),
  );
  throw new CheckerError('SYSTEM_INVALID', `${path} has no default export`, {
    at: path,
    expected: 'export default defineSystem({ ... })',
    received: others.length === 0 ? 'no export' : `exports named ${others.join(', ')}`,
  });
}

function loadingError(path: string, cause: unknown): CheckerError {
  const known = asCheckerError(cause);
  if (known !== undefined) return known;
  const message = cause instanceof Error ? cause.message : String(cause);
  const code = (cause as { readonly code?: unknown } | null)?.code;
  const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return new CheckerError('SYSTEM_INVALID', `${path} cannot be loaded: ${firstLines(message)}`, {
    at: placeOf(cause, path) ?? path,
    ...(missing
      ? { hint: 'what it imports is looked for from its own folder: npm install ics-check xstate there' }
      : {}),
    cause,
  });
}

/** What the file's own copy of this library threw. */
function asCheckerError(error: unknown): CheckerError | undefined {
  if (error instanceof CheckerError) return error;
  if (!(error instanceof Error) || error.name !== 'CheckerError') return undefined;
  const { code, at, expected, received, hint } = error as CheckerError;
  return new CheckerError(code, error.message, {
    ...(at === undefined ? {} : { at }),
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** `file:line:column` of the first frame of the stack, or line of the message, that is in the file. */
function placeOf(cause: unknown, path: string): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const text = `${cause.message}\n${cause.stack ?? ''}\n${cause instanceof SyntaxError ? syntaxCheck(path) : ''}`;
  const name = resolve(path).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const place = new RegExp(`${name}(?:[?][^:]*)?:(\\d+)(?::(\\d+))?`).exec(text);
  if (place === null) return undefined;
  const [, line = '', column] = place;
  return `${path}:${line}${column === undefined ? '' : `:${column}`}`;
}

/** What Node says of the syntax of a file; its loader's own errors do not say where they are. */
function syntaxCheck(path: string): string {
  return spawnSync(process.execPath, ['--check', resolve(path)], { encoding: 'utf8' }).stderr;
}

const mostLines = 4;

function firstLines(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(0, mostLines).join('; ');
}

function isSystem(exported: unknown): exported is System {
  if (typeof exported !== 'object' || exported === null) return false;
  const given = exported as Readonly<Record<string, unknown>>;
  return (
    typeof given['indexOf'] === 'function' &&
    ['components', 'componentIds', 'properties'].every((field) => Array.isArray(given[field]))
  );
}

function systemOf(exported: unknown, path: string): System {
  const given = (typeof exported === 'object' && exported !== null ? exported : {}) as Readonly<
    Record<string, unknown>
  >;
  const { name, components, choices, properties = [] } = given;
  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const wrong = [
    ...(typeof name === 'string' ? [] : ['name']),
    ...(isRecord(components) && Object.values(components).every(isMachine) ? [] : ['components']),
    ...(isRecord(choices) ? [] : ['choices']),
    ...(Array.isArray(properties) ? [] : ['properties']),
  ];
  if (wrong.length === 0) return defineSystem(given as unknown as SystemDefinition);
  throw new CheckerError('SYSTEM_INVALID', `the default export of ${path} is not a system`, {
    at: `${path}: ${wrong.join(', ')}`,
    expected:
      'what defineSystem returns or takes: { name, components: { id: machine }, choices: { id: [...] }, ... }',
    received: isRecord(exported) ? `an object with ${Object.keys(exported).join(', ')}` : typeof exported,
  });
}

/** An XState machine, or one with its links. */
function isMachine(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const machine: unknown = 'machine' in given ? given.machine : given;
  return typeof machine === 'object' && machine !== null && 'root' in machine && 'implementations' in machine;
}
