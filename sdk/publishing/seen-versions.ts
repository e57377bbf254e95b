import { type AssetId, type LogId, parseAssetId, type StatementHash } from '@lanran/protocol/kernel/ids';
import { parseStatement, statementHash } from '@lanran/protocol/log/statement';
import { ClientError } from '../kernel/errors.ts';
import type { PublishedVersion, SignedPublication } from './publishing.ts';

/** A version of an asset that was proven to this client, or signed by it. */
export interface SeenVersion {
  readonly logId: LogId;
  readonly assetId: AssetId;
  readonly version: number;
  /** Hash of its statement. */
  readonly head: StatementHash;
}

/**
 * The newest version of each asset that this client revised. An old proof stays valid when a newer version exists: only who
 * remembers the newer one can tell.
 */
export interface SeenVersions {
  find(logId: LogId, assetId: AssetId): Promise<SeenVersion | null>;
  keep(seen: SeenVersion): Promise<void>;
  /** What a person does whose platform was restored from a backup; ends the error's message. */
  howToForget(seen: SeenVersion): string;
}

/** The platform no longer shows a version that was seen before: it was restored from a backup, or it replays an old proof. */
export class VersionLostError extends ClientError {
  override readonly name = 'VersionLostError';
  readonly seen: SeenVersion;
  constructor(shown: SeenVersion, seen: SeenVersion, howToForget: string) {
    super(
      'VERSION_LOST',
      `The platform shows version ${shown.version} of asset ${shown.assetId} as the present one (statement ${shown.head}), ` +
        `but version ${seen.version} was seen here before (statement ${seen.head}). Nothing was signed. ` +
        `Ask the operator whether the platform was restored from a backup. If it was, ${howToForget}`,
    );
    this.seen = seen;
  }
}

/** Also how a version names the one before it. */
export interface ShownVersion extends SeenVersion {
  readonly previous: string;
}

/** Refuses what does not go on from the version seen before; else remembers it. @throws VersionLostError */
export async function requireNewest(
  memory: SeenVersions,
  { previous, ...shown }: ShownVersion,
): Promise<void> {
  const seen = await memory.find(shown.logId, shown.assetId);
  if (seen === null) return memory.keep(shown);
  const isSame = shown.version === seen.version && shown.head === seen.head;
  const isNext = shown.version === seen.version + 1 && previous === seen.head;
  if (!isSame && !isNext && shown.version <= seen.version + 1)
    throw new VersionLostError(shown, seen, memory.howToForget(seen));
  if (!isSame) await memory.keep(shown);
}

/** Remembers what was signed here and published. */
export async function rememberPublished(
  memory: SeenVersions,
  { statement }: Pick<SignedPublication, 'statement'>,
  { logId, version, assetId }: Pick<PublishedVersion, 'version' | 'assetId'> & { readonly logId: LogId },
): Promise<void> {
  const head = statementHash(parseStatement(JSON.parse(statement)));
  await memory.keep({ logId, assetId: parseAssetId(assetId), version, head });
}
