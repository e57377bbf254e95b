import { RefusedError } from '@lanran/client/errors';
import type { Platform } from '@lanran/client/platform';
import type { Expectation } from '@lanran/client/publication-check';
import {
  findDraft,
  preparePublication,
  publishSigned,
  signPublication,
  type PublishedVersion,
} from '@lanran/client/publishing';
import { deleteDraft } from '@lanran/client/revising';
import type { Journal, JournalEntry } from './journal.ts';
import type { HashedFile } from './local-files.ts';
import { TusUpload } from './tus-upload.ts';

/** What a draft is to become. */
export interface DraftPlan {
  readonly expectation: Pick<Expectation, 'request' | 'files' | 'revises'>;
  readonly uploads: readonly HashedFile[];
  /** @returns the id of a new draft */
  create(): Promise<string>;
  /** Brings a draft, new or of an earlier run, to what is asked for, but for uploads. */
  arrange(draftId: string): Promise<void>;
}

/** Codes for which what was signed can't be published any more, so that the act begins anew. */
const OVERTAKEN = ['NOT_FOUND', 'STALE_STATEMENT'];

export interface DraftActParts {
  readonly journal: Journal;
  readonly say: (line: string) => void;
  /** Asked only where nothing is signed yet. */
  readonly plan: () => Promise<DraftPlan>;
}

/**
 * Uploads, checks, signs and publishes a draft. Run again after a crash it goes on where it was: what was signed is sent again as
 * it was signed, so that nothing is published twice.
 */
export class DraftAct {
  readonly #platform: Platform;
  readonly #parts: DraftActParts;

  constructor(platform: Platform, parts: DraftActParts) {
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
    const plan = await this.#parts.plan();
    const entry = await this.#openDraft(begun, plan);
    await plan.arrange(entry.draftId);
    await this.#upload(entry, plan);
    return this.#signAndPublish(entry, plan);
  }

  /** Null when the platform no longer has the draft, as after a restore from a backup, or another version came first. */
  async #repeat(
    draftId: string,
    signed: NonNullable<JournalEntry['signed']>,
  ): Promise<PublishedVersion | null> {
    try {
      return await publishSigned(this.#platform, { draftId, ...signed });
    } catch (error) {
      if (error instanceof RefusedError && OVERTAKEN.includes(error.code)) return null;
      throw error;
    }
  }

  async #openDraft(begun: JournalEntry | null, plan: DraftPlan): Promise<JournalEntry> {
    const { journal, say } = this.#parts;
    const head = plan.expectation.revises?.head ?? null;
    if (begun?.head === head && (await findDraft(this.#platform.api, begun.draftId)) !== null) {
      say('going on with the draft of an earlier run');
      return { ...begun, signed: null };
    }
    if (begun !== null) await deleteDraft(this.#platform.api, begun.draftId);
    const entry: JournalEntry = { draftId: await plan.create(), head, uploads: {}, signed: null };
    await journal.write(entry);
    return entry;
  }

  async #upload(entry: JournalEntry, { uploads: files }: DraftPlan): Promise<void> {
    const draft = await findDraft(this.#platform.api, entry.draftId);
    const uploads = { ...entry.uploads };
    for (const file of files) {
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

  async #signAndPublish(entry: JournalEntry, { expectation }: DraftPlan): Promise<PublishedVersion> {
    const { journal, say } = this.#parts;
    const prepared = await preparePublication(this.#platform, entry.draftId, expectation);
    say('the statement is what was asked for and hashed here; signing');
    const signed = await signPublication(this.#platform, prepared);
    const { statement, signature } = signed;
    await journal.write({ ...entry, signed: { statement, signature } });
    return publishSigned(this.#platform, signed);
  }
}
