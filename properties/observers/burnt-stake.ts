/** What slashes have burnt of the stake behind a set, since the set was provided. */
import type { ValidatorId, VscRef } from '../../model/vocabulary.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import { eventOf } from '../model-events.ts';

export interface BurntStake {
  readonly validator: ValidatorId;
  readonly tokens: number;
  /** How many of them for infractions under this very set; told only where the text of ICS-28 is judged word for word. */
  readonly underThis?: number;
}

/** With more burnt of a validator; sorted by validator. */
export function withBurnt(burnt: readonly BurntStake[], more: BurntStake): readonly BurntStake[] {
  const before = burnt.find(({ validator }) => validator === more.validator);
  const sum: BurntStake = {
    ...more,
    tokens: more.tokens + (before?.tokens ?? 0),
    ...(more.underThis === undefined ? {} : { underThis: more.underThis + (before?.underThis ?? 0) }),
  };
  return [...burnt.filter((each) => each !== before), sum].sort((a, b) =>
    a.validator < b.validator ? -1 : 1,
  );
}

/** The VSC under which a consumer reports what the provider is told to punish; undefined for any other reason to punish. */
export function infractionOf(event: MachineEvent): VscRef | undefined {
  const heard = eventOf({ event });
  if (heard.type === 'handleDowntime') return heard.vsc;
  return heard.type === 'punishEquivocation' ? heard.reported?.vsc : undefined;
}
