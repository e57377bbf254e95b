import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  type ExpectedDraft,
  prepareBatch,
  publishBatch,
  type SignedBatch,
  signBatch,
} from '@lanran/sdk/publishing/batch-publishing';
import { type ImportRecord, importDrafts } from '@lanran/sdk/publishing/draft-imports';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';
import { connect } from '@lanran/sdk/accounts/connect';
import { keySigner } from '@lanran/sdk/kernel/signer';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { TusClient } from '../api/http/tus-client.ts';

const PATH = 'plate.bin';
/** At most; below, they are of any length. */
const PORTION_BYTES = 1_500_000;
const Files = z.object({
  asset: z.object({ version: z.number(), files: z.array(z.object({ id: z.string(), sha256: z.string() })) }),
});

/** One file on its way. */
interface Sent {
  readonly externalId: string;
  readonly bytes: Buffer;
  readonly digest: FileDigest;
  /** Where its upload is; null before the platform has answered. */
  url: string | null;
  /** Bytes that the platform said it has. */
  acknowledged: number;
}

/** One record on its way: all that its client remembers of it, through any number of kills. */
interface Ingested extends Sent {
  readonly record: ImportRecord;
  /** What is sent whole to the same path first; the file takes its place. */
  readonly earlier: Sent | null;
  /** Set once the platform has answered that it is published. */
  assetId: string | null;
}

/** Records that are published under one signature. */
interface IngestedBatch {
  readonly records: readonly Ingested[];
  signed: SignedBatch | null;
}

/** What a client brings again and again. */
export interface IngestKind {
  readonly access: ImportRecord['request']['access'];
  /** Under one signature. */
  readonly records: number;
  /** Of the one file that each record has. */
  readonly bytes: number;
  /** Another file is sent to its path before it. */
  readonly isReplacing?: boolean;
}

/** The platform answered, and not what it had said before. */
export class BrokenPromiseError extends Error {
  override readonly name = 'BrokenPromiseError';
}

/**
 * An institution's client that brings records and files of several kinds at once, and goes on with all of them on whatever
 * platform it is given next. What the platform acknowledged is compared whenever it is met again.
 */
export class Ingest {
  readonly #privateKey: Hex;
  readonly #batches: IngestedBatch[] = [];
  #begun = 0;

  private constructor(privateKey: Hex) {
    this.#privateKey = privateKey;
  }

  static async as(keyFile: string): Promise<Ingest> {
    return new Ingest((await readFile(keyFile, 'utf8')).trim() as Hex);
  }

  /** Everything that was begun. */
  get records(): readonly Ingested[] {
    return this.#batches.flatMap(({ records }) => records);
  }

