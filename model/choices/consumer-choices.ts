/** What the environment may do to a consumer chain: produce blocks, and have validators stop and start signing there. */
import type { Choice, LocalSnapshot } from '../../src/system/vocabulary.ts';
import type { BudgetName, ConsumerInstance, Instance } from '../instance.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import type { ConsumerChoice, ConsumerContext, ConsumerKey, KeyPower, ValidatorId } from '../vocabulary.ts';
import { consumerMayAdvance } from './drift-requirements.ts';
import { environmentEvent } from './environment-events.ts';
import { longestConsumerJump } from './longest-consumer-jump.ts';
import { misbehaviourChoices } from './misbehaviour-choices.ts';
import { jumpLengths } from './quiet-jumps.ts';
import { hasKeys } from '../epoch-stages.ts';
import { watchedValidators } from './watched-validators.ts';
import { mayChangePeriod } from '../vsc-age.ts';
import { weightsFor } from './weights.ts';

interface ChoicesForKey {
  readonly stop: Choice;
  readonly resume: Choice;
  readonly queueUnknownVscReport: Choice;
}

/** Choices in a snapshot of the consumer. */
export function consumerChoices(
  instance: Instance,
  consumer: ConsumerInstance,
): (snapshot: LocalSnapshot<ConsumerContext>) => readonly Choice[] {
  const blocks = consumer.blockSeconds.map((seconds): Choice => ({
    event: environmentEvent({ type: 'nextBlock', seconds }),
    weight: weightsFor(instance).consumer.nextBlock,
    requires: [consumerMayAdvance(consumer.id, seconds, instance.maxClockDriftSeconds)],
  }));
  const prepared = prepareKeys(instance, consumer);
  const misbehaviour = misbehaviourChoices(instance, consumer);
  const quiet = instance.skipQuietBlocks ? consumerJumps(instance, consumer) : () => [];
  const halt: Choice = {
    event: environmentEvent({ type: 'haltForEver' }),
    weight: weightsFor(instance).consumer.haltForEver,
    cost: { consumerHalts: 1 },
  };
  const periods = mayChangePeriod(instance, consumer) ? periodChoices(instance, consumer) : () => [];
  const halts = instance.budgets.consumerHalts === 0 ? [] : [halt];
  return ({ context }) => [
    ...blocks,
    ...quiet(context),
    ...halts,
    ...periods(context),
    ...keyChoices(prepared, context),
    ...misbehaviour(context),
  ];
}

/** Any period but the present one, the one at the launch included. */
function periodChoices(
  instance: Instance,
  { unbondingSeconds, laterUnbondingSeconds = [] }: ConsumerInstance,
): (context: ConsumerContext) => readonly Choice[] {
  const choices = [...new Set([unbondingSeconds, ...laterUnbondingSeconds])].map((seconds) => ({
    seconds,
    choice: {
      event: environmentEvent({ type: 'changeUnbondingPeriod', seconds }),
      weight: weightsFor(instance).consumer.changeUnbondingPeriod,
      cost: { consumerParamsChanges: 1 },
    },
  }));
  return (context) =>
    choices.filter(({ seconds }) => seconds !== context.unbondingSeconds).map(({ choice }) => choice);
}

/** Only keys that sign now or will sign next can stop; only keys that are down can resume. */
function keyChoices(
  prepared: ReadonlyMap<ConsumerKey, ChoicesForKey>,
  context: ConsumerContext,
): readonly Choice[] {
  const selected: Choice[] = [];
  const down = new Set(context.down);
  const signing = new Set<ConsumerKey>();
  const collect = ({ key }: KeyPower): unknown => signing.add(key);
  context.signers.forEach(collect);
  if (context.set !== context.signers) context.set.forEach(collect);
  for (const [key, { stop, resume, queueUnknownVscReport }] of prepared) {
    if (down.has(key)) selected.push(resume);
    else if (signing.has(key)) selected.push(stop);
    if (signing.has(key)) selected.push(queueUnknownVscReport);
  }
  return selected;
}

function prepareKeys(
  instance: Instance,
  consumer: ConsumerInstance,
): ReadonlyMap<ConsumerKey, ChoicesForKey> {
  const mayValidate = (id: ValidatorId): boolean =>
    isShaped(consumer) || (consumer.optedIn?.includes(id) ?? true);
  const watched = watchedValidators(instance).filter(({ id }) => mayValidate(id));
  const choice = (event: ConsumerChoice, cost?: BudgetName): Choice => ({
    event: environmentEvent(event),
    weight: weightsFor(instance).consumer[event.type],
    ...(cost === undefined ? {} : { cost: { [cost]: 1 } }),
  });
  // Any key that the consumer comes to know: what is not in its set cannot stop signing.
  const keys = new Set(
    watched.flatMap(({ id }) => [consumer.assignedKeys[id] ?? id, ...(hasKeys(consumer) ? [id] : [])]),
  );
  for (const key of consumer.spareKeys ?? []) keys.add(key);
  return new Map(
    [...keys].map((key) => {
      return [
        key,
        {
          stop: choice({ type: 'stopSigning', key }, 'consumerDowntimes'),
          resume: choice({ type: 'resumeSigning', key }),
          queueUnknownVscReport: choice({ type: 'queueUnknownVscReport', key }, 'consumerFaults'),
        },
      ];
    }),
  );
}

/** Quiet blocks of the shortest block time. */
function consumerJumps(
  instance: Instance,
  consumer: ConsumerInstance,
): (context: ConsumerContext) => readonly Choice[] {
  const blockSeconds = Math.min(...consumer.blockSeconds);
  const ceiling = Math.floor((2 * instance.maxClockDriftSeconds) / blockSeconds);
  const made = new Map<number, Choice>();
  const jump = (blocks: number): Choice => {
    const known = made.get(blocks);
    if (known !== undefined) return known;
    const seconds = blocks * blockSeconds;
    const choice: Choice = {
      event: environmentEvent({ type: 'quietBlocks', blocks, seconds }),
      weight: weightsFor(instance).consumer.quietBlocks,
      requires: [consumerMayAdvance(consumer.id, seconds, instance.maxClockDriftSeconds)],
    };
    made.set(blocks, choice);
    return choice;
  };
  return (context) => jumpLengths(longestConsumerJump(consumer, context), ceiling).map(jump);
}
