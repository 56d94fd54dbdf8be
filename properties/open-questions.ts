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

const notYet = 'not modelled' as const;

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
    answer: notYet,
    because: 'It takes key assignment by transaction.',
    shownBy: [],
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
    answer: notYet,
    because: 'It takes evidence of equivocation and infraction parameters for it.',
    shownBy: [],
  },
  {
    id: 'Q05',
    question: 'Is a downtime penalty that follows the reported power larger than the stake justifies?',
    answer: 'partly',
    because:
      'A power cap lifts small validators above their own power, and a report states the lifted one, of which the penalty is a fraction. That is checked of the powers, not yet of the tokens burnt.',
    shownBy: ['N5', 'cap-inflation-bound'],
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
    answer: notYet,
    because: 'It takes the removal of a consumer by its owner.',
    shownBy: [],
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
    answer: notYet,
    because: 'It takes key assignment by transaction.',
    shownBy: [],
  },
  {
    id: 'Q11',
    question: 'Does a consumer with an expired client stay launched, with VSCs piling up for it?',
    answer: notYet,
    because: 'Its property is being written.',
    shownBy: [],
  },
  {
    id: 'Q12',
    question: 'Does a consumer run on, with its last set, once its channel is closed?',
    answer: notYet,
    because: 'Its property is being written.',
    shownBy: [],
  },
  {
    id: 'Q13',
    question: 'Can a VSC remove the last validator of a consumer?',
    answer: 'confirmed',
    because:
      'Only the launch refuses an empty set. Opting out, lists, the minimum stake or jail may leave nobody later, and the VSC says so; that consensus refuses such a set, so that the chain halts, is beyond the model.',
    shownBy: ['N12', 'consumer-set-nonempty'],
  },
  {
    id: 'Q14',
    question:
      'Does stake that begins to unbond between launch and channel opening escape a slash for which it is liable?',
    answer: notYet,
    because: 'It takes the launch of a consumer.',
    shownBy: [],
  },
  {
    id: 'Q15',
    question: 'Does the lenient consumer shorten the jail term that a strict one imposed?',
    answer: notYet,
    because: 'It takes evidence of equivocation and infraction parameters for it.',
    shownBy: [],
  },
  {
    id: 'Q16',
    question:
      'May somebody take over the consumer key of a validator that has just ceased to exist, and its blame?',
    answer: notYet,
    because: 'It takes key assignment by transaction.',
    shownBy: [],
  },
  {
    id: 'Q17',
    question: 'Does evidence from one chain punish on another that goes by the same name?',
    answer: notYet,
    because: 'It takes evidence of equivocation.',
    shownBy: [],
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
    answer: notYet,
    because: 'It takes rewards.',
    shownBy: [],
  },
  {
    id: 'Q20',
    question: 'Can a small part of the provider decide a block of a consumer on its own?',
    answer: notYet,
    because: 'Its property is being written.',
    shownBy: [],
  },
  {
    id: 'Q21',
    question:
      'Does the penalty for equivocation hit stake that left before the infraction, or came after it?',
    answer: notYet,
    because: 'It takes evidence of equivocation.',
    shownBy: [],
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
