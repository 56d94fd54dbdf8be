import { assertEvent } from 'xstate';
import { penaltiesTypes } from '../penalties/penalties-setup.ts';
import { sendMessage } from '../send-message.ts';
import type { EquivocationPunishment, PenaltiesContext } from '../vocabulary.ts';
import { ofConsumer, type Fault } from './fault.ts';

interface Vote {
  readonly punishment: EquivocationPunishment & { readonly type: 'punishEquivocation' };
  /** Seconds. */
  readonly endsIn: number;
}

/** Only here do punishments wait in this machine. */
interface WithVotes extends PenaltiesContext {
  readonly votes?: readonly Vote[];
}

const startVote = (seconds: number) =>
  penaltiesTypes.assign(({ context, event }) => {
    assertEvent(event, 'punishEquivocation');
    const { votes = [] }: WithVotes = context;
    const changed: WithVotes = { ...context, votes: [...votes, { punishment: event, endsIn: seconds }] };
    return changed;
  });

/** Time passes for votes; whose is over is punished with the penalty that the consumer had launched with. */
const countVotesDown = penaltiesTypes.enqueueActions(({ context, event, enqueue }) => {
  assertEvent(event, 'penaltyChangesComeCloser');
  const { votes = [] }: WithVotes = context;
  const left = votes.map((vote) => ({ ...vote, endsIn: vote.endsIn - event.seconds }));
  const changed: WithVotes = { ...context, votes: left.filter(({ endsIn }) => endsIn > 0) };
  enqueue.assign(changed);
  for (const { punishment, endsIn } of left)
    if (endsIn <= 0) enqueue.emit(sendMessage('provider', punishment));
});

export const f52: Fault = {
  id: 'F52',
  name: 'equivocation-vote-outlasts-unbonding',
  kind: 'historical',
  description:
    'Governance has to vote on each punishment, which takes a block longer than stake takes to unbond: whoever stops validating meanwhile escapes.',
  source: ['ADR-003', 'ADR-007', 'cosmos/interchain-security#692', 'cosmos/interchain-security#747'],
  machine: 'penalties',
  overrides: ofConsumer(({ provider }) => ({
    // The owner asks for no other penalties in the stories that this is for.
    guards: { changeIsDue: () => false },
    actions: {
      priceEquivocation: startVote(provider.unbondingSeconds + Math.min(...provider.blockSeconds)),
      countDown: countVotesDown,
    },
  })),
  preset: 'equivocation',
  caughtBy: ['equivocation-punished'],
};
