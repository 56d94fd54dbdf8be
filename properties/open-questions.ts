/**
 * Questions that reading the present design left open, and what checking the model answered. A question is confirmed by
 * findings that are violated on some preset, or by a situation, or a fault, that shows what was asked.
 */

export interface OpenQuestion {
  readonly id: string;
  /** In one sentence. */
  readonly question: string;
  /** `partly`: what was asked does happen, though not all of what was feared follows in the model. */
  readonly answer: 'confirmed' | 'partly' | 'refuted' | 'not modelled';
  /** Why, in a sentence or two. */
  readonly because: string;
  /** Ids of findings (N13), properties, witnesses or faults that show it, the most telling one first. */
  readonly shownBy: readonly string[];
}

export const openQuestions: readonly OpenQuestion[] = [
  {
    id: 'Q01',
    question:
      'Does a slash acknowledgement stay on the provider for ever if its validator is jailed and back within one epoch?',
    answer: 'confirmed',
    because:
      'No VSC is made where the set stays as it was. The flag on the consumer stays set until some other change of its set, and meanwhile the validator may be down unseen.',
    shownBy: ['N13', 'no-downtime-impunity', 'outstanding-eventually-cleared'],
  },
  {
    id: 'Q02',
    question: 'Is a replaced consumer key forgotten while the consumer still uses it?',
    answer: 'confirmed',
    because:
      "The provider forgets a replaced key its own unbonding period after the transaction. A consumer that hears of it late, or is punishable for it longer, still names the key, and the provider takes it for nobody's.",
    shownBy: ['N9', 'key-resolution'],
  },
  {
    id: 'Q03',
    question: 'Can stake leave the provider while a consumer still grants the power that it backed?',
    answer: 'confirmed',
    because:
      'Exactly when lag, clock drift and the unbonding period of the consumer together exceed the unbonding period of the provider: within that slack the promise holds.',
    shownBy: ['N4', 'unbonding-slack-condition', 'reach-unbonding-done-while-lagging'],
  },
  {
    id: 'Q04',
    question: 'Does one piece of evidence punish more than once where the tombstone is switched off?',
    answer: 'confirmed',
    because:
      'Nothing but the tombstone keeps the same evidence from being executed again, and evidence is not remembered.',
    shownBy: ['N8', 'not-slashed-twice-for-equivocation'],
  },
  {
    id: 'Q05',
    question: 'Is a downtime penalty that follows the reported power larger than the stake justifies?',
    answer: 'confirmed',
    because:
      'A capped set gives a small validator more power than its stake is worth, and an honest report says so: the slash follows the report. So it does where a consumer lies.',
    shownBy: ['N5', 'slash-exact-amount-of-bonded-power', 'cap-inflation-bound'],
  },
  {
    id: 'Q06',
    question: 'Does a validator that leaves the set escape a report that is under way?',
    answer: 'confirmed',
    because:
      'The report is dropped, with an acknowledgement, once the set that the provider keeps has been computed without the validator.',
    shownBy: ['N6', 'downtime-always-punished', 'reach-report-after-leaving'],
  },
  {
    id: 'Q07',
    question: 'Does stopping a consumer save a validator from a report that is under way?',
    answer: 'confirmed',
    because:
      'A report that reaches the provider after its consumer was stopped is dropped, with an acknowledgement that is never sent.',
    shownBy: ['reach-report-after-stop', 'N6'],
  },
  {
    id: 'Q08',
    question: 'Can one consumer starve the reports of another at the shared slash meter?',
    answer: 'confirmed',
    because:
      'Under weak fairness a report may be bounced for ever. Strong fairness of its delivery while the meter is not negative is enough for it to be decided.',
    shownBy: ['N11', 'downtime-always-decided-by-diligence'],
  },
  {
    id: 'Q09',
    question: 'Does the retry of a bounced report jail a validator that has long recovered?',
    answer: 'confirmed',
    because:
      'A bounced report is repeated unchanged, whatever its validator has done since, and is executed if the validator is not in jail at that moment.',
    shownBy: ['reach-bounce-then-executed'],
  },
  {
    id: 'Q10',
    question: 'Is a report lost whose retries outlast the memory of a replaced key?',
    answer: 'confirmed',
    because:
      'A report that bounces until the key is forgotten is taken for one about nobody, and dropped; if somebody else has taken the key by then, it hits them.',
    shownBy: ['N9', 'key-resolution-in-reports'],
  },
  {
    id: 'Q11',
    question: 'Does a consumer with an expired client stay launched, with VSCs piling up for it?',
    answer: 'confirmed',
    because:
      'Sends fail softly while the client is expired, so nothing ever times out: VSCs wait without bound, and the consumer stays launched.',
    shownBy: ['N18', 'no-unbounded-queues', 'dead-consumer-eventually-stopped'],
  },
  {
    id: 'Q12',
    question: 'Does a consumer run on, with its last set, once its channel is closed?',
    answer: 'confirmed',
    because:
      'It goes on with the set that it has; the provider stops it only when it next has to send something.',
    shownBy: ['closed-channel-reaction', 'error-ack-closes'],
  },
  {
    id: 'Q13',
    question: 'Can a VSC remove the last validator of a consumer?',
    answer: 'confirmed',
    because:
      'At the end of an epoch nobody asks whether anybody is left. Where some candidate remains, the set is not empty.',
    shownBy: ['N12', 'consumer-set-nonempty'],
  },
  {
    id: 'Q14',
    question:
      'Does stake that begins to unbond between launch and channel opening escape a slash for which it is liable?',
    answer: 'confirmed',
    because:
      'VSC id 0 stands for the height at which the channel opened: what began to unbond before counts as older than the launch set that it backed.',
    shownBy: ['N2', 'replication-height-exact-at-launch'],
  },
  {
    id: 'Q15',
    question: 'Does the lenient consumer shorten the jail term that a strict one imposed?',
    answer: 'confirmed',
    because: 'The end of the term is set anew, whether or not it was later before.',
    shownBy: ['Q15', 'jail-term-never-shortened'],
  },
  {
    id: 'Q16',
    question:
      'May somebody take over the consumer key of a validator that has just ceased to exist, and its blame?',
    answer: 'partly',
    because:
      'The key of a validator that ceases to exist is free at once. That somebody who takes a freed key inherits the blame is shown for a key that was forgotten.',
    shownBy: ['N9', 'only-guilty-slashed'],
  },
  {
    id: 'Q17',
    question: 'Does evidence from one chain punish on another that goes by the same name?',
    answer: 'confirmed',
    because:
      'Evidence names a chain by an id that another may have as well: who signs on both is punished for signing twice.',
    shownBy: ['F53', 'only-guilty-slashed-for-equivocation'],
  },
  {
    id: 'Q18',
    question: 'Does one report with an unknown VSC id end the channel for good?',
    answer: 'confirmed',
    because:
      'It is answered with an error, upon which the consumer closes its end. Only a faulty binary sends such a report: an honest consumer, in no state of any preset, does.',
    shownBy: ['ack-completeness'],
  },
  {
    id: 'Q19',
    question: 'Are the rewards of a deleted consumer stranded?',
    answer: 'confirmed',
    because:
      'What is owed for a consumer when it is deleted, or arrives later, is never distributed; what rounding leaves has no owner.',
    shownBy: ['N10', 'rewards-of-deleted-consumer', 'reward-dust-owned'],
  },
  {
    id: 'Q20',
    question: 'Can a small part of the provider decide a block of a consumer on its own?',
    answer: 'confirmed',
    because:
      'Validators with less than a third of the provider rule a consumer whose set is small, and signing a wrong block once is no equivocation. How much it takes at least is measured.',
    shownBy: ['reach-subset-collusion', 'N21', 'consumer-header-trust'],
  },
  {
    id: 'Q21',
    question:
      'Does the penalty for equivocation hit stake that left before the infraction, or came after it?',
    answer: 'confirmed',
    because:
      'Evidence has no height on the provider: everything that is unbonding is slashed, whenever that began.',
    shownBy: ['N7', 'slashable-consumer-misbehaviour'],
  },
  {
    id: 'Q22',
    question:
      'Does clearing the flag of a validator that enters let a second report about it follow the first?',
    answer: 'confirmed',
    because:
      'The first report still waits in the queue when the validator leaves, returns and is down again.',
    shownBy: ['N17', 'one-outstanding-report-across-entries'],
  },
];
