/**
 * Mutants that no property can kill because the mutated machines do what the sound ones do, as far as anything can tell, or
 * because nothing that the environment does brings the sound machines to where they differ; and those that show a gap, which
 * is named. Each with the reason; one that is killed after all is an error of this list.
 */
export interface EquivalentMutant {
  /** As `ics-check mutants` calls it: `<machine>/<guard or action>=true|false|dropped`. */
  readonly mutant: string;
  /** Why nothing tells it from the sound machine. */
  readonly why: string;
}

export const equivalentMutants: readonly EquivalentMutant[] = [
  {
    mutant: 'provider/undelegationSucceeds=true',
    why: 'Not exercised: the environment undelegates only what is staked, and no run begins so many unbondings that staking would refuse one more.',
  },
  {
    mutant: 'provider/creationSucceeds=true',
    why: 'Not exercised: the environment creates only validators that do not exist, with tokens that are there.',
  },
  {
    mutant: 'provider/doubleSignIsPunishable=true',
    why: 'Not exercised: the environment lets only those sign twice who are neither Unbonded nor tombstoned.',
  },
  {
    mutant: 'provider/keyIsRequestedByValidator=true',
    why: 'Not exercised: only validators that exist ask for keys.',
  },
  {
    mutant: 'provider/rememberWhyHalted=dropped',
    why: 'Not exercised: nothing halts the sound provider, only faults do.',
  },
  {
    mutant: 'consumer-record/failedLaunchIsReset=true',
    why: 'The guard is always true; it is there for the fault that leaves a failed launch as it is (F36).',
  },
  {
    mutant: 'consumer-record/mayOpenChannel=true',
    why: 'Not exercised: the one channel whose handshake is modelled opens once, and further ones are confirmed by another event.',
  },
  {
    mutant: 'consumer-record/noteStoppedByErrorAck=dropped',
    why: 'Not exercised: the sound provider sends no VSC that a consumer refuses; the fault F04 does.',
  },
  {
    mutant: 'channel/vscErrorIsProvable=false',
    why: 'Not exercised: no VSC is ever answered with an error, except with the fault F04.',
  },
  {
    mutant: 'channel/takeVscError=dropped',
    why: 'Not exercised: no VSC is ever answered with an error, except with the fault F04.',
  },
  {
    mutant: 'channel/tellRecordOfError=dropped',
    why: 'Not exercised: no VSC is ever answered with an error, except with the fault F04.',
  },
  {
    mutant: 'channel/putVscErrorInFlight=dropped',
    why: 'Not exercised: no VSC is ever answered with an error, except with the fault F04.',
  },
  {
    mutant: 'channel/commitVscError=dropped',
    why: 'Of what no VSC is ever answered with, nothing is committed: only the fault F04 makes a consumer write an error.',
  },
  {
    mutant: 'consumer/vscIsInvalid=false',
    why: 'Not exercised: the sound provider sends no invalid VSC; the fault F04 does.',
  },
  {
    mutant: 'consumer/refuseVsc=dropped',
    why: 'Not exercised: the sound provider sends no invalid VSC; the fault F04 does.',
  },
  {
    mutant: 'consumer/keyIsValidating=true',
    why: 'Not exercised: the environment takes only keys down that sign or are about to.',
  },
  {
    mutant: 'lifecycle-queues/launchIsQueued=true',
    why: 'Not exercised: an initialized consumer is in the queue unless a fault lost it.',
  },
  {
    mutant: 'evidence/proofExists=true',
    why: 'Not exercised: the environment hands in only proofs that exist.',
  },
  {
    mutant: 'evidence/attackIsProved=true',
    why: 'Not exercised: the environment adds a signer only to proofs of attacks that exist.',
  },
  {
    mutant: 'evidence/votesOnTwinChains=true',
    why: 'Not exercised: the environment takes such votes only from keys that are in the genesis sets of both chains.',
  },
  {
    mutant: 'allocation/consumerIsDeleted=false',
    why: 'Not exercised: only versions before v6 delete a launched consumer, and rewards are modelled as of v7. Unit tests of the machine take the step.',
  },
  {
    mutant: 'shaping/isNotOptedIn=true',
    why: 'Not exercised: the environment opts in only who is not opted in.',
  },
  {
    mutant: 'channel/consumerHasNewerHeader=true',
    why: 'An update without a newer header stores the trust that is stored: time takes as much from it as from that of the newest header. The reachable states are the same.',
  },
  {
    mutant: 'channel/providerHasNewerHeader=true',
    why: 'An update without a newer header stores the trust that is stored: time takes as much from it as from that of the newest header. The reachable states are the same.',
  },
  {
    mutant: 'channel/putClocksAtRest=dropped',
    why: 'The clocks of a channel whose ends are both closed decide nothing any more; putting them to rest only lets states be equal.',
  },
  {
    mutant: 'channel/setClocks=dropped',
    why: 'Before the launch no clock of the channel runs, so they stand where the action puts them.',
  },
  {
    mutant: 'channel/dropSlashesAndAcks=dropped',
    why: 'What stays in flight from or to a closed end is never taken: the packet at its head has timed out, the end of the provider is closed too, or there was only one; and a closed end takes no acknowledgement.',
  },
  {
    mutant: 'consumer-record/clientIsForeign=true',
    why: "A further channel over the consumer's own client can be confirmed only once the first is open, and is refused as the second: the same refusal.",
  },
  {
    mutant: 'consumer-record/isSecondChannel=true',
    why: "A further channel over the consumer's own client can be confirmed only once the first is open, so it always is the second.",
  },
  {
    mutant: 'consumer-record/launchSetIsEmpty=false',
    why: 'An empty set has no active validator either: the guard that follows refuses it all the same.',
  },
  {
    mutant: 'provider/restoreDeadlines=dropped',
    why: 'From v3.2 on a restart brings everything back as it was, so it makes no difference whether the times that consumers have left are read again; that they are lost is the fault T12.',
  },
  {
    mutant: 'slash-queue/forgetThrottled=dropped',
    why: 'The action is the finding N29, that packets which wait are lost in a restart; without it only the finding is gone, which is known once all scopes of `v3` are searched to the end. One of them is larger than the hunt searches (`--instance v3 --max-states 350000` kills it).',
  },
  {
    mutant: 'deadlines/restoreTimeouts=dropped',
    why: 'Reading the times back yields those that are there; that they are lost is the fault T12.',
  },
  {
    mutant: 'consumer/leaveDowntimeToOwnStaking=dropped',
    why: 'The action is the finding N26, that the first downtime is left to the old staking; without it that is not told either, and only the finding would notice, in all scopes of the preset.',
  },
];
