/** What machines remark about a step, in words. */
import { vscName } from '../absolute-clock.ts';
import type {
  DowntimeDecision,
  EvidenceRefusal,
  KeyRefusal,
  ModelNote,
  RequestRefusal,
  RewardNote,
} from '../vocabulary.ts';
import type { PhraseTable } from './phrase-table.ts';
import { consumerIn, counted, ownersInWords, setInWords, updatesInWords } from './wording.ts';

const decisions: Readonly<Record<DowntimeDecision, string>> = {
  executed: 'executed',
  absorbedJailed: 'absorbed, because the validator is jailed already',
  droppedNotInSet: "dropped, because the validator is not in the consumer's stored set",
  droppedStopped: 'dropped, because the consumer is stopped',
  droppedUnbonded: 'dropped, because the validator is unbonded',
  droppedTombstoned: 'dropped, because the validator is tombstoned',
  droppedUnknownValidator: 'dropped, because there is no such validator',
  bounced: 'bounced, because the slash meter is negative',
};

const refusals: Readonly<Record<KeyRefusal, string>> = {
  consumerInactive: 'the consumer is not active',
  keyOfAnotherValidator: 'another validator uses it on the provider',
  ownKeyByDefault: 'it uses this key anyway',
  keyInUse: 'the key is assigned, or was until recently',
};

const evidenceRefusals: Readonly<Record<EvidenceRefusal, string>> = {
  noClient: 'the provider has no client of the consumer',
  tooOld: 'it is too old',
  otherChain: 'the votes are for another chain',
  noConflict: 'the votes agree',
  badSignature: 'a signature is not valid',
  unknownValidator: 'there is no such validator',
  unbonded: 'the validator is unbonded',
  tombstoned: 'the validator is tombstoned',
};

const requestRefusals: Readonly<Record<RequestRefusal, (consumer: string) => string>> = {
  notOwner: (consumer) => `${consumer} belongs to somebody else`,
  wrongPhase: (consumer) => `${consumer} is not in a phase for it`,
  alreadyLaunched: (consumer) => `${consumer} is launched already`,
};

const stopReasons = {
  vscTimeout: 'a VSC packet timed out',
  vscErrorAck: 'a VSC packet was answered with an error',
  sendFailed: 'its channel is closed',
  removedByOwner: 'its owner removes it',
  answerOverdue: 'it did not mature a VSC in time',
  openingOverdue: 'its channel was not opened in time',
} as const;

/** A jail time beyond any parameter: DoubleSignJailEndTime. */
const forGood = 1e9;

const causedBy = (cause: string): string => (cause === 'provider' ? '' : ` for ${cause}`);

