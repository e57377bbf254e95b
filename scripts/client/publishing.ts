import { z } from 'zod';
import type { Hex } from '@lanran/protocol/bytes';
import { signDigest } from '@lanran/protocol/signature';
import { parseStatement, statementDigest } from '@lanran/protocol/statement';
import { RefusedError } from './errors.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { hashFile, type HashedFile, type LocalFile } from './local-files.ts';
import type { Platform } from './platform.ts';
import { checkPublication, type PublishRequest } from './publication-check.ts';
import { requireLogged } from './publication-receipt.ts';
import { TusUpload } from './tus-upload.ts';

export interface PublishOptions {
  readonly files: readonly LocalFile[];
  /** Where acts under way are remembered. */
  readonly stateDir: string;
  readonly say: (line: string) => void;
}

export interface PublishedAsset {
  readonly assetId: string;
  readonly version: number;
  readonly leafIndex: number;
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly cid: string;
  }[];
}

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value));

const DraftAnswer = z.object({
  draft: z
    .object({ id: z.string(), files: z.array(z.object({ path: z.string(), sha256: z.string().nullish() })) })
    .nullable(),
});
const CreatedDraft = z.object({ createDraft: z.object({ id: z.string() }) });
const PublicationAnswer = z.object({
  preparePublication: z.object({
    logId: z.string(),
    statement: z.string(),
    body: z.string(),
    manifest: z.string(),
    assetSalt: hex,
    communitySalt: hex.nullable(),
  }),
});
const PublishedAnswer = z.object({
  publish: z.object({
    assetId: z.string(),
    version: z.number().int(),
    leafIndex: z.number().int(),
    checkpoint: z.string(),
    inclusionProof: z.array(hex),
  }),
});
type Publication = z.infer<typeof PublicationAnswer>['preparePublication'];

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
  const journal = new Journal(options.stateDir, { logId, key: platform.identity.address, request, digests });
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

type Placed = Omit<PublishedAsset, 'files'>;

class Publishing {
  readonly #platform: Platform;
  readonly #parts: PublishingParts;

  constructor(platform: Platform, parts: PublishingParts) {
    this.#platform = platform;
    this.#parts = parts;
  }

  async run(): Promise<Placed> {
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
  async #repeat(draftId: string, signed: NonNullable<JournalEntry['signed']>): Promise<Placed | null> {
    try {
      return await this.#publish(draftId, signed);
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  async #openDraft(begun: JournalEntry | null): Promise<JournalEntry> {
    const { journal, say } = this.#parts;
    if (begun !== null && (await this.#findDraft(begun.draftId)) !== null) {
      say('going on with the draft of an earlier run');
      return { ...begun, signed: null };
    }
    const { community, organizationId, ...input } = this.#parts.request;
    const { createDraft } = await this.#platform.api.request({
      query: `mutation ($input: DraftInput!) { createDraft(input: $input) { id } }`,
      variables: { input: { ...input, organizationId, community } },
      answer: CreatedDraft,
    });
    const entry: JournalEntry = { draftId: createDraft.id, uploads: {}, signed: null };
    await journal.write(entry);
    return entry;
  }

  async #findDraft(id: string) {
    const { draft } = await this.#platform.api
      .request({
        query: `query ($id: ID!) { draft(id: $id) { id files { path sha256 } } }`,
        variables: { id },
        answer: DraftAnswer,
      })
      .catch((error: unknown) => {
        if (error instanceof RefusedError && error.code === 'NOT_FOUND') return { draft: null };
        throw error;
      });
    return draft;
  }

  async #upload(entry: JournalEntry): Promise<void> {
    const draft = await this.#findDraft(entry.draftId);
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

  async #signAndPublish(entry: JournalEntry): Promise<Placed> {
    const { request, files, journal, say } = this.#parts;
    const { deployment, identity } = this.#platform;
    const proposed = await this.#prepare(entry.draftId);
    const { statement } = checkPublication(proposed, {
      request,
      files,
      logId: deployment.logId,
      now: Math.floor(Date.now() / 1000),
    });
    say('the statement is what was asked for and hashed here; signing');
    const signature = signDigest(statementDigest(statement, deployment.logId), identity.privateKey);
    const signed = { statement: proposed.statement, signature };
    await journal.write({ ...entry, signed });
    return this.#publish(entry.draftId, signed);
  }

  async #prepare(draftId: string): Promise<Publication> {
    const { preparePublication } = await this.#platform.api.request({
      query: `mutation ($draftId: ID!) { preparePublication(draftId: $draftId) { logId statement body manifest assetSalt communitySalt } }`,
      variables: { draftId },
      answer: PublicationAnswer,
    });
    return preparePublication;
  }

  async #publish(
    draftId: string,
    { signature, statement }: Pick<NonNullable<JournalEntry['signed']>, 'signature' | 'statement'>,
  ): Promise<Placed> {
    const { publish } = await this.#platform.api.request({
      query: `mutation ($draftId: ID!, $signature: String!) { publish(draftId: $draftId, signature: $signature) { assetId version leafIndex checkpoint inclusionProof } }`,
      variables: { draftId, signature },
      answer: PublishedAnswer,
    });
    requireLogged(publish, {
      statement: parseStatement(JSON.parse(statement)),
      signature,
      checkpointKey: this.#platform.deployment.checkpointKey,
    });
    const { assetId, version, leafIndex } = publish;
    return { assetId, version, leafIndex };
  }
}
