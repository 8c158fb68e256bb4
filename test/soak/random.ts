import { chance } from '../helpers/chance.ts';

/** Choices that a seed repeats. */
export interface Random {
  /** From 0, below 1. */
  share(): number;
  /** A whole number below this. */
  below(count: number): number;
  between(least: number, most: number): number;
  one<T>(of: readonly T[]): T;
  /** One of these, each as often as it weighs. */
  weighted<T extends { readonly weight: number }>(of: readonly T[]): T;
}

export function randomOf(seed: number): Random {
  const share = chance(seed);
  const below = (count: number) => Math.floor(share() * count);
  const one = <T>(of: readonly T[]): T => {
    const chosen = of[below(of.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
  return {
    share,
    below,
    between: (least, most) => least + share() * (most - least),
    one,
    weighted(of) {
      let left = share() * of.reduce((sum, { weight }) => sum + weight, 0);
      for (const each of of) {
        left -= each.weight;
        if (left < 0) return each;
      }
      return one(of);
    },
  };
}
