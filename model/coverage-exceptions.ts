/** Transitions and outcomes of guards that random runs over the presets do not cover, and why. */
interface CoverageException {
  /** Parts of the names, as coverage reports them. */
  readonly names: readonly string[];
  readonly reason: string;
}

export const coverageExceptions: readonly CoverageException[] = [
  {
    names: [
      'allocation: deleted',
      'allocation: distributing phaseChanged',
      'allocation: unlaunched',
      'allocation: consumerIs',
    ],
    reason: 'No preset has both rewards and a life cycle; unit tests of the machine take these steps.',
  },
  {
    names: [
      'shaping: notLaunched',
      'shaping: over',
      'shaping: isLaunchedNow',
      'shaping: isDeletedNow',
      'shaping: launched phaseChanged',
    ],
    reason: 'No preset has both a shape and a life cycle; unit tests of the machine take these steps.',
  },
  {
    names: [
      'evidenceSubmitted [providerHasNoClient]',
      'deleted evidenceSubmitted',
      'initialized evidenceSubmitted',
      'registered evidenceSubmitted',
    ],
    reason: 'No preset has both evidence and consumers that are not launched yet, or deleted already.',
  },
  {
    names: ['vscIsInvalid', 'refuseVsc', 'relayVscError', 'vscErrorIsProvable', 'vscRefused'],
    reason: 'The sound provider sends no invalid VSC: only faults do (F04).',
  },
  {
    names: ['blockAborted', 'provider: halted'],
    reason: 'Nothing halts the sound provider: only faults do.',
  },
  {
    names: [
      'consumer: keyIsValidating = false',
      'evidence: attackIsProved = false',
      'evidence: proofExists = false',
      'evidence: votesOnTwinChains = false',
      'provider: creationSucceeds = false',
      'provider: delegationSucceeds = false',
      'provider: doubleSignIsPunishable = false',
      'provider: keyIsRequestedByValidator = false',
      'usesOwnKeyByDefault',
      'provider: undelegationSucceeds = false',
      'shaping: isNotOptedIn = false',
      'shaping: launched optInSubmitted',
      'transfers: errorIsInFlight = false',
    ],
    reason: 'The environment offers the event only where the guard holds.',
  },
  {
    names: [
      'noChangesPending',
      'setsHaveSettled',
      'nothingGetsSentMeanwhile',
      'noDowntimeIsDueMeanwhile',
      'blocksAreQuiet',
    ],
    reason: 'Quiet blocks are offered only where nothing is due in them.',
  },
  {
    names: ['launched answerOverdue [removalIsDelayed]', 'launched openingOverdue [removalIsDelayed]'],
    reason: 'Answers and openings are timed in v1 to v5, removal is delayed from v6 on.',
  },
  {
    names: [
      'channelConfirmed',
      'channelTried',
      'mayOpenChannel = false',
      'confirmAnotherChannel',
      'isSecondChannel',
    ],
    reason: 'Rare at random: the environment seldom tries to open a second channel where there is one.',
  },
  {
    names: ['initialized launchMoment', 'failedLaunchIsReset', 'launchSetIsInactive'],
    reason:
      'A launch fails for want of active validators only where sets are shaped, and stays failed only with a fault (F36).',
  },
  {
    names: [
      'consumer-record: deleted removalMoment',
      'queueing cancelLaunch',
      'queueing moveLaunch',
      'launchIsQueued = false',
    ],
    reason: 'The error of a queue that does not hold the consumer, which only faults bring about.',
  },
  {
    names: ['sendTransfers', 'transfersKept', 'sendMatured'],
    reason:
      'Rare at random: the client of the provider has to expire while something else than a report is due to be sent.',
  },
  {
    names: ['providerEnd.orphaned relayClose'],
    reason:
      "Rare at random: the consumer has to close its end after it was deleted behind the provider's back.",
  },
];
