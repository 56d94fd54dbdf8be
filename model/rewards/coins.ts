/** Lists of coins: sorted by denomination, each named once, amounts > 0. */
import type { Coin, Denom } from '../vocabulary.ts';

export function amountOf(coins: readonly Coin[], denom: Denom): number {
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0;
}

/** The list with that much of the coin's denomination more. */
export function withCoin(coins: readonly Coin[], { denom, amount }: Coin): readonly Coin[] {
  return withAmount(coins, denom, amountOf(coins, denom) + amount);
}

export function withCoins(coins: readonly Coin[], more: readonly Coin[]): readonly Coin[] {
  return more.reduce(withCoin, coins);
}

/** The list with exactly that amount of a denomination; 0 takes it out. */
export function withAmount(coins: readonly Coin[], denom: Denom, amount: number): readonly Coin[] {
  const others = coins.filter((coin) => coin.denom !== denom);
  if (amount === 0) return others;
  return [...others, { denom, amount }].sort((a, b) => (a.denom < b.denom ? -1 : 1));
}
