/** What a launch does to who is opted in, and that it is undone where the launch fails. */
import { shapingOf } from '../model/component-ids.ts';
import type { ShapingContext } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { ofEachShaped, type ShapingStep } from './shaping-steps.ts';

type Membership = Pick<ShapingContext, 'optedIn' | 'minPowerInTopN'>;

const inWords = ({ optedIn, minPowerInTopN }: Membership): string =>
  `{${optedIn.join(', ')}} with ${String(minPowerInTopN)} as the least power in the top N`;

/** Who was opted in before the launch is kept in mind, and comes back if it fails; empty if so. */
function faultOfLaunch({ before, event, after }: ShapingStep): string {
  if (before.value !== 'notLaunched') return '';
  const [was, is] = [before.context, after.context];
  if (event.type === 'launchMoment') {
    const kept = is.beforeLaunch;
    return kept !== null && inWords(kept) === inWords(was) ? '' : `nobody remembers ${inWords(was)}`;
  }
  if (event.type !== 'phaseChanged') return '';
  if (is.beforeLaunch !== null) return 'what was before the launch is remembered after it';
  if (event['phase'] === 'launched')
    return after.value === 'launched' && inWords(is) === inWords(was)
      ? ''
      : `${inWords(was)} are to be members of a launched consumer, not ${inWords(is)}`;
  const wanted = inWords(was.beforeLaunch ?? was);
  if (after.value !== 'notLaunched') return 'the consumer is taken for launched, and is not';
  return inWords(is) === wanted ? '' : `the launch is undone, and ${inWords(is)} remain of ${wanted}`;
}

const launchChecks = ofEachShaped((_instance, consumer): readonly Check[] =>
  startsLaunched(consumer)
    ? []
    : [
        {
          kind: 'step',
          scope: consumer.id,
          on: shapingOf(consumer.id),
          holds: (step: ShapingStep) => faultOfLaunch(step) === '',
          witness: ({ event }: ShapingStep) => event.type === 'launchMoment',
          explain: (step: ShapingStep) => `on ${consumer.id}: ${faultOfLaunch(step)}`,
        },
      ],
);

/** What becomes of members when their consumer is over; empty if it is as it should be. */
function faultOfEnd({ before, event, after }: ShapingStep): string {
  if (before.value !== 'launched' || event.type !== 'phaseChanged') return '';
  if (after.value !== 'over') return 'the consumer is over, and validators come and go';
  const isEmpty = after.context.optedIn.length === 0;
  if (event['phase'] === 'deleted') return isEmpty ? '' : 'the consumer is deleted, and members are kept';
  return inWords(after.context) === inWords(before.context)
    ? ''
    : 'the consumer is stopped, and members are lost';
}

const endChecks = ofEachShaped((_instance, { id, lifecycle }): readonly Check[] =>
  lifecycle === undefined
    ? []
    : [
        {
          kind: 'step',
          scope: id,
          on: shapingOf(id),
          holds: (step: ShapingStep) => faultOfEnd(step) === '',
          witness: ({ before, event }: ShapingStep) =>
            before.value === 'launched' && event.type === 'phaseChanged',
          explain: (step: ShapingStep) => `on ${id}: ${faultOfEnd(step)}`,
        },
      ],
);

export const shapingEffectProperties: readonly IcsProperty[] = [
  {
    id: 'failed-launch-undone',
    title: 'A launch that fails leaves members as they were',
    kind: 'step',
    statement:
      'Whom a launch opts in stays a member if the consumer is launched; if the launch fails, exactly those are opted in who were before.',
    source: ['x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers (cached context)'],
    assumptions: [],
    witness: 'the spawn time has come',
    expected: holdsWhereApplicable(launchChecks),
    checks: launchChecks,
  },
  {
    id: 'members-until-deleted',
    title: 'A stopped consumer keeps its members until it is deleted',
    kind: 'step',
    statement: 'Who is opted in to a consumer stays so when it is stopped, and nobody is once it is deleted.',
    source: [
      'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval, DeleteConsumerChain',
    ],
    assumptions: [],
    witness: 'a consumer is stopped',
    expected: holdsWhereApplicable(endChecks),
    checks: endChecks,
  },
];
