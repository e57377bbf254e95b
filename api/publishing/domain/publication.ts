import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { communityCommitment, NO_COMMUNITY, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { filesField, type ManifestEntry, sortManifest } from '@lanran/protocol/files/manifest';
import type { StatementOpenings } from '../../log/domain/logged-statement.ts';
import type { AssetMetadata } from '../../assets/domain/asset.ts';
import type { Draft, DraftFile, Publication } from './draft.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';

/** The first version of an asset. */
const FIRST_VERSION = 1;

/**
 * Fixes what is to be signed: statement, salted body and manifest.
 * @param issuedAt Unix seconds
 * @throws BadInputError naming the file or field that is not ready
 */
export function buildPublication(draft: Draft, issuedAt: number): Publication {
  if (draft.files.length === 0)
    throw new BadInputError('files', 'the draft has none. Upload at least one file.');
  try {
    const manifest = sortManifest(draft.files.map(toEntry));
    const body = buildBody({
      ...metadataFields(draft),
      organization: draft.organizationId,
      files: { ...filesField(manifest) },
    });
    return {
      body: body.fields,
      manifest,
      statement: {
        kind: kindOf(draft),
        assetId: draft.assetId,
        community:
          draft.content.community === null
            ? NO_COMMUNITY
            : communityCommitment(draft.content.community, draft.communitySalt),
        previous: draft.revises?.head ?? ZERO_32,
        bodyHash: bodyHash(body),
        issuedAt,
      },
    };
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('draft', error.message);
    throw error;
  }
}

/** Was it made of these files? A kill may leave a draft with what was prepared before its files changed. */
export function isMadeOf({ manifest }: Publication, files: readonly DraftFile[]): boolean {
  const cids = new Map(manifest.map(({ path, cid }) => [path, cid]));
  const isSame = ({ path, digest }: DraftFile) => digest !== null && cids.get(path) === digest.cid;
  return files.length === manifest.length && files.every(isSame);
}

function toEntry(file: DraftFile): ManifestEntry {
  if (file.digest === null) {
    throw new BadInputError(
      `files.${file.path}`,
      'has not arrived whole. Resume its upload, or remove it from the draft.',
    );
  }
  return { salt: randomBytes32(), path: file.path, ...file.digest };
}

function kindOf({ revises }: Draft): 'published' | 'revised' {
  return revises === null ? 'published' : 'revised';
}

/** The version that the draft becomes. */
export function versionOf({ revises }: Draft): number {
  return revises === null ? FIRST_VERSION : revises.version + 1;
}

function metadataFields(draft: Draft): Record<string, JsonValue> {
  const { metadata }: { readonly metadata: AssetMetadata } = draft.content;
  const { kind, access, title, description, terms, creditLine, identifier, synthetic } = metadata;
  const { noCommunityReason, agreement, rightsStatement } = metadata;
  return {
    schema: `lanran/${kindOf(draft)}/1`,
    version: versionOf(draft),
    kind,
    access,
    title: { ...title },
    terms: terms.map((term) => ({ ...term })),
    synthetic,
    ...(description !== undefined && { description: { ...description } }),
    ...(creditLine !== undefined && { creditLine }),
    ...(agreement !== undefined && { agreement: { ...agreement, name: { ...agreement.name } } }),
    ...(rightsStatement !== undefined && { rightsStatement: { ...rightsStatement } }),
    ...(identifier !== undefined && { identifier }),
    ...(noCommunityReason !== undefined && { noCommunityReason }),
  };
}

/** What opens the publication's commitments. */
export function openingsOf(draft: Draft): StatementOpenings {
  const { community } = draft.content;
  return {
    organizationId: draft.revises?.publisher ?? draft.organizationId,
    assetSalt: draft.assetSalt,
    community: community === null ? null : { id: community, salt: draft.communitySalt },
  };
}
