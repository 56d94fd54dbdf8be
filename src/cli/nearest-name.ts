/** Finds what somebody may have meant. */
import { CheckerError } from '../errors/checker-error.ts';

/** The known name with the fewest edits to the given one, if that is few enough to be a slip; case does not count. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const name of known) {
    const edits = editDistance(given.toLowerCase(), name.toLowerCase());
    if (edits >= fewest) continue;
    fewest = edits;
    best = name;
  }
  return best;
}

/** Levenshtein distance. O(length of a times length of b). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, character] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replace = (previous[column] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(replace, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Error for a name that is not in the catalogue, with the nearest one that is. */
function unknownName(
  what: string,
  given: string,
  known: readonly string[],
  listCommand: string | undefined,
  at: string | undefined,
): CheckerError {
  const nearest = nearestName(given, known);
  const shown = known.length <= 12 ? known.join(', ') : `one of ${known.length} names`;
  return new CheckerError('USAGE_UNKNOWN_NAME', `there is no ${what} "${given}"`, {
    expected: known.length === 0 ? 'none: there are none' : shown,
    received: given,
    ...(at === undefined ? {} : { at }),
    ...hintOf(nearest, listCommand),
  });
}

function hintOf(nearest: string | undefined, listCommand: string | undefined): { readonly hint?: string } {
  const hints = [
    ...(nearest === undefined ? [] : [`did you mean ${nearest}?`]),
    ...(listCommand === undefined ? [] : [`See them with: ics-check list ${listCommand}`]),
  ];
  return hints.length === 0 ? {} : { hint: hints.join(' ') };
}

/**
 * The members with these ids, in the order of the catalogue, each once.
 * @param listCommand what `ics-check list` calls them, if it lists them
 * @param at where the names were given, if not on the command line
 * @throws CheckerError USAGE_UNKNOWN_NAME
 */
export function selectByIds<Member extends { readonly id: string }>(
  members: readonly Member[],
  ids: readonly string[],
  what: string,
  listCommand: string | undefined,
  at?: string,
): readonly Member[] {
  const known = members.map(({ id }) => id);
  for (const id of ids) if (!known.includes(id)) throw unknownName(what, id, known, listCommand, at);
  return members.filter(({ id }) => ids.includes(id));
}
