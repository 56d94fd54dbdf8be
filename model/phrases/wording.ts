/** Pieces of sentences. */
import type { ConsumerOwner, KeyPower, PowerShaping, ValidatorPower } from '../vocabulary.ts';

/** More members of a list than this are only counted: real chains have 180 validators. */
const mostMembers = 8;

/** `v1:10, v2 removed`; `no changes` for none. Long lists are cut. */
export function updatesInWords(updates: readonly KeyPower[]): string {
  if (updates.length === 0) return 'no changes';
  return cutList(updates.map(({ key, power }) => (power === 0 ? `${key} removed` : `${key}:${power}`)));
}

/** `{v1:10, v2:5}`; long sets are cut. */
export function setInWords(set: readonly (KeyPower | ValidatorPower)[]): string {
  return `{${cutList(set.map((member) => `${'key' in member ? member.key : member.validator}:${member.power}`))}}`;
}

function cutList(members: readonly string[]): string {
  const more = members.length - mostMembers;
  return [...members.slice(0, mostMembers), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** `1 block`, `5 blocks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Who owns a consumer, or signs as if. */
export const ownersInWords: Readonly<Record<ConsumerOwner, string>> = {
  account: 'some account',
  governance: 'governance',
};

/** The consumer's id in the name of one of its components: `c1` for `channel-c1`. */
export function consumerIn(component: string): string {
  return component.slice(component.indexOf('-') + 1);
}

/** `top 50 %, power cap 40 %, not v1`; `opt-in` where nothing limits the set. */
export function shapingInWords(shaping: PowerShaping): string {
  const { topN, setCap, powerCap, allow, deny, priority, minStake, allowInactive } = shaping;
  const limits = [
    topN > 0 ? `top ${topN} %` : 'opt-in',
    setCap > 0 && `set cap ${setCap}`,
    powerCap > 0 && `power cap ${powerCap} %`,
    allow.length > 0 && `only ${cutList(allow)}`,
    deny.length > 0 && `not ${cutList(deny)}`,
    priority.length > 0 && `first ${cutList(priority)}`,
    minStake > 0 && `at least ${counted(minStake, 'token')}`,
    allowInactive && 'inactive validators too',
  ];
  return limits.filter((limit) => limit !== false).join(', ');
}
