import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type PresentVersion, readPresentVersion } from '@lanran/sdk/publishing/present-version';
import type { DigestedFile, PublishRequest } from '@lanran/sdk/publishing/publication-check';
import { findDraft } from '@lanran/sdk/publishing/publishing';
import { createRevision, removeDraftFile, updateDraft } from '@lanran/sdk/publishing/revising';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { DraftAct, type DraftPlan } from './uploads/draft-upload.ts';
import { Journal } from './journal.ts';
import type { HashedFile } from './local-files.ts';
import { hashFiles, type PublishedAsset, type PublishOptions, toPublishedFile } from './publish-files.ts';
import { SeenVersionFiles } from './seen-version-files.ts';

/** What the next version says in place of the present one; what is absent stays. */
export interface RevisionRequest {
  readonly assetId: AssetId;
  /** By language; an empty text takes that language's title away. */
  readonly title: PublishRequest['title'];
  readonly metadata: Partial<
    Pick<
      PublishRequest,
      'description' | 'terms' | 'creditLine' | 'identifier' | 'noCommunityReason' | 'synthetic'
    >
  >;
  /** Null: the next version names no license agreement. */
  readonly agreement?: LicenseAgreement | null;
  /** Null: the next version states none. */
  readonly rightsStatement?: RightsStatement | null;
  /** Paths of files that the next version has no more. */
  readonly remove: readonly string[];
}

export interface ReviseOptions extends PublishOptions {
  /** Has the last word on what the next version says, before it is sent. */
  readonly complete: (content: PublishRequest) => Promise<PublishRequest>;
}

/**
 * Publishes an asset's next version: files of a path it has take that one's place, others join them. What is kept is known from the
 * proof of the present version, not from what the platform tells. Run again after a crash it goes on where it was.
 */
export async function reviseAsset(
  platform: Platform,
  request: RevisionRequest,
  options: ReviseOptions,
): Promise<PublishedAsset> {
  const uploads = await hashFiles(options);
  const { logId } = platform.deployment;
  const digests = uploads.map(({ path, digest }) => ({ path, ...digest }));
  // Without the version it follows: that has changed when a crash came between publishing and the answer.
  const subject = { logId, key: platform.signer.address, revision: { ...request }, digests };
  const journal = new Journal(options.stateDir, subject);
  const seen = new SeenVersionFiles(options.stateDir);
  let files: readonly DigestedFile[] | null = null;
  const act = new DraftAct(platform, {
    journal,
    say: options.say,
    seen,
    plan: async () => {
      const present = await readPresentVersion(platform, request.assetId, seen);
      const next = await options.complete(contentOf(request, present.request));
      const plan = planOf(platform, { request, uploads, present, next });
      files = plan.expectation.files;
      return plan;
    },
  });
  const published = await act.run();
  await journal.clear();
  // Signed in an earlier run: nothing was planned in this one.
  files ??= (await readPresentVersion(platform, request.assetId, seen)).files;
  return { ...published, files: files.map(toPublishedFile) };
}

interface RevisionParts {
  readonly request: RevisionRequest;
  readonly uploads: readonly HashedFile[];
  readonly present: PresentVersion;
}

function planOf(
  platform: Platform,
  { request, uploads, present, next }: RevisionParts & { readonly next: PublishRequest },
): DraftPlan {
  const { api } = platform;
  const files = filesOf({ request, uploads, present });
  return {
    expectation: { request: next, files, revises: present },
    uploads,
    create: () => createRevision(api, present.assetId),
    arrange: async (draftId) => {
      await updateDraft(api, draftId, next);
      const draft = await findDraft(api, draftId);
      const extra = draft?.files.filter(({ path }) => !files.some((file) => file.path === path)) ?? [];
      for (const { path } of extra) await removeDraftFile(api, draftId, path);
    },
  };
}

function filesOf({ request: { remove }, uploads, present }: RevisionParts): DigestedFile[] {
  const unknown = remove.find((path) => !present.files.some((file) => file.path === path));
  if (unknown !== undefined) {
    throw new ArgumentError(
      'remove',
      `version ${present.version} has no file ${unknown}. It has ${present.files.map(({ path }) => path).join(', ')}.`,
    );
  }
  const isReplaced = (path: string) => remove.includes(path) || uploads.some((file) => file.path === path);
  const files = [...present.files.filter(({ path }) => !isReplaced(path)), ...uploads];
  if (files.length === 0)
    throw new ArgumentError('remove', 'leaves the asset without a file. Name the files that replace them.');
  return files;
}

function contentOf(
  { title, metadata, agreement, rightsStatement }: RevisionRequest,
  present: PublishRequest,
): PublishRequest {
  const titles = Object.entries({ ...present.title, ...title }).filter(([, text]) => text !== '');
  if (titles.length === 0) throw new ArgumentError('title', 'leaves the asset without a title.');
  const { agreement: _, rightsStatement: __, ...rest } = present;
  const named = agreement === undefined ? present.agreement : agreement;
  const stated = rightsStatement === undefined ? present.rightsStatement : rightsStatement;
  return {
    ...rest,
    ...metadata,
    ...(named != null && { agreement: named }),
    ...(stated != null && { rightsStatement: stated }),
    title: Object.fromEntries(titles),
  };
}
