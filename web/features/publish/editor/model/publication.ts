import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import type {
  PreparedPublication,
  PublicationReceipt,
  SignedPublication,
} from '@lanran/sdk/publishing/publishing';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type DraftForm, requestOf } from './draft-form.ts';
import { closeUploads } from '../../uploads/model/draft-uploads.ts';
import type { FileRow } from '../../uploads/model/file-rows.ts';
import { forgetWork, keepReceipt, keepSigned, readSigned } from '../../uploads/model/kept-work.ts';
import type { Draft } from './queries.ts';

/* The client's own acts, loaded when somebody is about to sign. */

export interface PublicationParts {
  readonly draft: Draft;
  readonly form: DraftForm;
  readonly rows: readonly FileRow[];
  readonly digests: ReadonlyMap<string, FileDigest>;
  /** Of a revision: the version it follows. */
  readonly present: PresentVersion | null;
}

export interface ReviewedPublication extends PreparedPublication {
  readonly origin: string;
  readonly statementHash: string;
}

/** Has the platform propose the statement and compares it with the form and the hashes made here. @throws UntrustworthyAnswerError */
export async function prepare({
  draft,
  form,
  rows,
  digests,
  present,
}: PublicationParts): Promise<ReviewedPublication> {
  const [
    { preparePublication },
    platform,
    { statementHash },
    { UntrustworthyAnswerError },
    { readAgreementText },
  ] = await Promise.all([
    import('@lanran/sdk/publishing/publishing'),
    openUnsigned(),
    import('@lanran/protocol/log/statement'),
    import('@lanran/sdk/kernel/errors'),
    import('@lanran/sdk/assets/agreement-text'),
  ]);
  const kept = new Map((present?.files ?? []).map(({ path, digest }) => [path, digest]));
  const files = rows.map(({ path }) => {
    const digest = digests.get(path) ?? kept.get(path);
    // Without it the file would be left out of what the proposal is compared with.
    if (digest === undefined) throw new TypeError(`File ${path} was not hashed here. Choose it again.`);
    return { path, digest };
  });
  const request = requestOf(form, draft.organization.id);
  // What is signed is a text that was hashed here.
  if (request.agreement !== undefined)
    await readAgreementText({ apiUrl: platform.api.apiUrl }, request.agreement);
  const prepared = await preparePublication(platform, draft.id, { request, files, revises: present });
  if (present !== null && present.version !== draft.revises?.version) {
    throw new UntrustworthyAnswerError(
      `the draft follows version ${draft.revises?.version ?? 'none'}, the proof is of version ${present.version}`,
    );
  }
  const { origin } = platform.deployment;
  return { ...prepared, origin, statementHash: statementHash(prepared.statement) };
}

/** Signs, remembers the signature until the receipt is there, and sends it. Repeated, it sends the same. */
export async function signAndPublish(
  platform: Platform,
  prepared: PreparedPublication,
): Promise<PublicationReceipt> {
  const { signPublication } = await import('@lanran/sdk/publishing/publishing');
  const before = readSigned(prepared.draftId);
  const isSame = before?.statement === prepared.statementText;
  const signed = isSame ? before : await signPublication(platform, prepared);
  keepSigned(signed);
  return send(platform, signed);
}

/** Sends what was signed before a reload; needs no key. */
export async function sendAgain(signed: SignedPublication): Promise<PublicationReceipt> {
  return send(await openUnsigned(), signed);
}

async function send(
  platform: Pick<Platform, 'api' | 'deployment'>,
  signed: SignedPublication,
): Promise<PublicationReceipt> {
  const [{ publishForReceipt }, { rememberPublished }, { seenVersions }] = await Promise.all([
    import('@lanran/sdk/publishing/publishing'),
    import('@lanran/sdk/publishing/seen-versions'),
    import('../../../../lib/kept/seen-versions.ts'),
  ]);
  const receipt = await publishForReceipt(platform, signed);
  const { logId } = platform.deployment;
  if (receipt.version > 1) await rememberPublished(seenVersions, signed, { ...receipt, logId });
  keepReceipt(signed.draftId, receipt);
  closeUploads(signed.draftId);
  forgetWork(signed.draftId);
  return receipt;
}

/** The platform for what needs no key. */
export async function openUnsigned(): Promise<Pick<Platform, 'api' | 'deployment'>> {
  const { openDeployment, pageClient } = await import('../../../../lib/session/platform.ts');
  const api = pageClient(null);
  return { api, deployment: await openDeployment(api) };
}
