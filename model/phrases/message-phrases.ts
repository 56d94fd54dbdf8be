/** What components say to each other, in words; bookkeeping between parts of one chain is left out. */
import { vscName } from '../absolute-clock.ts';
import type {
  ToChannel,
  ToConsumer,
  ToConsumerRecord,
  ToDeadlines,
  ToEvidence,
  ToKeys,
  ToPenalties,
  ToLifecycleQueues,
  ToOwnership,
  ToProvider,
  ToShaping,
  ToSlashMeter,
  ToStandalone,
  ToSlashQueue,
} from '../vocabulary.ts';
import type { PhraseTable } from './phrase-table.ts';
import { consumerIn, setInWords, updatesInWords } from './wording.ts';

type Message =
  | ToSlashMeter
  | ToSlashQueue
  | ToLifecycleQueues
  | ToProvider
  | ToPenalties
  | ToOwnership
  | ToShaping
  | ToKeys
  | ToConsumerRecord
  | ToDeadlines
  | ToEvidence
  | ToChannel
  | ToConsumer
  | ToStandalone;

const acknowledgement = {
  handled: 'handled',
  bounced: 'bounced (try again later)',
  error: 'an error',
} as const;

export const messagePhrases: PhraseTable<Message> = {
  blockBegan: 'silent',
  replenishmentChecked: 'silent',
  throttleMaturity: 'silent',
  dropThrottled: 'silent',
  handleThrottledPackets: 'silent',
  reportServed: 'silent',
  restOfBlock: 'silent',
  maturityDue: ({ vsc }, { clock }) => `handles the maturity of ${vscName(vsc, clock)}, which waited`,
  throttleReport: 'silent',
  charge: ({ power }) => `the slash meter is charged ${power}`,
  handleDowntime: 'silent',
  punishEquivocation: 'silent',
  evidenceSubmitted: 'silent',
  equivocationSeen: 'silent',
  penaltyChangesComeCloser: 'silent',
  handedOver: 'silent',
  setInfractionParameters: 'silent',
  endBlockFailed: ({ reason }, { component }) => `the EndBlock of ${consumerIn(component)} fails: ${reason}`,
  blockAborted: ({ reason }) => `the provider's EndBlock fails: ${reason}`,
  handleTimeQueues: 'silent',
  queueLaunch: 'silent',
  moveLaunch: 'silent',
  cancelLaunch: 'silent',
  queueRemoval: 'silent',
  launchMoment: () => 'its spawn time has come',
  launchCancelled: 'silent',
  removalMoment: () => 'its removal time has come',
  channelTried: 'silent',
  channelConfirmed: 'silent',
  openingAccepted: 'silent',
  channelOpened: 'silent',
  clientsCreated: 'silent',
  consumerDeleted: 'silent',
  consumerHalted: 'silent',
  genesisMade: ({ set }) => `may start, with the set ${setInWords(set)}`,
  vscRefused: () => 'learns that a VSC packet was answered with an error',
  refuseVsc: () => 'the VSC packet is answered with an error',
  epochEnded: 'silent',
  optInSubmitted: 'silent',
  optOutSubmitted: 'silent',
  shapingUpdateSubmitted: 'silent',
  phaseChanged: 'silent',
  vscIdAdvanced: 'silent',
  sendPendingVscs: 'silent',
  reportBounced: 'silent',
  reportHandled: 'silent',
  slashPacketReceived: ({ key, validator, power, vsc, infraction }, { clock }) =>
    validator === undefined
      ? `receives a ${infraction === 'doubleSign' ? 'double-sign' : 'downtime'} report about ${key} (power ${power}, under ${vscName(vsc, clock)})`
      : `takes the key ${key} for ${validator}`,
  keyRequested: 'silent',
  validatorCreated: 'silent',
  validatorRemoved: 'silent',
  providerBlocksEnded: 'silent',
  vscMatured: 'silent',
  creationAborted: 'silent',
  vscsSent: 'silent',
  sendRefusedClientExpired: () => 'cannot send: the light client has expired; the VSC packets stay pending',
  sendFailedChannelClosed: () => 'cannot send: the channel is closed',
  vscTimedOut: () => 'learns that a VSC packet timed out',
  channelCloseConfirmed: () => 'learns that the channel is closed',
  sendVscs: ({ packets }, { component, clock }) =>
    packets
      .map(
        ({ vsc, updates, slashAcks }) =>
          `${vscName(vsc, clock)} goes to ${consumerIn(component)}: ${updatesInWords(updates)}${acksInWords(slashAcks)}`,
      )
      .join('; '),
  writeSlashAck: ({ result }) =>
    `the acknowledgement of the slash packet is written: ${acknowledgement[result]}`,
  sendSlash: ({ report }, { clock }) =>
    `is given the ${report.infraction === 'doubleSign' ? 'double-sign' : 'downtime'} report about ${report.key} (power ${report.power}, under ${vscName(report.vsc, clock)})`,
  closeFromConsumer: () => 'the consumer closes the channel',
  sendTransfers: 'silent',
  providerTimePassed: 'silent',
  consumerTimePassed: 'silent',
  vscReceived: ({ vsc, updates, slashAcks }, { clock }) =>
    `receives ${vscName(vsc, clock)}: ${updatesInWords(updates)}${acksInWords(slashAcks)}`,
  slashAcknowledged: ({ result }) => `learns that its report was acknowledged: ${acknowledgement[result]}`,
  slashSent: () => 'the report is on its way',
  slashKept: () => 'the report cannot be sent and stays in the queue',
  unbondingInitiated: 'silent',
  unbondingHeld: ({ consumer, validator, operation }) =>
    `the unbonding of ${operation === 'entry' ? `stake from ${validator}` : `${validator} itself`} is on hold for ${consumer}`,
  holdsReleased: ({ consumer, vsc }, { clock }) =>
    vsc === 'all'
      ? `nothing is on hold for ${consumer} any more`
      : `what began under ${vscName(vsc, clock)} is not on hold for ${consumer} any more`,
  vscMaturedReceived: ({ vsc }, { clock }) => `learns that ${vscName(vsc, clock)} has matured`,
  answerOverdue: 'silent',
  ownTimePassed: 'silent',
  oldInfractionFound: ({ key }) => `is asked to slash ${key} for what it did before the changeover`,
  slashOwn: 'silent',
  openingOverdue: 'silent',
  stateRestored: 'silent',
  openingAwaited: 'silent',
  openingDone: 'silent',
  maturitiesAwaited: 'silent',
  consumerRemoved: 'silent',
  deadlinesChecked: 'silent',
  sendMatured: ({ vscs }, { clock }) =>
    `is given the maturity of ${vscs.map((vsc) => vscName(vsc, clock)).join(', ')}`,
  maturedSent: 'silent',
  maturedKept: () => 'the maturity cannot be sent and stays in the queue',
  slashTimedOut: () => 'learns that its packet timed out',
};

function acksInWords(slashAcks: readonly string[]): string {
  return slashAcks.length === 0 ? '' : `, with slash acks for ${slashAcks.join(', ')}`;
}
