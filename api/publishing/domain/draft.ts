import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { BodyField } from '@lanran/protocol/log/body';
import type { Statement } from '@lanran/protocol/log/statement';
import type { AssetFile, AssetMetadata } from '../../assets/domain/asset.ts';

/** What an organization says of an asset before it is published. */
export interface DraftContent {
  readonly metadata: AssetMetadata;
  /** Null: no community stands behind it; always shown. */
  readonly community: OrganizationId | null;
}

/** A file of a draft, on its way or arrived. */
export interface DraftFile {
  readonly path: string;
  /** Null: kept from the version before, and stored already. */
  readonly uploadId: string | null;
  readonly bytes: number;
  /** Null until every byte has arrived and was hashed. */
  readonly digest: FileDigest | null;
  /** The whole file whose place this one takes once it is whole; absent where there was none. Given up, it leaves the place to it. */
  readonly earlier?: EarlierFile;
}

export interface EarlierFile extends Pick<DraftFile, 'uploadId' | 'bytes'> {
  readonly digest: FileDigest;
}

/** What is staged of a file. What was kept from the version before never was. */
export function uploadsOf({ uploadId, earlier }: DraftFile): string[] {
  return [uploadId, earlier?.uploadId ?? null].filter((id) => id !== null);
}

/** What is to be signed, fixed until the draft changes: salts and time are in it. */
export interface Publication {
  readonly statement: Statement;
  readonly body: readonly BodyField[];
  readonly manifest: readonly AssetFile[];
}

/** The version that a draft is to follow. */
export interface Revised {
  /** The holder's last statement of the asset when the draft began, or was rebased. */
  readonly head: StatementHash;
  readonly version: number;
  /** Whose salt made the asset's id: who published it first. */
  readonly publisher: OrganizationId;
}

export interface Draft {
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly assetId: AssetId;
  /** Opens the asset's id and the statement's community. */
  readonly assetSalt: Hex;
  readonly communitySalt: Hex;
  readonly content: DraftContent;
  /** What another system calls it, unique in its organization; null for a draft that was not imported. */
  readonly externalId: string | null;
  /** Null for a new asset. */
  readonly revises: Revised | null;
  readonly files: readonly DraftFile[];
  readonly publication: Publication | null;
  /** Leaf of its statement once published; a published draft changes no more. */
  readonly publishedIndex: number | null;
  /** Counts changes; compare-and-set. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
