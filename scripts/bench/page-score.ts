/** What a visit is judged by. Times in milliseconds. */
export interface Vitals {
  readonly fcpMs: number;
  readonly lcpMs: number;
  readonly tbtMs: number;
  readonly cls: number;
}

/**
 * Lighthouse's curves and weights for phones (https://developer.chrome.com/docs/lighthouse/performance/performance-scoring), without
 * the Speed Index, for which every frame would have to be looked at. `good` gets 90 points, `median` 50.
 */
const CURVES: Readonly<
  Record<keyof Vitals, { readonly weight: number; readonly good: number; readonly median: number }>
> = {
  fcpMs: { weight: 10, good: 1_800, median: 3_000 },
  lcpMs: { weight: 25, good: 2_500, median: 4_000 },
  tbtMs: { weight: 30, good: 200, median: 600 },
  cls: { weight: 25, good: 0.1, median: 0.25 },
};
/** erfc⁻¹(1/5): where a log-normal curve has 90 %. */
const AT_GOOD = 0.9061938024368232;

/** 0 to 100. */
export function pageScore(vitals: Vitals): number {
  let [points, weights] = [0, 0];
  for (const figure of Object.keys(CURVES) as (keyof Vitals)[]) {
    const { weight, good, median } = CURVES[figure];
    points += weight * shareOf(vitals[figure], { good, median });
    weights += weight;
  }
  return Math.round((100 * points) / weights);
}

/** How many pages are slower, by a log-normal distribution. */
function shareOf(
  value: number,
  { good, median }: { readonly good: number; readonly median: number },
): number {
  if (value <= 0) return 1;
  const distance = (Math.log(value / median) * AT_GOOD) / -Math.log(good / median);
  return (1 - erf(distance)) / 2;
}

/** Abramowitz and Stegun, 7.1.26; within 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const factors = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const sum = factors.reduce((total, factor) => (total + factor) * t, 0);
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
