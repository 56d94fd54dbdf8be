/**
 * Where the protocol departs from what is claimed of it, as far as reading specification and code suggests it. The
 * findings of properties carry these ids; whatever no property can state says here why.
 */

export interface Deviation {
  /** `N4`: what the findings of properties refer to. */
  readonly id: string;
  readonly title: string;
  /** What happens, in a sentence or two. */
  readonly story: string;
  /** Lines of releases, or texts, that it is about. */
  readonly concerns: string;
  /** Why no property of this model shows it, or none on a preset; absent where one does. */
  readonly notChecked?: string;
}

export const deviations: readonly Deviation[] = [
  {
    id: 'N1',
    title: 'A consumer need not have had any set of the provider',
    story:
      'Opt-in, lists and caps give a consumer sets that the provider itself never had, and what changes and changes back within an epoch reaches nobody.',
    concerns: 'partial sets (v4.2+), epochs (v4.1+)',
  },
  {
    id: 'N2',
    title: 'Reports about the launch set count from the opening of the channel',
    story:
      'VSC id 0 maps to the height at which the channel opened, while the launch set was computed at the launch. Stake that began to unbond in between is spared by a slash for which it is liable.',
    concerns: 'all releases; it costs tokens from v6.4 on',
  },
  {
    id: 'N3',
    title: 'Unbondings do not wait for consumers whose VSC is under way',
    story:
      'A validator that the provider has dropped from a consumer still signs there until the VSC arrives. An unbonding begun meanwhile is held for nobody and may complete first.',
    concerns: 'v4.2 to v5 with partial sets',
  },
  {
    id: 'N4',
    title: 'Stake may be gone while the power that it backed can still be misused',
    story:
      'Unbondings no longer wait for consumers. Once epoch wait, relay delay, clock drift and the unbonding period of the consumer exceed that of the provider, power is used without stake behind it.',
    concerns: 'v6+',
  },
  {
    id: 'N5',
    title: 'A power cap hands out power without stake',
    story:
      'What a cap takes from the strong goes to the weak, whose power then exceeds their stake; whatever is computed from that power is too much.',
    concerns: 'partial sets with a power cap',
  },
  {
    id: 'N6',
    title: 'Downtime without punishment',
    story:
      'A report that arrives after its validator has left the set, or after the consumer was stopped, is acknowledged and dropped.',
    concerns: 'v4.2+',
  },
  {
    id: 'N7',
    title: 'Evidence burns stake that left before the infraction',
    story:
      'Equivocation is punished without a height: all that is unbonding when the evidence comes counts as liable, also what began to unbond before the infraction. A report of the consumer (v1-v3.2) tells the height, which spares that; but everything that began to unbond since is cut by the whole fraction, also what was staked after the infraction.',
    concerns: 'evidence on the provider (v3.3+), double-sign packets (v1-v3.2)',
  },
  {
    id: 'N8',
    title: 'The same evidence punishes again where nobody is tombstoned',
    story:
      'Only the tombstone keeps evidence from being used twice. A consumer may switch the tombstone off, and evidence is not remembered.',
    concerns: 'v6.4+',
  },
  {
    id: 'N9',
    title: 'A replaced key is forgotten while it is still in use',
    story:
      'The provider forgets a replaced key its own unbonding period after the transaction, however late the consumer hears of the new one. From then on the key has no owner, and somebody else may take it.',
    concerns: 'v6+',
  },
  {
    id: 'N10',
    title: 'Rewards that nobody gets',
    story:
      'Rewards in a denomination that is never allowed, or left over when the consumer is deleted, or arriving after that, stay where they are.',
    concerns: 'releases with rewards per consumer',
  },
  {
    id: 'N11',
    title: 'One consumer keeps the reports of another from being served',
    story:
      'All consumers share one slash meter. If reports of one always come right after it was replenished, the retries of another always meet an empty one.',
    concerns: 'throttling by retry (v4+)',
  },
  {
    id: 'N12',
    title: 'A VSC may leave a consumer without validators',
    story:
      'That somebody validates is checked at the launch only. When the last member leaves or is jailed, the next VSC removes it, and no consensus is possible with nobody.',
    concerns: 'partial sets (v4.2+)',
  },
  {
    id: 'N13',
    title: 'Downtime that nobody sees',
    story:
      'A validator that is jailed and returns within one epoch leaves its power as it was, so no VSC takes the acknowledgement along: the consumer goes on taking it for reported, and reports it no more.',
    concerns: 'v6+ with slash fraction 0',
  },
  {
    id: 'N14',
    title: 'Dropped reports without an acknowledgement',
    story:
      'A report about a validator that is unknown, unbonded or tombstoned is handled without a slash acknowledgement; its flag on the consumer stays.',
    concerns: 'all releases',
  },
  {
    id: 'N15',
    title: 'Top-N validators that are left out',
    story:
      'A validator of the Top N that is on the deny list, missing on the allow list, or below the minimum stake is filtered out, and N per cent of the power need not be reached.',
    concerns: 'partial sets (v4.2+)',
  },
  {
    id: 'N16',
    title: 'A power cap that cannot be kept',
    story: 'With fewer validators than the cap needs, everybody gets the same power, which is above the cap.',
    concerns: 'partial sets with a power cap',
  },
  {
    id: 'N17',
    title: 'Two reports about one key are under way',
    story:
      'Entering the set clears the flag of a validator although an older report about it still waits in the queue: the next absence is reported as well.',
    concerns: 'consumers of v4+',
  },
  {
    id: 'N18',
    title: 'A consumer that is gone for good stays launched',
    story:
      'Without timeouts for VSCs the provider notices a dead consumer only by sending. With an expired client nothing is sent, and VSCs pile up without bound.',
    concerns: 'v6+',
  },
  {
    id: 'N19',
    title: 'Removing a consumer releases the stake behind it',
    story:
      'A consumer that does not answer in time is removed, and what was held for it unbonds, although its last validators can still sign for it.',
    concerns: 'v1 to v5',
  },
  {
    id: 'N20',
    title: 'Dust without an owner',
    story: 'Shares are rounded down; what remains of an allocation belongs to nobody.',
    concerns: 'all releases',
  },
  {
    id: 'N21',
    title: 'Two thirds in common do not make a fork as dear as on the provider',
    story:
      'Where consumer and provider share two thirds of the power, two conflicting quorums of the consumer may have less than a third of the provider in common.',
    concerns: 'common validators as a threshold (planned)',
  },
  {
    id: 'N22',
    title: 'Evidence against a jailed validator burns too little',
    story:
      'The amount is a fraction of the power of the last block, which is none for a validator in jail, plus what is unbonding: its own delegations stay untouched.',
    concerns: 'evidence on the provider (v3.3+)',
  },
  {
    id: 'N23',
    title: 'The slash term of bonded voting power is too narrow',
    story:
      'Only slashes for infractions of the very height at which the power was fixed count as covering it. A slash for anything else lowers the stake, and the inequality is broken without anybody being at fault.',
    concerns: 'the text of ICS-28',
  },
  {
    id: 'N24',
    title: 'Common power falls below the declared threshold while a change is under way',
    story:
      'Validators that left the provider still sign on the consumer until the VSC arrives, and those who entered it do not yet. Meanwhile less power is common than the two sets have at the ends of epochs.',
    concerns: 'common validators as a threshold (planned)',
  },
  {
    id: 'N25',
    title: 'One VSC may replace more than two thirds of the power',
    story:
      'Nothing bounds how much of a set changes from one block to the next: a light client that skips cannot follow.',
    concerns: 'all releases',
  },
  {
    id: 'N26',
    title: 'The first block of a changeover is judged by the old staking',
    story:
      'Infractions are dated by the height at which the set of their block was fixed, one lower, but compared with the height of the first block that the new set signs. Misbehaviour in that block goes to the old staking, which may not even know the key.',
    concerns: 'chains that change over (v2+)',
  },
  {
    id: 'N27',
    title: 'Evidence reaches back into the time before a changeover',
    story:
      'Where the client of a standalone chain is adopted, the provider takes evidence from its newest height at the launch on, although the set of the genesis signs only after the upgrade. A validator that uses the same key on both chains is slashed on the provider for what it signed as an own validator of the chain, and by the old staking too.',
    concerns: 'chains that change over on an adopted connection (v6.4+)',
  },
  {
    id: 'N28',
    title: 'A maturity vanishes from the throttled packets, and a handled report stays',
    story:
      'More maturities follow a report than one block takes, and another report of the same consumer is handled in that block. Packets are deleted by their number from the head of the queue, where the report is taken to be; it is not, so a maturity goes that nobody handled, and its unbondings wait for the VSC timeout.',
    concerns: 'queues on the provider with a limit on maturities (v2-v3)',
    notChecked:
      'No preset leaves room for it: three maturities and two reports of one consumer have to come in one block. With consumers that take two blocks or more to unbond, three key assignments and two downtimes make 979529 states in which it does not happen, and another staking operation instead of one of them more than 1200000 within 22 steps. It is the story of an instance whose consumer unbonds within a block (examples/backlog.json, 132341 states): a trace of 25 steps, than which none is shorter there.',
  },
  {
    id: 'N29',
    title: 'A provider that is started anew forgets what it waits for',
    story:
      'The exported state has neither the packets that wait in the slash queue nor, before v3.2, the times that consumers have left. After a restart from it reports are never decided, unbondings are on hold for ever, and a consumer that does not answer stays. (Fault T12 is the half of this that a release repaired.)',
    concerns: 'v1 to v3.1; the queue up to v3',
  },
  {
    id: 'SC-29',
    title: 'Whoever writes the memo says whose rewards they are',
    story:
      'A transfer counts for the consumer that its memo names. The memo is not authenticated, so anybody may credit any consumer.',
    concerns: 'v6.4+',
  },
  {
    id: 'Q15',
    title: 'A lenient consumer shortens the jail term of a strict one',
    story:
      'The penalty for an equivocation sets the end of the jail term anew, to what this consumer asks for, even if that is earlier than it was.',
    concerns: 'v6.4+',
  },
  {
    id: 'F18',
    title: 'Maturities overtake each other',
    story:
      'A VSC matures by the unbonding period that the consumer has when it arrives. Once that was shortened, what arrives later matures earlier.',
    concerns: 'v1 to v5, since maturities are looked for by their time',
  },
  {
    id: 'F31',
    title: 'Blocks missed while nobody had to sign count afterwards',
    story:
      'A validator that is small enough to opt out may miss blocks. Once it is not any more, the blocks that it missed before count towards its downtime.',
    concerns: 'soft opt-out (v1.2-v3.3)',
  },
  {
    id: 'F46',
    title: 'A consumer that has answered is removed for being late',
    story:
      'A maturity packet waits on the provider behind a report that the slash meter keeps waiting. Meanwhile the period ends within which the consumer had to answer.',
    concerns: 'queues on the provider (v1-v3)',
  },
  {
    id: 'F53',
    title: 'Evidence counts on another chain of the same name',
    story:
      'Evidence names a chain by its id, and ids need not be unique: what somebody signed on one chain is punished for another.',
    concerns: 'v6+',
  },
  {
    id: 'ADR-001',
    title: 'Switching back to a replaced key succeeds without effect',
    story:
      'A validator that asks for a key which leads to it already is told that all is well. If it has replaced that key lately, it goes on signing with one that the provider does not expect.',
    concerns: 'v4.2 to v4.5',
  },
  {
    id: 'ADR-008',
    title: 'A report may be sent more than once',
    story:
      'ICS-28 has one packet for each piece of evidence; a bounced packet is sent again until it is handled.',
    concerns: 'throttling by retry (v4+)',
  },
  {
    id: 'SC-22',
    title: 'Double-sign packets lead to nothing',
    story:
      'ICS-28 has the provider slash for them; released code only logs them and asks for evidence instead.',
    concerns: 'all releases',
  },
];
