/**
 * Finds instances: presets by name, anything else as the path of a JSON file. Whatever is wrong with a file is told in
 * one message, with the first problem's place, what was expected and what was found there.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CheckerError } from '../src/errors/checker-error.ts';
import { parseInstance } from './parse-instance.ts';
import type { Instance } from './instance.ts';

const presetFolder = new URL('./instances/', import.meta.url);
const extension = '.json';

/** Names of the instances that come with the checker, sorted. */
export function presetNames(): readonly string[] {
  return readdirSync(presetFolder)
    .filter((file) => extname(file) === extension)
    .map((file) => basename(file, extension))
    .toSorted();
}

/** Presets on which traces are looked for: the best known ones first, and none that is too large to search. */
export function presetsToSearch(): readonly string[] {
  const tooLarge = ['hub', 'quint'];
  return [...new Set(['pair', 'minimal', 'starvation', ...presetNames()])].filter(
    (name) => !tooLarge.includes(name),
  );
}

/**
 * The preset of that name, or else the instance in the JSON file at that path.
 * @throws CheckerError USAGE_UNKNOWN_NAME, FILE_UNUSABLE, INSTANCE_INVALID
 */
export function loadInstance(nameOrPath: string): Instance {
  const presets = presetNames();
  if (presets.includes(nameOrPath)) {
    const path = fileURLToPath(new URL(nameOrPath + extension, presetFolder));
    return parseInstance(readJson(path), nameOrPath);
  }
  if (!looksLikePath(nameOrPath)) {
    throw new CheckerError('USAGE_UNKNOWN_NAME', `there is no instance "${nameOrPath}"`, {
      expected: `${presets.join(', ')}, or the path of a ${extension} file`,
      received: nameOrPath,
      hint: 'see them with: ics-check list instances',
    });
  }
  return parseInstance(readJson(nameOrPath), nameOrPath);
}

function looksLikePath(text: string): boolean {
  return text.endsWith(extension) || text.includes('/') || text.includes('\\');
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CheckerError('FILE_UNUSABLE', `cannot read the instance file ${path}: ${reasonOf(cause)}`, {
      at: path,
      expected: 'a readable JSON file',
      received: reasonOf(cause),
      hint: 'check the path, or name a preset: ics-check list instances',
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CheckerError('INSTANCE_INVALID', `${path} is not JSON: ${reasonOf(cause)}`, {
      at: path,
      expected: 'one JSON document',
      received: reasonOf(cause),
      hint: 'start from a copy of a preset',
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
