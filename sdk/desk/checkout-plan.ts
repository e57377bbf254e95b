import { z } from 'zod';
import {
  type AssetId,
  type OrganizationId,
  parseAssetId,
  parseLicenseId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import type { WishInput } from '../licensing/quotes.ts';

const decimal = z.string().regex(/^\d+$/).transform(BigInt);

const Seen = z.object({
  /** Hash of the terms: the id of the license to be. */
  licenseId: z.string().transform((text) => parseLicenseId(text)),
  holder: z
    .string()
    .transform((text) => parseOrganizationId(text))
    .nullable(),
  version: z.string().transform((text) => parseStatementHash(text)),
  offerId: decimal,
  price: z.object({ amount: decimal, token: z.string() }),
  communityShareBps: z.number().int(),
  rights: z.number().int(),
});
/** What somebody was shown of a purchase, and said yes to. */
export type SeenTerms = z.infer<typeof Seen>;

const Wish = z.object({
  media: z.array(z.string()).readonly(),
  territories: z.array(z.string()).readonly(),
  from: z.string(),
  to: z.string(),
  exclusive: z.boolean(),
});

const Item = z.object({
  assetId: z.string().transform((text) => parseAssetId(text)),
  wish: Wish,
  offerId: decimal.nullable(),
  seen: Seen,
});

const Plan = z.object({
  licensee: z.string().transform((text) => parseOrganizationId(text)),
  logSize: z.number().int().nonnegative(),
  items: z.array(Item).readonly(),
});

/** An asset that is to be bought, for its own use. */
export interface CheckoutItem {
  readonly assetId: AssetId;
  readonly wish: WishInput;
  /** Null: the cheapest that serves. */
  readonly offerId: bigint | null;
}

export interface AgreedItem extends CheckoutItem {
  readonly seen: SeenTerms;
}

/** What somebody said yes to. It is kept until all of it is settled, so that it goes on after any end. */
export interface CheckoutPlan {
  readonly licensee: OrganizationId;
  /** Leaves of the log at the yes: what has a later leaf, this plan bought. */
  readonly logSize: number;
  readonly items: readonly AgreedItem[];
}

export function formatPlan(plan: CheckoutPlan): string {
  return JSON.stringify(plan, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Null for what is none: torn, or of another version of this library. */
export function parsePlan(text: string | null): CheckoutPlan | null {
  if (text === null || text === '') return null;
  try {
    return Plan.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What differs between what somebody saw and what holds now. */
export type TermsDifference = 'PRICE' | 'SHARE' | 'HOLDER' | 'VERSION' | 'RIGHTS' | 'OFFER';

export function differencesOf(seen: SeenTerms, now: SeenTerms): readonly TermsDifference[] {
  const parts: readonly (readonly [TermsDifference, boolean])[] = [
    ['PRICE', seen.price.amount === now.price.amount && seen.price.token === now.price.token],
    ['SHARE', seen.communityShareBps === now.communityShareBps],
    ['HOLDER', seen.holder === now.holder],
    ['VERSION', seen.version === now.version],
    ['RIGHTS', seen.rights === now.rights],
    // Two offers may say the same; the license names which one was taken.
    ['OFFER', seen.licenseId === now.licenseId || seen.offerId === now.offerId],
  ];
  return parts.filter(([, isSame]) => !isSame).map(([name]) => name);
}
