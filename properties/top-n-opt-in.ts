/** What being in the top N leaves behind: membership that outlasts it. */
import type { IcsProperty } from './ics-property.ts';
import { holdsWhereApplicable } from './ics-property.ts';
import { obligedAmong } from './shaped-set.ts';
import { lawOfEpochs, type ShapedEpoch } from './shaping-steps.ts';
import { ofEachTopN } from './top-n.ts';

/** What is wrong with who is opted in after the epoch; empty if nothing. */
function wrongMembers({ shaping, after, bonded }: ShapedEpoch, slots: number): string {
  const obliged = obligedAmong(shaping.parameters, bonded, slots).map(({ validator }) => validator);
  const expected = [...new Set([...shaping.optedIn, ...obliged])].sort();
  const given = after.optedIn.join(', ');
  return given === expected.join(', ')
    ? ''
    : `{${given}} are opted in after it, instead of {${expected.join(', ')}}`;
}

const membershipChecks = ofEachTopN((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: wrongMembers,
    concerns: ({ shaping, bonded }, slots) =>
      obligedAmong(shaping.parameters, bonded, slots).some(
        ({ validator }) => !shaping.optedIn.includes(validator),
      ),
  }),
]);

/**
 * The set of a Top-N chain does not show it, since whoever is obliged is in the set anyway; it shows when N is lowered,
 * or when the validator loses power.
 */
export const topNOptedIn: IcsProperty = {
  id: 'topn-opted-in',
  title: 'The top N are opted in for good',
  kind: 'step',
  statement:
    'At the end of an epoch exactly those are opted in who were before, and the active validators in the top N, whatever keeps them out of the set: they stay members when their power falls or when N is lowered.',
  source: ['ADR-015', 'x/ccv/provider/keeper/partial_set_security.go OptInTopNValidators'],
  assumptions: [],
  witness: 'a validator enters the top N that has not opted in',
  expected: holdsWhereApplicable(membershipChecks),
  checks: membershipChecks,
};