  /** Goes on with what is unfinished, then begins more of each kind until the platform is gone, or `isEnough` says so. */
  async bring(apiUrl: string, kinds: readonly IngestKind[], isEnough: () => boolean): Promise<void> {
    const platform = await connect(apiUrl, keySigner(this.#privateKey));
    const { id } = await chooseOrganization(platform.api, {
      named: undefined,
      kind: 'INSTITUTION',
      argument: 'organization',
    });
    for (const batch of this.#batches) await this.#advance(platform, batch);
    const bringOn = async (kind: IngestKind) => {
      while (!isEnough()) await this.#advance(platform, await this.#begin(kind, id));
    };
    await Promise.all(kinds.map(bringOn));
  }

  /** @throws BrokenPromiseError unless all that was acknowledged is there, every byte of it */
  async requireKept(apiUrl: string): Promise<void> {
    const platform = await connect(apiUrl, keySigner(this.#privateKey));
    for (const record of this.records) {
      if (record.assetId !== null) await requirePublished(platform, record, record.assetId);
      else await requireReceived(platform, record);
    }
  }

  async #begin(
    { access, records, bytes, isReplacing = false }: IngestKind,
    organizationId: OrganizationId,
  ): Promise<IngestedBatch> {
    const made: Ingested[] = [];
    for (let at = 0; at < records; at++) {
      const externalId = `ingest:${this.#begun++}`;
      made.push({
        ...(await newFile(externalId, bytes)),
        earlier: isReplacing ? await newFile(externalId, bytes) : null,
        record: {
          externalId,
          request: {
            organizationId,
            community: null,
            kind: 'FILM',
            access,
            title: { en: externalId },
            synthetic: true,
          },
        },
        assetId: null,
      });
    }
    const begun: IngestedBatch = { records: made, signed: null };
    this.#batches.push(begun);
    return begun;
  }

  /** Takes a batch from wherever it is to its end, by requests that are repeated after a kill as any client repeats them. */
  async #advance(platform: Platform, batch: IngestedBatch): Promise<void> {
    const { records } = batch;
    if (records.every(({ assetId }) => assetId !== null)) return;
    if (batch.signed === null) batch.signed = await this.#sign(platform, records);
    const published = await publishBatch(platform, batch.signed);
    for (const [at, { assetId }] of published.entries()) {
      const record = records[at];
      if (record !== undefined) record.assetId = assetId;
    }
  }

  async #sign(platform: Platform, records: readonly Ingested[]): Promise<SignedBatch> {
    const [organizationId] = records.map(({ record }) => record.request.organizationId);
    if (organizationId === undefined) throw new RangeError('A batch has records.');
    const imported = await importDrafts(
      platform.api,
      organizationId,
      records.map(({ record }) => record),
    );
    const drafts: ExpectedDraft[] = [];
    for (const [at, record] of records.entries()) {
      const draft = imported[at]?.draft;
      if (draft == null)
        throw new BrokenPromiseError(`${record.record.externalId}: ${imported[at]?.problem?.message}`);
      const isThere = draft.files.some(({ sha256 }) => sha256 === record.digest.sha256);
      // Also where the answer to its last bytes was lost with the process: now the platform says that it has them.
      if (isThere) record.acknowledged = record.bytes.length;
      else await sendAll(platform, draft.id, record);
      drafts.push({
        draftId: draft.id,
        asked: { request: record.record.request, files: [{ path: PATH, digest: record.digest }] },
      });
    }
    const entries = await prepareBatch(platform, drafts);
    const prepared = entries.flatMap((entry) => ('prepared' in entry ? [entry.prepared] : []));
    if (prepared.length < records.length) throw new BrokenPromiseError(JSON.stringify(entries));
    return signBatch(platform, prepared);
  }
}

async function newFile(externalId: string, bytes: number): Promise<Sent> {
  const content = randomBytes(bytes);
  const digest = await digestFile([content], { createSha256: () => createHash('sha256') });
  return { externalId, bytes: content, digest, url: null, acknowledged: 0 };
}

async function requireReceived(platform: Platform, record: Ingested): Promise<void> {
  const head = await headOf(platform, record);
  const isWhole = record.acknowledged === record.bytes.length || head.offset === record.bytes.length;
  // A whole one that the draft took over may be gone from the staging area once it is published.
  if (record.url !== null && !(head.status === 404 && isWhole)) requireAcknowledged(record, head);
  const { earlier } = record;
  if (earlier === null || earlier.url === null || isWhole) return;
  requireAcknowledged(earlier, await headOf(platform, earlier));
}

interface Head {
  readonly status: number | null;
  readonly offset: number;
}

/** What the platform has of a file. */
async function headOf(platform: Platform, { url }: Sent): Promise<Head> {
  if (url === null) return { status: null, offset: 0 };
  const { status, headers } = await tusOf(platform).head(addressHere(platform, url));
  return { status, offset: Number(headers.get('Upload-Offset') ?? Number.NaN) };
}

function requireAcknowledged({ externalId, acknowledged, bytes }: Sent, { status, offset }: Head): void {
  if (status === 200 && offset >= acknowledged && offset <= bytes.length) return;
  throw new BrokenPromiseError(
    `${externalId}: ${acknowledged} bytes were acknowledged, and the platform has ${status} ${offset}.`,
  );
}

async function sendAll(platform: Platform, draftId: string, record: Ingested): Promise<void> {
  const { earlier, url } = record;
  if (earlier !== null && url === null) await send(platform, draftId, earlier);
  await send(platform, draftId, record);
}

/** Sends what the platform lacks of a file. */
async function send(platform: Platform, draftId: string, record: Sent): Promise<void> {
  const tus = tusOf(platform);
  const { bytes, digest, externalId } = record;
  record.url ??= await tus.announce({ draft: draftId, path: PATH, sha256: digest.sha256 }, bytes.length);
  const url = addressHere(platform, record.url);
  const head = await tus.head(url);
  let offset = Number(head.headers.get('Upload-Offset') ?? Number.NaN);
  if (!(offset >= record.acknowledged)) {
    throw new BrokenPromiseError(
      `${externalId}: ${record.acknowledged} bytes were acknowledged, and HEAD answers ${head.status} ${offset}.`,
    );
  }
  record.acknowledged = offset;
  while (offset < bytes.length) {
    const portion = bytes.subarray(offset, offset + 1 + Math.floor(Math.random() * PORTION_BYTES));
    const answer = await tus.append(url, offset, portion);
    if (answer.status !== 204)
      throw new BrokenPromiseError(`${externalId}: ${answer.status} ${await answer.text()}`);
    offset = Number(answer.headers.get('Upload-Offset'));
    record.acknowledged = offset;
  }
}

async function requirePublished(
  platform: Platform,
  { record, digest, bytes }: Ingested,
  id: string,
): Promise<void> {
  const { asset } = await platform.api.request({
    query: `query ($id: ID!) { asset(id: $id) { version files { id sha256 } } }`,
    variables: { id },
    answer: Files,
  });
  const [file] = asset.files;
  if (asset.version !== 1 || asset.files.length !== 1 || file?.sha256 !== digest.sha256)
    throw new BrokenPromiseError(`${record.externalId} was published as ${JSON.stringify(asset)}.`);
  const answer = await fetch(`${platform.apiUrl}/files/${file.id}`, { headers: authorization(platform) });
  const content = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200 || !content.equals(bytes))
    throw new BrokenPromiseError(
      `${record.externalId}: its file answers ${answer.status} and ${content.length} bytes.`,
    );
}

function tusOf({ apiUrl, token }: Platform): TusClient {
  return new TusClient(apiUrl, token);
}

/** An upload's address on the platform as it runs now, whose port may be another. */
function addressHere({ apiUrl }: Platform, url: string): string {
  return new URL(new URL(url).pathname, apiUrl).href;
}
