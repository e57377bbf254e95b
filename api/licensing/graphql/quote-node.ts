import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Reason as JudgedReason } from '@lanran/protocol/licensing/reasons';
import type { Quote } from '@lanran/protocol/licensing/quote';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { HeldUse } from '../domain/held-use.ts';
import { WindowNode } from '../../platform/graphql/window-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import type { HeldQuestion } from '../services/licensing.ts';
import { AssetVersionNode, toVersionNode } from '../../assets/graphql/version-node.ts';
import { LicenseNode, toLicenseNode } from './license-nodes.ts';
import { Money } from '../../chain/graphql/money.ts';

@ObjectType({ description: 'Why a wish is refused.' })
export class Reason {
  @Field(() => String, { description: 'A name of docs/formats.md, e.g. NO_CONSENT.' })
  declare readonly code: string;

  @Field(() => String, { description: 'What stands in the way, decimal text.' })
  declare readonly subject: string;

  @Field(() => String)
  declare readonly en: string;

  @Field(() => String)
  declare readonly zh: string;
}

@ObjectType('HeldUse', {
  implements: WindowNode,
  description:
    'A license that the licensee has already of some of what is asked for; the window is what both cover.',
})
export class HeldUseNode extends WindowNode {
  @Field(() => LicenseNode)
  declare readonly license: LicenseNode;

  @Field(() => Boolean, {
    description: 'It covers all of what is asked for; whether exclusively the license says.',
  })
  declare readonly isWhole: boolean;
}

@ObjectType('Quote', { description: 'The priced answer to an exact wish, or every reason why not.' })
export class QuoteNode {
  /** Resolved to `held`; not part of the schema. Null where it is not known for whom the quote is. */
  declare readonly asked: HeldQuestion | null;

  /** Resolved to `priceParts`; not part of the schema. */
  declare readonly agreed: Terms | null;

  @Field(() => Boolean)
  declare readonly ok: boolean;

  @Field(() => AssetVersionNode, {
    nullable: true,
    description: 'What would be sold; null where there are no terms.',
  })
  declare readonly version: AssetVersionNode | null;

  @Field(() => ID, { nullable: true })
  declare readonly offerId: string | null;

  @Field(() => Money, { nullable: true })
  declare readonly price: Money | null;

  @Field(() => Int, { nullable: true })
  declare readonly communityShareBps: number | null;

  @Field(() => [String], { description: 'What could be done with the license.' })
  declare readonly rights: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'What a purchase commits to: the id of the license to be.',
  })
  declare readonly termsHash: string | null;

  @Field(() => String, { nullable: true, description: 'What that hash is of: the JSON of docs/formats.md.' })
  declare readonly terms: string | null;

  /** Resolved to `reasons`; not part of the schema. */
  declare readonly judged: readonly JudgedReason[];
}

/** A version, and whose it is. */
export interface QuotedVersion {
  readonly assetId: AssetId;
  readonly version: AssetVersion;
}

/** What would be agreed is shown with the reasons too: whoever is refused sees which offer came nearest. */
export function toQuoteNode(
  { terms, licenseId, reasons }: Quote,
  { version, asked }: { readonly version: QuotedVersion | null; readonly asked: HeldQuestion | null },
): QuoteNode {
  return {
    asked: terms ?? asked,
    agreed: terms,
    version: version === null ? null : toVersionNode(version.assetId, version.version),
    ok: reasons.length === 0,
    offerId: terms?.offerId.toString() ?? null,
    price: terms === null ? null : { amount: terms.price.toString(), token: terms.token },
    communityShareBps: terms?.communityShareBps ?? null,
    rights: rightsOf(terms?.rights ?? 0),
    termsHash: licenseId,
    terms: terms === null ? null : JSON.stringify(termsToJson(terms)),
    judged: reasons,
  };
}

export function toHeldUseNode({ license, isWhole, common }: HeldUse): HeldUseNode {
  return { license: toLicenseNode(license), isWhole, ...showWindow(common) };
}
