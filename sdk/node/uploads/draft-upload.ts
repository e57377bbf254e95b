import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Expectation } from '@lanran/sdk/publishing/publication-check';
import {
  findDraft,
  listPublishedAgain,
  preparePublication,
  publishSigned,
  signPublication,
  type PublishedVersion,
  type SignedPublication,
} from '@lanran/sdk/publishing/publishing';
import { deleteDraft } from '@lanran/sdk/publishing/revising';
import { rememberPublished, type SeenVersions } from '@lanran/sdk/publishing/seen-versions';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { FilesProgress } from '../progress-text.ts';
import type { Journal, JournalEntry } from '../journal.ts';
import type { HashedFile } from '../local-files.ts';
import { batchesOf, sendBatch } from './batch-upload.ts';
import { TusUpload, WHOLE_BYTES } from './tus-upload.ts';
import { UploadsUnderWay } from './uploads-under-way.ts';

/** What a draft is to become. */
export interface DraftPlan {
  readonly expectation: Pick<Expectation, 'request' | 'files' | 'revises'>;
  readonly uploads: readonly HashedFile[];
  /** @returns the id of a new draft */
  create(): Promise<string>;
  /** Brings a draft, new or of an earlier run, to what is asked for, but for uploads. */
  arrange(draftId: string): Promise<void>;
}

/** As many as the publish page sends at a time. */
const UPLOADS_AT_ONCE = 3;
const MOST_TOLD = 10;
/** Codes for which what was signed can't be published any more, so that the draft is signed anew. */
const OVERTAKEN = ['NOT_FOUND', 'STALE_STATEMENT', 'CONFLICT'];
/** A file of the draft is not what arrived, or is gone: the draft would say of it that it is whole. */
const LOST = ['CONTENT_MISSING', 'CONTENT_MISMATCH'];

