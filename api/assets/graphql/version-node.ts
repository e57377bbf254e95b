import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { AccessLevel } from '../domain/asset.ts';
import type { AssetVersion } from '../domain/asset-version.ts';
import { LicenseAgreementNode } from './license-agreement-node.ts';
import { RightsStatementNode } from './rights-statement-node.ts';
import { AccessEnum } from './enums.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType('AssetVersion', { description: 'An immutable state of an asset.' })
export class AssetVersionNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: AssetVersion & { readonly id: AssetId };

  @Field(() => Int)
  declare readonly version: number;

  @Field(() => GraphQLISODateTime)
  declare readonly publishedAt: Date;

  @Field(() => ID)
  declare readonly statementHash: string;

  @Field(() => String, {
    description: 'JSON: its statement as signed (docs/formats.md), whose hash that is.',
  })
  declare readonly statement: string;

  @Field(() => String, { description: 'Kind of its statement: `published` or `revised`.' })
  declare readonly kind: string;

  @Field(() => AccessEnum)
  declare readonly access: AccessLevel;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;

  @Field(() => LocalizedText, { nullable: true })
  declare readonly description?: LocalizedText | undefined;

  @Field(() => String, { nullable: true })
  declare readonly creditLine?: string | undefined;

  @Field(() => LicenseAgreementNode, {
    nullable: true,
    description:
      'The holder’s license agreement, a field of the signed statement; null: the version names none.',
  })
  declare readonly agreement?: LicenseAgreement | undefined;

  @Field(() => RightsStatementNode, { nullable: true, description: 'Null: the version states none.' })
  declare readonly rightsStatement?: RightsStatement | undefined;

  @Field(() => String, { nullable: true })
  declare readonly identifier?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Why no community is named, though the asset names a people.',
  })
  declare readonly noCommunityReason?: string | undefined;

  @Field(() => Boolean)
  declare readonly synthetic: boolean;

  @Field(() => Int)
  declare readonly fileCount: number;

  @Field(() => String, { description: 'Decimal text.' })
  declare readonly totalBytes: string;
}

export function toVersionNode(id: AssetId, version: AssetVersion): AssetVersionNode {
  const { metadata, filesField, publishedAt, statement, statementHash, kind } = version;
  return {
    source: { ...version, id },
    version: version.version,
    ...metadata,
    publishedAt,
    statementHash,
    statement: JSON.stringify(statement),
    kind,
    fileCount: filesField.count,
    totalBytes: filesField.bytes.toString(),
  };
}
