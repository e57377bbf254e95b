import { z } from 'zod';
import { parseRightsStatement } from '@lanran/protocol/assets/rights-statement';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { CheckName, Report } from '@lanran/protocol/proofs/check';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { type AssetId, type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseLicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import { statementHash } from '@lanran/protocol/log/statement';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';
import { areHiddenFieldsTakenDown } from '@lanran/protocol/proofs/taken-down-parts';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { revealed } from '@lanran/protocol/proofs/verify-content';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { exportProof } from '../provenance/proofs.ts';
import { trustOf } from '../kernel/pinned-deployment.ts';
import type { Deployment, Platform } from '../kernel/session.ts';
import { readProvenTakeDowns, type TakenDownFrom } from '../provenance/proven-take-downs.ts';
import type { DigestedFile, ExpectedRevision, PublishRequest } from './publication-check.ts';
import { requireNewest, type SeenVersions } from './seen-versions.ts';

/** An asset's present version as its proof shows it: words and digests that were signed, not those the platform tells. */
export interface PresentVersion extends ExpectedRevision {
  /** What it says, under the organization that holds the asset now. */
  readonly request: PublishRequest;
  readonly files: readonly DigestedFile[];
  /** The commitment to its community, which every version repeats. */
  readonly community: Hex;
}

/**
 * What has to be proven before the next version is signed. The others may be unknown: they need a node of the chain or a witness
 * that the platform does not answer for.
 */
const MUST_PASS: readonly CheckName[] = [
  'format',
  'body',
  'files',
  'signature',
  'inclusion',
  'checkpoint',
  'log identity',
];

const VERSION_KINDS: readonly string[] = ['published', 'revised'];

const party = z.object({ id: z.string().transform((text) => parseOrganizationId(text)) });
const ToldAnswer = z.object({
  asset: z.object({ holder: party, community: party.nullish(), version: z.number().int() }).nullable(),
});

const localized = z.object({ en: z.string().optional(), zh: z.string().optional() });
const Said = z.object({
  version: z.number().int(),
  kind: z.enum(['PATTERN', 'COSTUME', 'FILM']),
  access: z.enum(['OPEN', 'LICENSED', 'RESTRICTED']),
  /** Absent when it was taken down; the next version needs one. */
  title: localized.default({}),
  description: localized.optional(),
  terms: z.array(localized.extend({ vocabulary: z.string(), code: z.string() })).optional(),
  creditLine: z.string().optional(),
  agreement: parsed(parseLicenseAgreement).optional(),
  rightsStatement: parsed(parseRightsStatement).optional(),
  identifier: z.string().optional(),
  noCommunityReason: z.string().optional(),
  synthetic: z.boolean(),
});

function parsed<T>(parse: (value: unknown) => T) {
  return z.unknown().transform((value, context) => {
    try {
      return parse(value);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      context.addIssue({ code: 'custom', message: cause.message });
      return z.NEVER;
    }
  });
}

/**
 * The version that a revision follows, from its proof. The proof must show the whole version but what the log says was taken down, be of this log, and be the newest
 * that the platform and this client know of.
 * @throws RefusedError NOT_FOUND, UntrustworthyAnswerError naming what does not hold, VersionLostError
 */
export async function readPresentVersion(
  { api, deployment }: Pick<Platform, 'api' | 'deployment'>,
  assetId: AssetId,
  seen: SeenVersions,
): Promise<PresentVersion> {
  const told = await readTold(api, assetId);
  const { bundle: text } = await exportProof(api, { assetId });
  const takenDown = await takenDownFrom(text, { platform: { api, deployment }, assetId });
  const bundle = await requireProof(text, { assetId, deployment, takenDown });
  const { version, ...content } = saidIn(bundle);
  if (version !== told.version)
    throw new UntrustworthyAnswerError(
      `the proof is of version ${version}, but the platform lists version ${told.version}`,
    );
  const head = statementHash(bundle.statement);
  const { previous, community } = bundle.statement;
  await requireNewest(seen, { logId: deployment.logId, assetId, version, head, previous });
  return {
    assetId,
    head,
    version,
    request: { ...content, organizationId: told.organizationId, community: told.community },
    files: bundle.files.map(({ entry: { path, bytes, sha256, cid, xxh64 } }) => ({
      path,
      digest: { bytes, sha256, cid, xxh64 },
    })),
    community,
  };
}

interface Told {
  readonly organizationId: OrganizationId;
  readonly community: OrganizationId | null;
  readonly version: number;
}

async function readTold(api: GraphqlClient, id: AssetId): Promise<Told> {
  const { asset } = await api.request({
    query: `query ($id: ID!) { asset(id: $id) { version holder { id } community { id } } }`,
    variables: { id },
    answer: ToldAnswer,
  });
  if (asset === null) {
    throw new RefusedError('NOT_FOUND', `There is no asset ${id}, or you may not see it.`, {
      field: 'ASSET',
    });
  }
  return {
    organizationId: asset.holder.id,
    community: asset.community?.id ?? null,
    version: asset.version,
  };
}

/**
 * What the log says was taken down of the version, where its proof does not show all of it. A proof that is malformed hides
 * nothing: its checks say what is wrong.
 */
async function takenDownFrom(
  text: string,
  {
    platform,
    assetId,
  }: { readonly platform: Pick<Platform, 'api' | 'deployment'>; readonly assetId: AssetId },
): Promise<TakeDownScope[]> {
  const shown = shownIn(text);
  if (shown === null) return [];
  return readProvenTakeDowns(platform, { assetId, ...shown });
}

/** Null where the proof shows everything, or can't be read. */
function shownIn(text: string): Pick<TakenDownFrom, 'version' | 'leafIndex'> | null {
  try {
    const bundle = parseBundle(text);
    const [files, version] = [revealed(bundle, 'files'), revealed(bundle, 'version')];
    if (files === undefined || typeof version !== 'number') return null;
    const isWhole =
      parseFilesField(files).count === bundle.files.length && bundle.body.fields.length === bundle.body.size;
    return isWhole ? null : { version, leafIndex: bundle.leaf.index };
  } catch (cause) {
    if (cause instanceof ProtocolError) return null;
    throw cause;
  }
}

interface ExpectedProof {
  readonly assetId: AssetId;
  readonly deployment: Deployment;
  readonly takenDown: readonly TakeDownScope[];
}

async function requireProof(
  text: string,
  { assetId, deployment, takenDown }: ExpectedProof,
): Promise<Bundle> {
  requirePassed(await verifyBundleText(text, { trust: trustOf(deployment), mustList: 'ALL', takenDown }));
  const bundle = parseBundle(text);
  if (!areHiddenFieldsTakenDown(bundle, takenDown))
    throw new UntrustworthyAnswerError(`its ${bundle.statement.kind} statement does not show every field`);
  const { statement } = bundle;
  if (statement.assetId !== assetId)
    throw new UntrustworthyAnswerError(`the proof is of asset ${statement.assetId}`);
  if (!VERSION_KINDS.includes(statement.kind))
    throw new UntrustworthyAnswerError(`its ${statement.kind} statement is of no version of an asset`);
  return bundle;
}

function requirePassed({ checks }: Report): void {
  const failed =
    checks.find(({ status }) => status === 'fail') ??
    checks.find(({ name, status }) => status === 'unknown' && MUST_PASS.includes(name));
  if (failed === undefined) return;
  throw new UntrustworthyAnswerError(
    `the proof of the present version fails: ${failed.name}, ${failed.reason}`,
  );
}

/** Members that are absent stay absent: zod would read them as `undefined`, which a request leaves out. */
function saidIn({ body, statement }: Bundle) {
  const fields = Object.fromEntries(body.fields.map(({ name, value }) => [name, value]));
  const said = Said.safeParse(fields);
  if (!said.success)
    throw new UntrustworthyAnswerError(`its ${statement.kind} statement does not show every field`);
  // The JSON round trip drops what is undefined, which is all that sets the two types apart.
  return JSON.parse(JSON.stringify(said.data)) as Omit<PublishRequest, 'organizationId' | 'community'> & {
    readonly version: number;
  };
}
