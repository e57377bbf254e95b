import { randomBytes } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import type { DraftContentInput } from '@lanran/api/publishing/domain/draft-content';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import type { Published } from '@lanran/api/publishing/services/statement-publisher';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { type Statement, statementDigest } from '@lanran/protocol/log/statement';
import { actorOf, type Person } from './people.ts';
import type { Services } from './services.ts';

export function buildContent(overrides: Partial<DraftContentInput> = {}): DraftContentInput {
  return { kind: 'PATTERN', access: 'LICENSED', title: { en: 'Butterfly mother' }, ...overrides };
}

export interface UploadOptions {
  readonly draftId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the client promises; nothing by default. */
  readonly sha256?: string;
  /** How many of the bytes arrive; all by default. */
  readonly received?: number;
}

/** What the tus server does for an upload: announce, receive, and finish it once it is whole. */
export async function upload(
  services: Services,
  person: Person,
  { draftId, path, bytes, sha256, received = bytes.length }: UploadOptions,
): Promise<string> {
  const { uploads, staging } = services;
  const uploadId = randomBytes(16).toString('hex');
  const announcement = { uploadId, draftId, path, sha256: sha256 ?? null, bytes: bytes.length };
  await uploads.begin(await actorOf(services, person), announcement);
  const record = {
    id: uploadId,
    size: bytes.length,
    offset: 0,
    metadata: { draft: draftId, path, ...(sha256 !== undefined && { sha256 }) },
    creation_date: services.clock.now().toISOString(),
  };
  await writeFile(`${staging.pathOf(uploadId)}.json`, JSON.stringify(record));
  await writeFile(staging.pathOf(uploadId), bytes.subarray(0, received));
  await uploads.finish(uploadId);
  return uploadId;
}

/** The rest of an interrupted upload. */
export async function resume(services: Services, uploadId: string, rest: Uint8Array): Promise<void> {
  await appendFile(services.staging.pathOf(uploadId), rest);
  await services.uploads.finish(uploadId);
}

export async function createDraft(
  services: Services,
  person: Person,
  {
    organizationId,
    content = buildContent(),
  }: { organizationId: OrganizationId; content?: DraftContentInput },
): Promise<Draft> {
  return services.drafts.create(await actorOf(services, person), organizationId, content);
}

export function signStatement(services: Services, { privateKey }: Person, statement: Statement): Hex {
  return signDigest(statementDigest(statement, services.stack.logId), privateKey);
}

/** A published asset with one file. */
export async function publishAsset(
  services: Services,
  person: Person,
  options: { organizationId: OrganizationId; content?: DraftContentInput; bytes?: Uint8Array },
): Promise<Published> {
  const { publishing } = services;
  const draft = await createDraft(services, person, options);
  await upload(services, person, {
    draftId: draft.id,
    path: 'skirt.tiff',
    bytes: options.bytes ?? randomBytes(2_000),
  });
  const actor = await actorOf(services, person);
  const { publication } = await publishing.prepare(actor, draft.id);
  return publishing.publish(actor, draft.id, signStatement(services, person, publication.statement));
}