export const notePhrases: PhraseTable<Exclude<ModelNote, RewardNote>> = {
  providerBlockEnded: ({ epoch, bonded }) =>
    epoch ? `the epoch ends with the bonded set ${setInWords(bonded)}` : undefined,
  slashed: ({ validator, cause, burnt }) =>
    `${validator} is slashed ${counted(burnt, 'token')}${causedBy(cause)}`,
  jailed: ({ validator, cause, seconds }) =>
    `${validator} is jailed ${seconds >= forGood ? 'for good' : `for ${seconds} s`}${causedBy(cause)}`,
  unjailed: ({ validator }) => `${validator} is not jailed any more`,
  ownSetSwitched: ({ set }) => `changes over to the set ${setInWords(set)}`,
  ownDoubleSigned: 'silent',
  ownSlashed: ({ key, burnt }) =>
    burnt === 0
      ? `there is no stake under ${key} on the chain itself to slash`
      : `${key} is slashed ${counted(burnt, 'token')} of its stake on the chain itself`,
  ownUnbondingStarted: 'silent',
  ownUnbondingCompleted: ({ key }) => `stake that was with ${key} on the chain itself is paid out`,
  equivocated: 'silent',
  doubleSignReportQueued: ({ report }) => `queues a report that ${report.key} signed twice`,
  doubleSignLogged: ({ key }) => `the report that ${key} signed twice is logged, and nothing more`,
  evidenceAccepted: ({ key, validator }) => `the evidence about ${key}, the key of ${validator}, is sound`,
  evidenceRefused: ({ key, reason }) => `the evidence about ${key} is refused: ${evidenceRefusals[reason]}`,
  penaltiesChanged: ({ choice }) =>
    `${choice === 0 ? 'the infraction parameters of the launch' : `infraction parameters no. ${choice}`} are in force now`,
  tombstoned: ({ validator }) => `${validator} is tombstoned`,
  unbondingStarted: ({ entry }) =>
    `the unbonding of ${counted(entry.balance, 'token')} from ${entry.validator} begins`,
  unbondingCompleted: ({ entry }) =>
    `the unbonding of ${counted(entry.balance, 'token')} from ${entry.validator} is complete`,
  optedIn: ({ validator, byTopN }, { component }) =>
    `${validator} ${byTopN ? 'is in the top N and must validate' : 'has opted in to'} ${consumerIn(component)}`,
  optedOut: ({ validator }, { component }) => `${validator} has opted out of ${consumerIn(component)}`,
  updateRefused: () => 'refuses the update',
  requestRefused: ({ reason }, { component }) =>
    `refuses that: ${requestRefusals[reason](consumerIn(component))}`,
  ownerChanged: ({ owner }, { component }) =>
    `${consumerIn(component)} belongs to ${ownersInWords[owner]} from now on`,
  optOutRefused: ({ validator, lastPower, minPower }, { component }) =>
    `${validator} may not opt out of ${consumerIn(component)}: its power ${lastPower} is at least ${minPower}, so that it is in the top N`,
  replenished: ({ by }) => `the slash meter is replenished by ${by}`,
  vscProvided: ({ change, set }, { clock, component }) =>
    `computes ${vscName(change.vsc, clock)} for ${consumerIn(component)}: ${updatesInWords(change.updates)}, making ${setInWords(set)}`,
  reportDecided: ({ key, decision, acked }) =>
    `the report about ${key} is ${decisions[decision]}${acked ? '; a slash ack will follow' : ''}`,
  keyAssigned: ({ validator, key, replaced, kept }, { component }) =>
    `${validator} uses ${key} on ${consumerIn(component)} from the next epoch on` +
    (replaced === '' ? '' : kept ? `; ${replaced} still leads to it` : `; ${replaced} is free again`),
  keyAssignmentRefused: ({ validator, key, reason }, { component }) =>
    `${validator} does not get ${key} on ${consumerIn(component)}: ${refusals[reason]}`,
  keyUnchanged: ({ validator, key, used }, { component }) =>
    `${validator} is granted ${key} on ${consumerIn(component)}, which changes nothing: it uses ${used}`,
  keyPruned: ({ key, validator }, { component }) =>
    `${key} of ${consumerIn(component)} leads to ${validator} no more`,
  keyReleased: ({ key, validator }, { component }) =>
    `${validator} is gone: its key ${key} on ${consumerIn(component)} is free`,
  creationRefused: ({ validator }) =>
    `${validator} does not become a validator: its key is assigned on a consumer`,
  consumerStopped: ({ reason }, { component }) =>
    `the provider stops ${consumerIn(component)}: ${stopReasons[reason]}`,
  consumerLaunched: ({ set }, { component }) =>
    `the provider launches ${consumerIn(component)} with the set ${setInWords(set)}`,
  launchFailed: (_, { component }) =>
    `${consumerIn(component)} is not launched: nobody who validates the provider would validate it`,
  consumerDeleted: (_, { component }) => `the provider deletes what it keeps of ${consumerIn(component)}`,
  channelAccepted: (_, { component }) => `the channel is the CCV channel of ${consumerIn(component)} now`,
  channelRefused: (_, { component }) => `refuses the channel: ${consumerIn(component)} has one already`,
  maturityRegistered: 'silent',
  maturityQueued: ({ vsc }, { clock }) => `${vscName(vsc, clock)} has matured: a packet is queued`,
  reportQueued: ({ report }) => `finds ${report.key} down and queues a report`,
  changesApplied: ({ set }) => `applies the pending changes: the set is now ${setInWords(set)}`,
  consumerBlockEnded: 'silent',
};
