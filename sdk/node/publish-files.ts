import type { Platform } from '@lanran/sdk/kernel/session';
import type { DigestedFile, PublishRequest } from '@lanran/sdk/publishing/publication-check';
import { createDraft, type PublishedVersion } from '@lanran/sdk/publishing/publishing';
import { warnOfContents } from './content-warnings.ts';
import { DraftAct } from './uploads/draft-upload.ts';
import { FilesProgress } from './progress-text.ts';
import { Journal } from './journal.ts';
import { hashFile, type HashedFile, type LocalFile } from './local-files.ts';
import { warnOfReferences } from './reference-warnings.ts';

export interface PublishOptions {
  readonly files: readonly LocalFile[];
  /** Where acts under way are remembered. */
  readonly stateDir: string;
  readonly say: (line: string) => void;
}

export interface PublishedAsset extends PublishedVersion {
  readonly files: readonly PublishedFile[];
}

export interface PublishedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly cid: string;
}

/** Hashes, uploads, checks, signs and publishes a new asset; run again after a crash it goes on where it was. */
export async function publishAsset(
  platform: Platform,
  request: PublishRequest,
  options: PublishOptions,
): Promise<PublishedAsset> {
  await warnOfReferences(options.files, options.say);
  const files = await hashFiles(options);
  const { logId } = platform.deployment;
  const digests = files.map(({ path, digest }) => ({ path, ...digest }));
  const journal = new Journal(options.stateDir, { logId, key: platform.signer.address, request, digests });
  const act = new DraftAct(platform, {
    journal,
    say: options.say,
    plan: async () => ({
      expectation: { request, files },
      uploads: files,
      create: () => createDraft(platform.api, request),
      arrange: async () => undefined,
    }),
  });
  const published = await act.run();
  await journal.clear();
  return { ...published, files: files.map(toPublishedFile) };
}

/** Each file, after what is to be told of them all. */
export async function hashFiles({
  files,
  say,
}: Pick<PublishOptions, 'files' | 'say'>): Promise<HashedFile[]> {
  await warnOfContents(files, say);
  const hashed: HashedFile[] = [];
  const progress = new FilesProgress('hashed', files, say);
  const sayOfOne = FilesProgress.isFew(files) ? say : () => undefined;
  for (const file of files) {
    sayOfOne(`hashing ${file.path} (${file.bytes} bytes)`);
    const digest = await hashFile(file.localPath, (count) => progress.note(count));
    sayOfOne(`${file.path}: sha256 ${digest.sha256}`);
    progress.fileDone();
    hashed.push({ ...file, bytes: digest.bytes, digest });
  }
  return hashed;
}

export function toPublishedFile({ path, digest: { bytes, sha256, cid } }: DigestedFile): PublishedFile {
  return { path, bytes, sha256, cid };
}
