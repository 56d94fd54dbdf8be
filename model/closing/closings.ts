/**
 * Closing schedules: what the world does at the end of a random run so that promises about the future can be judged.
 * All play the same rounds, in which every chain produces blocks, relayers deliver everything and keep all clients
 * alive, and nobody asks for anything new: validators that are down stay down, jailed ones stay jailed, governance
 * recovers no client.
 */
import type { ClosingRun, ClosingSchedule } from '../../src/system/closing.ts';
import type { Choices } from '../../src/system/vocabulary.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { ownershipOf, recordOf } from '../component-ids.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { isOwned } from '../lifecycle.ts';
import { changeEverySet } from './change-every-set.ts';
import { contendedRound } from './contended-round.ts';
import { fairRound } from './fair-round.ts';
import { isEveryReportDecided, roundBound } from './round-bound.ts';

/** The schedules `quiet`, `churn`, `removal` and `contention` for the system of an instance. */
export function closingSchedules(
  instance: Instance,
  choices: Readonly<Record<string, Choices>>,
): Readonly<Record<'quiet' | 'churn' | 'removal' | 'contention', ClosingSchedule>> {
  const round = fairRound(instance, choices);
  const rounds = roundBound(instance);
  const managed = instance.consumers.filter(({ lifecycle }) => lifecycle !== undefined);
  return {
    quiet: {
      id: 'quiet',
      description: 'Blocks and relaying go on; nobody stakes, unjails, misbehaves or governs any more.',
      round,
      rounds,
    },
    churn: {
      id: 'churn',
      description:
        "As quiet, but when all reports are decided one last delegation changes every consumer's validator set, so that each gets a last VSC.",
      // A set change that came before the last decision could not carry its acknowledgement.
      prepare: (run) => {
        playUntilDecided(instance, run, round, rounds(run));
        changeEverySet(instance, run);
      },
      round,
      rounds,
    },
    removal: {
      id: 'removal',
      description: 'As quiet, but owners remove their consumers.',
      round: (run) => {
        round(run);
        for (const consumer of managed) removeByOwner(run, consumer);
      },
      rounds,
    },
    contention: {
      id: 'contention',
      description:
        "As quiet, but whoever was jailed returns as soon as it has left all sets, and relayers hold back each consumer's reports, but for the first's, until the slash meter is negative, if it ever is.",
      round: contendedRound(instance, choices),
      rounds: () => contendedRounds,
      provesByLoop: true,
    },
  };
}

/** The same reports come again after a few; where nobody is reported, nothing happens in any of them. */
const contendedRounds = 12;

/** Whoever the owner is: what anybody else asks for changes nothing. */
function removeByOwner(run: ClosingRun, consumer: ConsumerInstance): void {
  const { id } = consumer;
  if (!isOwned(consumer)) {
    run.take(recordOf(id), environmentEvent({ type: 'removeConsumer' }));
    return;
  }
  for (const by of ['account', 'governance'] as const)
    run.take(ownershipOf(id), environmentEvent({ type: 'requestRemoval', by }));
}

function playUntilDecided(
  instance: Instance,
  run: ClosingRun,
  round: (run: ClosingRun) => void,
  atMost: number,
): void {
  for (let played = 0; played < atMost && !isEveryReportDecided(instance, run); played++) round(run);
}
