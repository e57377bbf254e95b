import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { AccessLevel, AssetKind } from '../../assets/domain/asset.ts';
import type { Draft } from '../domain/draft.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { AccessEnum, AssetKindEnum } from '../../assets/graphql/enums.ts';
import { LicenseAgreementNode } from '../../assets/graphql/license-agreement-node.ts';
import { RightsStatementNode } from '../../assets/graphql/rights-statement-node.ts';
import { Term } from '../../assets/graphql/term-node.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType({ description: 'A file of a draft, on its way or arrived.' })
export class DraftFile {
  @Field(() => String)
  declare readonly path: string;

  @Field(() => String, { description: 'As announced, decimal text.' })
  declare readonly bytes: string;

  @Field(() => Boolean, { description: 'Every byte has arrived and was hashed.' })
  declare readonly isComplete: boolean;

  @Field(() => String, { nullable: true })
  declare readonly sha256: string | null;

  @Field(() => String, { nullable: true })
  declare readonly cid: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where its tus upload goes on, as a path; null once every byte has arrived.',
  })
  declare readonly uploadUrl: string | null;

  @Field(() => Boolean, {
    description:
      'It is on its way to the place of a whole file, which is the draft’s again when its upload is ended (DELETE of `uploadUrl`).',
  })
  declare readonly isReplacement: boolean;
}

@ObjectType('Draft', {
  description: 'An asset before it is published, for members of its organization alone.',
})
export class DraftNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Draft;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID, { description: 'The id it will have once published.' })
  declare readonly assetId: string;

  @Field(() => AssetKindEnum)
  declare readonly kind: AssetKind;

  @Field(() => AccessEnum)
  declare readonly access: AccessLevel;

  @Field(() => LocalizedText)
  declare readonly title: LocalizedText;

  @Field(() => LocalizedText, { nullable: true })
  declare readonly description?: LocalizedText | undefined;

  @Field(() => [Term])
  declare readonly terms: readonly Term[];

  @Field(() => String, { nullable: true })
  declare readonly creditLine?: string | undefined;

  @Field(() => LicenseAgreementNode, { nullable: true })
  declare readonly agreement?: LicenseAgreement | undefined;

  @Field(() => RightsStatementNode, { nullable: true })
  declare readonly rightsStatement?: RightsStatement | undefined;

  @Field(() => String, { nullable: true })
  declare readonly identifier?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Why no community is named, though the asset names a people.',
  })
  declare readonly noCommunityReason?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'What another system calls it, unique in its organization; null where it was not imported.',
  })
  declare readonly externalId: string | null;

  @Field(() => Boolean)
  declare readonly synthetic: boolean;

  @Field(() => [DraftFile])
  declare readonly files: readonly DraftFile[];

  @Field(() => Int, { nullable: true, description: 'Leaf of its statement once published.' })
  declare readonly publishedIndex: number | null;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => GraphQLISODateTime)
  declare readonly updatedAt: Date;
}

export function toDraftNode(draft: Draft): DraftNode {
  const { id, assetId, content, externalId, files, publishedIndex, createdAt, updatedAt } = draft;
  return {
    source: draft,
    id,
    assetId,
    ...content.metadata,
    externalId,
    files: files.map(({ path, bytes, digest, uploadId, earlier }) => ({
      path,
      bytes: bytes.toString(),
      isComplete: digest !== null,
      sha256: digest?.sha256 ?? null,
      cid: digest?.cid ?? null,
      uploadUrl: digest === null && uploadId !== null ? `/uploads/${uploadId}` : null,
      isReplacement: earlier !== undefined,
    })),
    publishedIndex,
    createdAt,
    updatedAt,
  };
}

export const DraftConnection = connectionType(DraftNode, 'Draft');
