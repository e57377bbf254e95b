import { RefusedError } from '@lanran/client/errors';
import { Journal, type JournalEntry } from './journal.ts';
import { hashFile, type HashedFile, type LocalFile } from './local-files.ts';
import type { Platform } from '@lanran/client/platform';
import type { PublishRequest } from '@lanran/client/publication-check';
import {
  createDraft,
  findDraft,
  preparePublication,
  publishSigned,
  signPublication,
  type PublishedVersion,
} from '@lanran/client/publishing';
import { TusUpload } from './tus-upload.ts';

export interface PublishOptions {
  readonly files: readonly LocalFile[];
  /** Where acts under way are remembered. */
  readonly stateDir: string;
  readonly say: (line: string) => void;
}

export interface PublishedAsset extends PublishedVersion {
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly cid: string;
  }[];
}

/**
 * Hashes, uploads, checks, signs and publishes. Run again after a crash it goes on where it was: what was signed is sent
 * again as it was signed, so that nothing is published twice.
 */
export async function publishAsset(
  platform: Platform,
  request: PublishRequest,
  options: PublishOptions,
): Promise<PublishedAsset> {
  const files = await hashFiles(options);
  const { logId } = platform.deployment;
  const digests = files.map(({ path, digest }) => ({ path, ...digest }));
  const journal = new Journal(options.stateDir, { logId, key: platform.signer.address, request, digests });
  const act = new Publishing(platform, { request, files, journal, say: options.say });
  const published = await act.run();
  await journal.clear();
  return {
    ...published,
    files: files.map(({ path, digest: { bytes, sha256, cid } }) => ({ path, bytes, sha256, cid })),
  };
}

async function hashFiles({ files, say }: PublishOptions): Promise<HashedFile[]> {
  const hashed: HashedFile[] = [];
  for (const file of files) {
    say(`hashing ${file.path} (${file.bytes} bytes)`);
    const digest = await hashFile(file.localPath);
    say(`${file.path}: sha256 ${digest.sha256}`);
    hashed.push({ ...file, bytes: digest.bytes, digest });
  }
  return hashed;
}

interface PublishingParts {
  readonly request: PublishRequest;
  readonly files: readonly HashedFile[];
  readonly journal: Journal;
  readonly say: (line: string) => void;
}

class Publishing {
  readonly #platform: Platform;
  readonly #parts: PublishingParts;

  constructor(platform: Platform, parts: PublishingParts) {
    this.#platform = platform;
    this.#parts = parts;
  }

  async run(): Promise<PublishedVersion> {
    const { journal, say } = this.#parts;
    const begun = await journal.find();
    if (begun?.signed != null) {
      say('going on with a publication that was signed before');
      const repeated = await this.#repeat(begun.draftId, begun.signed);
      if (repeated !== null) return repeated;
    }
    const entry = await this.#openDraft(begun);
    await this.#upload(entry);
    return this.#signAndPublish(entry);
  }

  /** Null when the platform no longer has the draft, as after a restore from a backup. */
  async #repeat(
    draftId: string,
    signed: NonNullable<JournalEntry['signed']>,
  ): Promise<PublishedVersion | null> {
    try {
      return await publishSigned(this.#platform, { draftId, ...signed });
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  async #openDraft(begun: JournalEntry | null): Promise<JournalEntry> {
    const { journal, say } = this.#parts;
    if (begun !== null && (await findDraft(this.#platform.api, begun.draftId)) !== null) {
      say('going on with the draft of an earlier run');
      return { ...begun, signed: null };
    }
    const draftId = await createDraft(this.#platform.api, this.#parts.request);
    const entry: JournalEntry = { draftId, uploads: {}, signed: null };
    await journal.write(entry);
    return entry;
  }

  async #upload(entry: JournalEntry): Promise<void> {
    const draft = await findDraft(this.#platform.api, entry.draftId);
    const uploads = { ...entry.uploads };
    for (const file of this.#parts.files) {
      const { sha256 } = file.digest;
      if (draft?.files.some((done) => done.path === file.path && done.sha256 === sha256)) continue;
      await this.#uploadFile(entry, file, uploads);
    }
  }

  async #uploadFile(entry: JournalEntry, file: HashedFile, uploads: Record<string, string>): Promise<void> {
    const { journal, say } = this.#parts;
    const { path, bytes, localPath, digest } = file;
    const upload = new TusUpload(
      this.#platform,
      { localPath, bytes, metadata: { draft: entry.draftId, path, sha256: digest.sha256 } },
      {
        onUrl: async (url) => {
          uploads[path] = url;
          await journal.write({ ...entry, uploads });
        },
        onOffset: (offset) => say(`uploaded ${offset} of ${bytes} bytes of ${path}`),
      },
    );
    await upload.send(uploads[path] ?? null);
  }

  async #signAndPublish(entry: JournalEntry): Promise<PublishedVersion> {
    const { request, files, journal, say } = this.#parts;
    const prepared = await preparePublication(this.#platform, entry.draftId, { request, files });
    say('the statement is what was asked for and hashed here; signing');
    const signed = await signPublication(this.#platform, prepared);
    const { statement, signature } = signed;
    await journal.write({ ...entry, signed: { statement, signature } });
    return publishSigned(this.#platform, signed);
  }
}
