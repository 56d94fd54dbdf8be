/**
 * What the model is held against: every clause of ICS-28's methods, and every note on where specification, documents and
 * code disagree. Each is linked to transitions, by what their `meta.spec` says, or to properties; what is left out says
 * why. A tag or note that a transition or a source names itself need not be linked again here.
 */

export interface Requirement {
  /** `CCV-PCF-RCVSLASH.1`, as the specification tags it, or `SC-12`. */
  readonly id: string;
  /** The method, or what the note is about. */
  readonly title: string;
  /** Texts in `meta.spec` of transitions and states that implement it under another name. */
  readonly seenIn?: readonly string[];
  /** Ids of properties that speak of it. */
  readonly properties?: readonly string[];
  /** Why it is left out; absent where something is linked. */
  readonly leftOut?: string;
}

const provider = (part: string): string => `x/ccv/provider/${part}`;
const consumer = (part: string): string => `x/ccv/consumer/${part}`;
const staticGenesis = 'Genesis is data of an instance: the machines start after it.';

const clauses: readonly Requirement[] = [
  { id: 'CCV-PCF-BBLOCK.1', title: 'BeginBlock of the provider', seenIn: ['BeginBlockCIS'] },
  { id: 'CCV-PCF-EBLOCK.1', title: 'EndBlock of the provider', seenIn: ['EndBlockVSU'] },
  {
    id: 'CCV-CCF-BBLOCK.1',
    title: 'BeginBlock of a consumer',
    seenIn: [consumer('module.go EndBlock, BeginBlock')],
  },
  {
    id: 'CCV-CCF-EBLOCK.1',
    title: 'EndBlock of a consumer',
    seenIn: [consumer('module.go EndBlock, BeginBlock')],
  },
  {
    id: 'CCV-PCF-RCVP.1',
    title: 'onRecvPacket on the provider',
    seenIn: [provider('ibc_module.go OnRecvPacket')],
  },
  {
    id: 'CCV-PCF-ACKP.1',
    title: 'onAcknowledgePacket on the provider',
    seenIn: [provider('keeper/relay.go OnAcknowledgementPacket')],
  },
  {
    id: 'CCV-PCF-TOP.1',
    title: 'onTimeoutPacket on the provider',
    seenIn: [provider('keeper/relay.go OnTimeoutPacket')],
  },
  {
    id: 'CCV-CCF-RCVP.1',
    title: 'onRecvPacket on a consumer',
    seenIn: [consumer('ibc_module.go OnRecvPacket')],
  },
  {
    id: 'CCV-CCF-ACKP.1',
    title: 'onAcknowledgePacket on a consumer',
    seenIn: [consumer('ibc_module.go OnAcknowledgementPacket')],
  },
  {
    id: 'CCV-CCF-TOP.1',
    title: 'onTimeoutPacket on a consumer',
    seenIn: [consumer('ibc_module.go OnTimeoutPacket')],
  },
  { id: 'CCV-PCF-INITG.1', title: 'InitGenesis of the provider', leftOut: staticGenesis },
  { id: 'CCV-PCF-HCAPROP.1', title: 'HandleConsumerAdditionProposal', seenIn: ['PrepareConsumerForLaunch'] },
  {
    id: 'CCV-PCF-BBLOCK-INIT.1',
    title: 'BeginBlockInit of the provider',
    seenIn: ['BeginBlockLaunchConsumers'],
  },
  {
    id: 'CCV-PCF-CRCLIENT.1',
    title: 'CreateConsumerClient',
    seenIn: ['LaunchConsumer, MakeConsumerGenesis'],
  },
  {
    id: 'CCV-PCF-COINIT.1',
    title: 'onChanOpenInit on the provider',
    leftOut:
      'It refuses in any case: the opening begins on the consumer, and the provider offers no such choice.',
  },
  { id: 'CCV-PCF-COTRY.1', title: 'onChanOpenTry on the provider' },
  {
    id: 'CCV-PCF-COACK.1',
    title: 'onChanOpenAck on the provider',
    leftOut: 'It refuses in any case: the provider has no end in the state that it takes.',
  },
  {
    id: 'CCV-PCF-COCONFIRM.1',
    title: 'onChanOpenConfirm on the provider',
  },
  { id: 'CCV-CCF-INITG.1', title: 'InitGenesis of a consumer' },
  { id: 'CCV-CCF-COINIT.1', title: 'onChanOpenInit on a consumer' },
  {
    id: 'CCV-CCF-COTRY.1',
    title: 'onChanOpenTry on a consumer',
    leftOut: 'It refuses in any case: the opening begins on the consumer.',
  },
  { id: 'CCV-CCF-COACK.1', title: 'onChanOpenAck on a consumer' },
  {
    id: 'CCV-CCF-COCONFIRM.1',
    title: 'onChanOpenConfirm on a consumer',
    leftOut: 'It refuses in any case: the consumer begins the opening, so nobody confirms it there.',
  },
  {
    id: 'CCV-CCF-BBLOCK-INIT.1',
    title: 'BeginBlockInit of a consumer',
    leftOut: 'It only lets the first block go without a channel, which every block of the model may.',
  },
  {
    id: 'CCV-PCF-HCRPROP.1',
    title: 'HandleConsumerRemovalProposal',
    seenIn: ['StopAndPrepareForConsumerRemoval'],
  },
  {
    id: 'CCV-PCF-BBLOCK-CCR.1',
    title: 'BeginBlockCCR of the provider',
    seenIn: ['BeginBlockRemoveConsumers'],
  },
  { id: 'CCV-PCF-STCC.1', title: 'StopConsumerChain' },
  { id: 'CCV-PCF-EBLOCK-CCR.1', title: 'EndBlockCCR of the provider', seenIn: ['EndBlockCCR'] },
  {
    id: 'CCV-PCF-CCINIT.1',
    title: 'onChanCloseInit on the provider',
    leftOut: 'It refuses users in any case; the provider closes by timeouts and by removing a consumer.',
  },
  {
    id: 'CCV-PCF-CCCONFIRM.1',
    title: 'onChanCloseConfirm on the provider',
    seenIn: [provider('ibc_module.go OnChanCloseConfirm')],
  },
  {
    id: 'CCV-CCF-BBLOCK-CCR.1',
    title: 'BeginBlockCCR of a consumer',
    properties: ['closed-channel-reaction'],
  },
  { id: 'CCV-CCF-CCINIT.1', title: 'onChanCloseInit on a consumer', seenIn: ['ICS-04 chanCloseInit'] },
  {
    id: 'CCV-CCF-CCCONFIRM.1',
    title: 'onChanCloseConfirm on a consumer',
    seenIn: [consumer('ibc_module.go OnChanCloseConfirm')],
  },
  {
    id: 'CCV-PCF-EBLOCK-VSU.1',
    title: 'EndBlockVSU of the provider',
    seenIn: ['QueueVSCPackets', 'SendVSCPacketsToChain'],
    properties: ['vsc-validity'],
  },
  {
    id: 'CCV-PCF-ACKVSC.1',
    title: 'onAcknowledgeVSCPacket',
    seenIn: [provider('keeper/relay.go OnAcknowledgementPacket')],
  },
  {
    id: 'CCV-PCF-TOVSC.1',
    title: 'onTimeoutVSCPacket',
    seenIn: [provider('keeper/relay.go OnTimeoutPacket')],
    properties: ['timeout-stops-consumer'],
  },
  { id: 'CCV-PCF-RCVMAT.1', title: 'onRecvVSCMaturedPacket' },
  { id: 'CCV-PCF-GETUBS.1', title: 'GetUnbondingsFromVSC', seenIn: ['GetUnbondingOpsFromIndex'] },
  {
    id: 'CCV-PCF-HOOK-AFUBOPCR.1',
    title: 'AfterUnbondingInitiated',
  },
  { id: 'CCV-CCF-RCVVSC.1', title: 'onRecvVSCPacket', properties: ['apply-vsc-validity'] },
  {
    id: 'CCV-CCF-ACKMAT.1',
    title: 'onAcknowledgeVSCMaturedPacket',
    leftOut: 'It does nothing on success, and the provider never answers such a packet with an error.',
  },
  {
    id: 'CCV-CCF-TOMAT.1',
    title: 'onTimeoutVSCMaturedPacket',
    seenIn: [consumer('ibc_module.go OnTimeoutPacket')],
  },
  {
    id: 'CCV-CCF-EBLOCK-VSU.1',
    title: 'EndBlockVSU of a consumer',
    seenIn: [consumer('module.go EndBlock, BeginBlock')],
  },
  {
    id: 'CCV-CCF-HAREVSC.1',
    title: 'HandleReceivedVSCs',
    seenIn: ['OnRecvVSCPacket'],
    properties: ['update-inclusion'],
  },
  {
    id: 'CCV-CCF-UPVALS.1',
    title: 'UpdateValidatorSet',
    seenIn: [consumer('module.go EndBlock, BeginBlock')],
    properties: ['validator-set-replication'],
  },
  { id: 'CCV-CCF-UMP.1', title: 'UnbondMaturePackets', seenIn: [consumer('module.go EndBlock, BeginBlock')] },
  {
    id: 'CCV-PCF-EBLOCK-CIS.1',
    title: 'EndBlockCIS of the provider',
    seenIn: ['EndBlockVSU'],
    properties: ['replication-height-exact'],
  },
  {
    id: 'CCV-PCF-RCVSLASH.1',
    title: 'onRecvSlashPacket',
    seenIn: ['OnRecvSlashPacket'],
  },
  {
    id: 'CCV-CCF-BBLOCK-CIS.1',
    title: 'BeginBlockCIS of a consumer',
    seenIn: [consumer('module.go EndBlock, BeginBlock')],
    properties: ['replication-height-exact'],
  },
  { id: 'CCV-CCF-ACKSLASH.1', title: 'onAcknowledgeSlashPacket', properties: ['ack-completeness'] },
  {
    id: 'CCV-CCF-TOSLASH.1',
    title: 'onTimeoutSlashPacket',
    seenIn: [consumer('ibc_module.go OnTimeoutPacket')],
  },
  {
    id: 'CCV-CCF-SNDSLASH.1',
    title: 'SendSlashRequest',
    seenIn: ['QueueSlashPacket'],
  },
  {
    id: 'CCV-CCF-SNDPESLASH.1',
    title: 'SendPendingSlashRequests',
    seenIn: [consumer('keeper/relay.go SendPackets')],
  },
  { id: 'CCV-CCF-EBLOCK-RD.1', title: 'EndBlockRD of a consumer' },
  { id: 'CCV-CCF-DISTRREW.1', title: 'DistributeRewards', seenIn: ['SendRewardsToProvider'] },
];