export interface DraftActParts {
  readonly journal: Journal;
  readonly say: (line: string) => void;
  /** Asked only where nothing is signed yet. */
  readonly plan: () => Promise<DraftPlan>;
  /** Of a revision: where the new version is remembered. */
  readonly seen?: SeenVersions;
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
    await this.#warnOfCopies(entry.draftId);
    return this.#signAndPublish(entry, plan);
  }

  /** Null when the platform no longer has what was signed: after a restore from a backup, when another version came first, or the draft was changed. */
  async #repeat(
    draftId: string,
    signed: NonNullable<JournalEntry['signed']>,
  ): Promise<PublishedVersion | null> {
    try {
      return await this.#send({ draftId, ...signed });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (LOST.includes(error.code)) {
        this.#parts.say(`${error.message} Beginning again with a new draft.`);
        await deleteDraft(this.#platform.api, draftId);
        return null;
      }
      if (OVERTAKEN.includes(error.code) || error.field === 'draftId') return null;
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
    const { journal, say } = this.#parts;
    const missing = await this.#findMissing(entry.draftId, files);
    const uploads = new UploadsUnderWay(entry, journal);
    const progress = new FilesProgress('uploaded', missing, say);
    const sayOfOne = FilesProgress.isFew(missing) ? say : () => undefined;
    const sent = new Set<HashedFile>();
    const onFile = (file: HashedFile) => {
      sent.add(file);
      sayOfOne(`uploaded ${file.bytes} of ${file.bytes} bytes of ${file.path}`);
      progress.fileDone();
    };
    const refused = new Map<HashedFile, RefusedError>();
    const hooks = {
      onFile,
      onRefused: refused.set.bind(refused),
      onBytes: progress.note.bind(progress),
    };
    let takesBatches = true;
    const batches = batchesOf(missing.filter(({ path }) => uploads.urlOf(path) === null));
    await inParallel(batches, UPLOADS_AT_ONCE, async (batch) => {
      if (!takesBatches) return;
      takesBatches = await sendBatch(this.#platform, { draft: entry.draftId, files: batch }, hooks);
    });
    // Of a request that broke off, some may have arrived.
    const unheard = batches.flat().filter((file) => !sent.has(file) && !refused.has(file));
    const lacking = unheard.length === 0 ? [] : await this.#findMissing(entry.draftId, unheard);
    for (const file of unheard) if (!lacking.includes(file)) onFile(file);
    const alone = missing.filter((file) => !sent.has(file) && !refused.has(file));
    await inParallel(alone, UPLOADS_AT_ONCE, async (file) => {
      let before = 0;
      const onOffset = (offset: number) => {
        sayOfOne(`uploaded ${offset} of ${file.bytes} bytes of ${file.path}`);
        progress.note(offset - before);
        before = offset;
      };
      await this.#uploadFile(entry.draftId, file, { uploads, onOffset });
      progress.fileDone();
    });
    this.#requireNoneRefused([...refused.values()]);
  }

  /** Those of the files that the draft does not have whole. */
  async #findMissing(draftId: string, files: readonly HashedFile[]): Promise<HashedFile[]> {
    const draft = await findDraft(this.#platform.api, draftId);
    const arrived = new Set(draft?.files.map(({ path, sha256 }) => `${sha256 ?? ''} ${path}`));
    return files.filter(({ path, digest }) => !arrived.has(`${digest.sha256} ${path}`));
  }

  /** Once the others have arrived: a repeat sends these alone. */
  #requireNoneRefused([first, ...others]: readonly RefusedError[]): void {
    if (first === undefined) return;
    for (const { message } of others.slice(0, MOST_TOLD)) this.#parts.say(`refused: ${message}`);
    if (others.length > MOST_TOLD) this.#parts.say(`refused: ${others.length - MOST_TOLD} more files`);
    throw first;
  }

  async #uploadFile(
    draft: string,
    { path, bytes, localPath, digest }: HashedFile,
    { uploads, onOffset }: { readonly uploads: UploadsUnderWay; onOffset(offset: number): void },
  ): Promise<void> {
    const source = { localPath, bytes, metadata: { draft, path, sha256: digest.sha256 } };
    // What goes along with its creation has arrived or not: there is no part of it to go on from.
    const onUrl = async (url: string) => (bytes > WHOLE_BYTES ? uploads.begin(path, url) : undefined);
    await new TusUpload(this.#platform, source, { onUrl, onOffset }).send(uploads.urlOf(path));
  }

  /** Publishing the same twice may be meant, as of a detail that two assets share; it is said before it is signed. */
  async #warnOfCopies(draftId: string): Promise<void> {
    const copies = await listPublishedAgain(this.#platform.api, draftId);
    const firstOfEach = copies.filter(
      ({ path }, at) => copies.findIndex((copy) => copy.path === path) === at,
    );
    for (const { path, asset, assetPath } of firstOfEach.slice(0, MOST_TOLD)) {
      const title = asset.title.en ?? asset.title.zh ?? '';
      this.#parts.say(
        `warning: ${path} is published already, byte for byte, as ${assetPath} of asset ${asset.id} (${title})`,
      );
    }
    if (firstOfEach.length > MOST_TOLD) this.#parts.say('warning: so are other files of it');
  }

  async #signAndPublish(entry: JournalEntry, { expectation }: DraftPlan): Promise<PublishedVersion> {
    const { journal, say } = this.#parts;
    const prepared = await preparePublication(this.#platform, entry.draftId, expectation);
    say('the statement is what was asked for and hashed here; signing');
    const signed = await signPublication(this.#platform, prepared);
    const { statement, signature } = signed;
    await journal.write({ ...entry, signed: { statement, signature } });
    return this.#send(signed);
  }

  async #send(signed: SignedPublication): Promise<PublishedVersion> {
    const published = await publishSigned(this.#platform, signed);
    const { logId } = this.#platform.deployment;
    const { seen = null } = this.#parts;
    if (seen !== null) await rememberPublished(seen, signed, { logId, ...published });
    return published;
  }
}
