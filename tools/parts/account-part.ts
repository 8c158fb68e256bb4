import type { Correlation } from '../../src/model/correlation.ts';
import type { Evidence } from '../../src/model/finding.ts';
import { looksLikeInstructions, shortIfInstructions } from '../../src/model/foreign.ts';
import type { Identity } from '../../src/model/identity.ts';

/** The identity that is shown first: an active one before a closed one. */
export function firstIdentity(correlation: Correlation): Identity | null {
  const identities = correlation.linked.map((one) => one.identity);
  return identities.find((one) => one.entitlement === 'assigned') ?? identities[0] ?? null;
}

export function evidenceOf(evidence: readonly Evidence[]) {
  return evidence.map((row) => ({ source: row.source, observed_at: row.observedAt, fact: row.fact }));
}

/** Texts from outside, those that speak to an assistant shortened, and a mark where there is one. */
export function markedText<Shape extends Readonly<Record<string, string | null | undefined>>>(shape: Shape) {
  const known = withoutNulls(shape);
  const marked = Object.values(known).some((text) => typeof text === 'string' && looksLikeInstructions(text));
  return {
    ...(marked ? mapped(known) : known),
    ...(marked ? { looks_like_instructions: true as const } : {}),
  };
}

function mapped<Shape extends object>(known: Shape): Shape {
  const short = { ...known };
  for (const key in short) {
    const value = short[key];
    if (typeof value === 'string') Object.assign(short, { [key]: shortIfInstructions(value) });
  }
  return short;
}

/** Drops `undefined` and null values, which cost tokens and say nothing. */
export function withoutNulls<Shape extends object>(shape: Shape): { [Key in keyof Shape]?: NonNullable<Shape[Key]> } {
  const kept: { [Key in keyof Shape]?: NonNullable<Shape[Key]> } = {};
  for (const key in shape) {
    const value = shape[key];
    if (value !== null && value !== undefined) kept[key] = value;
  }
  return kept;
}