const notes: readonly Requirement[] = [
  {
    id: 'SC-1',
    title: 'consumers have shaped subsets, not sets that the provider had',
    properties: ['validator-set-replication', 'vsc-uniformity'],
  },
  { id: 'SC-2', title: 'nobody can opt out before the launch' },
  {
    id: 'SC-3',
    title: 'slash acknowledgements wait for a VSC that the set makes necessary',
    properties: ['outstanding-eventually-cleared', 'no-downtime-impunity'],
  },
  { id: 'SC-4', title: 'a VSC id is known before it has been sent', properties: ['vscid-monotone'] },
  { id: 'SC-5', title: 'pending VSCs leave at the ends of epochs only', properties: ['vsc-only-at-epoch'] },
  {
    id: 'SC-6',
    title: 'who gets the remainder that a power cap leaves',
    properties: ['validators-power-cap'],
  },
  {
    id: 'SC-7',
    title: 'nobody checks at an epoch that somebody remains',
    properties: ['consumer-set-nonempty'],
  },
  { id: 'SC-8', title: 'a power cap gives power without stake', properties: ['cap-inflation-bound'] },
  {
    id: 'SC-9',
    title: 'the launch set is computed, not taken over from consensus',
    seenIn: ['MakeConsumerGenesis'],
  },
  {
    id: 'SC-10',
    title: 'replaced keys are kept for the period of the provider, from the transaction on',
    properties: ['key-prune-safe', 'key-resolution'],
  },
  { id: 'SC-11', title: 'a forgotten key resolves to itself', properties: ['key-resolution'] },
  {
    id: 'SC-12',
    title: 'the first VSC establishes the channel, not the handshake',
    properties: ['downtime-always-decided'],
  },
  {
    id: 'SC-13',
    title: 'reports leave oldest first, and are flagged when queued',
    seenIn: ['QueueSlashPacket'],
    properties: ['slash-queue-blocking'],
  },
  { id: 'SC-14', title: 'a consumer with a closed channel runs on', properties: ['closed-channel-reaction'] },
  {
    id: 'SC-15',
    title: 'a packet on an unknown channel makes the module panic',
    leftOut: 'Packets travel on the one channel of a consumer; a second one is refused while it is opened.',
  },
  { id: 'SC-16', title: 'slips in the text of two clauses', seenIn: ['CCV-CCF-COINIT'] },
  {
    id: 'SC-17',
    title: 'the name of the version',
    leftOut: 'A string that both ends compare; versions are not negotiated in the model.',
  },
  {
    id: 'SC-18',
    title: 'errors stop the consumer or close the channel instead of halting a chain',
    properties: ['error-ack-closes-at-next-send'],
  },
  {
    id: 'SC-19',
    title: 'penalties of consumers are not bounded by those of the provider',
    seenIn: ['UpdateQueuedInfractionParams'],
  },
  { id: 'SC-20', title: 'default penalties' },
  { id: 'SC-21', title: 'the amount follows the power that the report claims' },
  { id: 'SC-22', title: 'double-sign packets are only logged' },
  {
    id: 'SC-23',
    title: 'some dropped reports get no slash acknowledgement',
    properties: ['outstanding-cleared-by-ack'],
  },
  {
    id: 'SC-24',
    title: 'evidence has no age, and burns what was unbonding before',
    seenIn: ['consumer_equivocation.go SlashValidator'],
  },
  { id: 'SC-25', title: 'only the tombstone keeps evidence from being used again' },
  {
    id: 'SC-26',
    title: 'who has left the set is not jailed for earlier downtime',
    properties: ['downtime-always-punished'],
  },
  {
    id: 'SC-27',
    title: 'id 0 maps to the opening of the channel, not to the launch',
    properties: ['slash-exact-amount'],
  },
  { id: 'SC-28', title: 'what becomes of rewards: lists, shares, deletion' },
  { id: 'SC-29', title: 'memos of transfers are not authenticated', properties: ['reward-attribution'] },
  { id: 'SC-30', title: 'how and when a consumer is removed', seenIn: ['StopAndPrepareForConsumerRemoval'] },
  {
    id: 'SC-31',
    title: 'without maturity, stake may leave before the power it backed',
    properties: ['bond-based-voting-power', 'unbonding-slack-condition'],
  },
  {
    id: 'SC-32',
    title: 'periods and fractions are documented otherwise',
    leftOut:
      'Defaults of parameters: an instance states its own, and trusting periods are computed as the code does.',
  },
  {
    id: 'SC-33',
    title: 'evidence against a jailed validator burns none of its tokens',
    seenIn: ['consumer_equivocation.go SlashValidator'],
  },
];

export const requirements: readonly Requirement[] = [...clauses, ...notes];
