import type { Asset } from '@lanran/api/assets/domain/asset';
import type { AssetVersion } from '@lanran/api/assets/domain/asset-version';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { NO_COMMUNITY } from '@lanran/protocol/kernel/ids';

/** The present version of an asset whose statement nobody looks at. */
export function versionOf({ id, version, metadata, filesField, head, publishedAt }: Asset): AssetVersion {
  const statement = {
    kind: 'published',
    assetId: id,
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: ZERO_32,
    issuedAt: 0,
  } as const;
  return { version, metadata, filesField, publishedAt, statement, statementHash: head, kind: 'published' };
}
