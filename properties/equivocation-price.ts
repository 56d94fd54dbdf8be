/** What an equivocation costs, read off the instance: by what the evidence is priced, and how long the jail term is. */
import { provider } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { EquivocationPunishment, ProviderContext } from '../model/vocabulary.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { LocalStep } from '../src/property/definition.ts';
import { mayPunishEquivocation } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { notesOf } from './observers/heard.ts';

type ProviderStep = LocalStep<ProviderContext>;

interface Price {
  /** As the instance writes it. */
  readonly slashFraction: string;
  /** Undefined: for ever. */
  readonly jailSeconds?: number;
  readonly tombstone: boolean;
}

/** At the launch: what the consumer's own parameters say (v6.4+), else what a double sign on the provider costs (SC-20). */
export function priceAtLaunch(instance: Instance, { doubleSign }: ConsumerInstance): Price {
  return doubleSign !== undefined && featuresOf(instance).infractionParameters
    ? doubleSign
    : { slashFraction: instance.provider.doubleSignSlashFraction, tombstone: true };
}

/** What of the punishment is not the price; empty if nothing. */
export function offPrice(
  { slashFraction, jailSeconds, tombstone }: Price,
  asked: Pick<EquivocationPunishment, 'slashFraction' | 'jailSeconds' | 'tombstone'>,
): string {
  const { numerator, denominator } = asked.slashFraction;
  const [whole = '0', decimals = ''] = slashFraction.split('.');
  const unit = 10n ** BigInt(decimals.length);
  if (BigInt(numerator) * unit !== BigInt(whole + decimals) * BigInt(denominator))
    return `the fraction is ${String(numerator)}/${String(denominator)} instead of ${slashFraction}`;
  if (asked.tombstone !== tombstone) return `it ${tombstone ? 'should tombstone' : 'should not tombstone'}`;
  return jailSeconds === undefined || asked.jailSeconds === jailSeconds
    ? ''
    : `the term is ${String(asked.jailSeconds)} s instead of ${String(jailSeconds)}`;
}

/** Where the owner may change the price, infraction-params-delayed tells whether it is the one in force. */
function isFixed(instance: Instance, { infractionUpdates }: ConsumerInstance): boolean {
  return infractionUpdates.length === 0 || !featuresOf(instance).infractionParameters;
}

/** What is wrong with the price of a punishment, or with the term that is served for it; empty if nothing. */
function wrongPrice(instance: Instance, { event: happened, after, emitted }: ProviderStep): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'punishEquivocation') return '';
  const consumer = instance.consumers.find(({ id }) => id === event.consumer);
  if (consumer === undefined) return `no consumer is called ${event.consumer}`;
  const off = isFixed(instance, consumer) ? offPrice(priceAtLaunch(instance, consumer), event) : '';
  if (off !== '') return off;
  const punished = after.context.validators.find(({ id }) => id === event.validator);
  if (event.tombstone || punished === undefined || notesOf(emitted, 'slashed').length === 0) return '';
  return punished.jailedFor === event.jailSeconds
    ? ''
    : `${event.validator} is in jail for ${String(punished.jailedFor)} s instead of ${String(event.jailSeconds)}`;
}

const checks: IcsProperty['checks'] = ({ instance }) =>
  mayPunishEquivocation(instance)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => wrongPrice(instance, step) === '',
          witness: ({ event }: ProviderStep) => event.type === 'punishEquivocation',
          explain: (step: ProviderStep) =>
            `an equivocation on ${String(step.event['consumer'])}: ${wrongPrice(instance, step)}`,
        },
      ]
    : [];

export const equivocationPriceProperties: readonly IcsProperty[] = [
  {
    id: 'equivocation-priced-by-parameters',
    title: 'An equivocation costs what the consumer says',
    kind: 'step',
    statement:
      "Whoever equivocated on a consumer is slashed by the fraction, jailed for the term and tombstoned as the consumer's infraction parameters say, and as for a double sign on the provider where it has none.",
    source: [
      'ADR-020',
      'x/ccv/provider/types/msg.go DefaultConsumerInfractionParameters; x/ccv/provider/keeper/consumer_equivocation.go SlashValidator, JailAndTombstoneValidator',
      'SC-20',
    ],
    assumptions: [],
    witness: 'somebody is to be punished for an equivocation',
    expected: holdsWhereApplicable(checks),
    checks,
  },
];
