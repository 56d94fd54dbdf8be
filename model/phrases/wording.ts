/** Pieces of sentences. */
import type { KeyPower, ValidatorPower } from '../vocabulary.ts';

/** `v1:10, v2:0`; `no changes` for none. Powers of 0 are removals. */
export function updatesInWords(updates: readonly KeyPower[]): string {
  if (updates.length === 0) return 'no changes';
  return updates.map(({ key, power }) => (power === 0 ? `${key} removed` : `${key}:${power}`)).join(', ');
}

/** `{v1:10, v2:5}`; long sets are cut. */
export function setInWords(set: readonly (KeyPower | ValidatorPower)[]): string {
  const shown = 8;
  const members = set
    .slice(0, shown)
    .map((member) => `${'key' in member ? member.key : member.validator}:${member.power}`);
  const more = set.length > shown ? [`and ${set.length - shown} more`] : [];
  return `{${[...members, ...more].join(', ')}}`;
}

/** `1 block`, `5 blocks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The consumer's id in the name of one of its components: `c1` for `channel-c1`. */
export function consumerIn(component: string): string {
  return component.slice(component.indexOf('-') + 1);
}
