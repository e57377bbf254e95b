import { MEDIA } from '@lanran/protocol/licensing/media';
import { bitsOfCodes } from '../territories/window-text.ts';

/** How an offer's price depends on the use, as the platform shows it. Factors are hundredths. */
export interface ShownRule {
  /** In the token's smallest unit. */
  readonly minimum: string;
  readonly mediaFactors: readonly { readonly medium: string; readonly factor: number }[];
  readonly territoryFactors: readonly { readonly territories: readonly string[]; readonly factor: number }[];
  /** Null in an offer beside others. */
  readonly exclusivityFactor: number | null;
}

export interface ShownParts {
  readonly months: number;
  /** In the token's smallest unit. */
  readonly pricePerMonth: string;
  readonly mediaFactor: number;
  readonly territoryFactor: number;
  readonly exclusivityFactor: number;
  readonly computed: string;
  readonly minimum: string;
}

interface Use {
  readonly media: readonly string[];
  readonly territories: readonly string[];
}

/** It changes nothing. */
const UNIT = 100;

interface Because {
  readonly factor: number;
  /** Media or territories; empty where it is not known what the factor is for. */
  readonly of: readonly string[];
}

/** The factor of the media, with those that have it; null where it changes nothing. */
export function mediaBecause({ mediaFactor }: ShownParts, rule: ShownRule | null, use: Use): Because | null {
  if (mediaFactor === UNIT) return null;
  const dearest = (rule?.mediaFactors ?? []).filter(({ factor }) => factor === mediaFactor);
  const of = MEDIA.filter(
    (medium) => use.media.includes(medium) && dearest.some((each) => each.medium === medium),
  );
  return { factor: mediaFactor, of };
}

/** The factor of the places, with the group that has it; null where it changes nothing. */
export function placesBecause(
  { territoryFactor }: ShownParts,
  rule: ShownRule | null,
  use: Use,
): Because | null {
  if (territoryFactor === UNIT) return null;
  const asked = bitsOfCodes(use.territories) ?? 0n;
  const group = (rule?.territoryFactors ?? []).find(
    ({ factor, territories }) =>
      factor === territoryFactor && ((bitsOfCodes(territories) ?? 0n) & asked) !== 0n,
  );
  return { factor: territoryFactor, of: group?.territories ?? [] };
}
