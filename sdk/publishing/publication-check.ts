import { bodyHash, parseBody, type Body } from '@lanran/protocol/log/body';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { findDifference, type FileDigest } from '@lanran/protocol/files/file-digest';
import {
  assetIdOf,
  type AssetId,
  communityCommitment,
  NO_COMMUNITY,
  type OrganizationId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { canonicalJson, type JsonValue } from '@lanran/protocol/kernel/json';
import { filesField, parseManifest, type ManifestEntry } from '@lanran/protocol/files/manifest';
import { parseStatement, type Statement } from '@lanran/protocol/log/statement';
import { UntrustworthyAnswerError } from '../kernel/errors.ts';

const MAX_CLOCK_SKEW_SECONDS = 900;

export interface LocalizedText {
  readonly en?: string;
  readonly zh?: string;
}

export interface Term {
  readonly vocabulary: string;
  readonly code: string;
  readonly en?: string;
  readonly zh?: string;
}

/** What somebody wants to publish. */
export interface PublishRequest {
  readonly organizationId: OrganizationId;
  /** Null when no community stands behind the asset. */
  readonly community: OrganizationId | null;
  readonly kind: 'PATTERN' | 'COSTUME' | 'FILM';
  readonly access: 'OPEN' | 'LICENSED' | 'RESTRICTED';
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  readonly terms?: readonly Term[];
  readonly creditLine?: string;
  /** The holder's license agreement, of a text that was hashed here (ADR 53). */
  readonly agreement?: LicenseAgreement;
  readonly rightsStatement?: RightsStatement;
  readonly identifier?: string;
  /** Why no community is named, of what names a people (ADR 36). */
  readonly noCommunityReason?: string;
  readonly synthetic: boolean;
}

/** A file as it was hashed on this side, under the path it has in the asset. */
export interface DigestedFile {
  readonly path: string;
  readonly digest: FileDigest;
}

/** What the platform proposes to sign; texts are JSON. */
export interface ProposedPublication {
  readonly logId: string;
  readonly statement: string;
  readonly body: string;
  readonly manifest: string;
  /** Opens `statement.assetId` with the organization's id. */
  readonly assetSalt: Hex;
  /** Opens `statement.community`; null when no community stands behind the asset. */
  readonly communitySalt: Hex | null;
}

export interface CheckedPublication {
  readonly statement: Statement;
  readonly body: Body;
  readonly manifest: readonly ManifestEntry[];
}

/** The version that a revision is to follow. */
export interface ExpectedRevision {
  readonly assetId: AssetId;
  /** Hash of the statement of the present version. */
  readonly head: StatementHash;
  readonly version: number;
  /** Its commitment to the community, which every version repeats; not looked at where it is not known. */
  readonly community?: Hex;
}

export interface Expectation {
  readonly request: PublishRequest;
  /** Null or absent: a new asset. Of a revision, `files` are all of the next version, those that are kept among them. */
  readonly revises?: ExpectedRevision | null;
  readonly files: readonly DigestedFile[];
  readonly logId: string;
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Compares what is about to be signed with what was asked for and hashed here: else the operator could swap files or words.
 * @throws UntrustworthyAnswerError naming the difference
 */
export function checkPublication(
  proposed: ProposedPublication,
  expectation: Expectation,
): CheckedPublication {
  try {
    const statement = parseStatement(JSON.parse(proposed.statement));
    const body = parseBody(JSON.parse(proposed.body));
    const manifest = parseManifest(JSON.parse(proposed.manifest));
    if (proposed.logId !== expectation.logId)
      refuse(`its log is ${proposed.logId}, not ${expectation.logId}`);
    checkStatement(statement, proposed, expectation);
    checkManifest(manifest, expectation.files);
    if (bodyHash(body) !== statement.bodyHash) refuse('the statement does not commit to the body');
    checkBody(body, fieldsOf(expectation, manifest));
    return { statement, body, manifest };
  } catch (cause) {
    if (cause instanceof ProtocolError || cause instanceof SyntaxError)
      throw new UntrustworthyAnswerError(cause.message, { cause });
    throw cause;
  }
}

function refuse(problem: string): never {
  throw new UntrustworthyAnswerError(problem);
}

function checkStatement(
  statement: Statement,
  proposed: ProposedPublication,
  { request, revises, now }: Expectation,
): void {
  const { organizationId, community } = request;
  const kind = revises == null ? 'published' : 'revised';
  if (statement.kind !== kind) refuse(`it is a statement of kind ${statement.kind}`);
  if (statement.previous !== (revises?.head ?? ZERO_32)) refuse('it follows another statement');
  if (revises != null && statement.assetId !== revises.assetId)
    refuse(`it is about another asset than ${revises.assetId}`);
  if (revises?.community !== undefined && statement.community !== revises.community)
    refuse('its community is not that of the version before');
  if (revises == null && statement.assetId !== assetIdOf(organizationId, proposed.assetSalt))
    refuse('its asset is not one of the organization');
  if (Math.abs(statement.issuedAt - now) > MAX_CLOCK_SKEW_SECONDS) {
    refuse(`it is dated ${new Date(statement.issuedAt * 1000).toISOString()}; check this machine's clock`);
  }
  const salt = proposed.communitySalt;
  if (community === null) {
    if (statement.community !== NO_COMMUNITY) refuse('it names a community, though none was asked for');
  } else if (salt === null || statement.community !== communityCommitment(community, salt)) {
    refuse(`it does not name the community ${community}`);
  }
}

function checkManifest(manifest: readonly ManifestEntry[], files: readonly DigestedFile[]): void {
  for (const { path, digest } of files) {
    const entry = manifest.find((candidate) => candidate.path === path);
    if (entry === undefined) refuse(`file ${path} is missing`);
    const difference = findDifference(digest, entry);
    if (difference !== null) refuse(`the ${difference} of ${path} is not that of the file here`);
  }
  const extra = manifest.find((entry) => !files.some(({ path }) => path === entry.path));
  if (extra !== undefined) refuse(`file ${extra.path} was not asked for`);
}

/** The body that the request and the files make (docs/formats.md, "Body"). */
function fieldsOf(
  { request, revises }: Expectation,
  manifest: readonly ManifestEntry[],
): Record<string, JsonValue> {
  const { kind, access, organizationId, title, description, terms, creditLine, identifier, synthetic } =
    request;
  const { noCommunityReason, agreement, rightsStatement } = request;
  return {
    schema: `lanran/${revises == null ? 'published' : 'revised'}/1`,
    version: (revises?.version ?? 0) + 1,
    organization: organizationId,
    kind,
    access,
    title: { ...title },
    ...(description !== undefined && { description: { ...description } }),
    ...(terms !== undefined && terms.length > 0 && { terms: terms.map((term) => ({ ...term })) }),
    ...(creditLine !== undefined && { creditLine }),
    ...(agreement !== undefined && { agreement: { ...agreement, name: { ...agreement.name } } }),
    ...(rightsStatement !== undefined && { rightsStatement: { ...rightsStatement } }),
    ...(identifier !== undefined && { identifier }),
    ...(noCommunityReason !== undefined && { noCommunityReason }),
    synthetic,
    files: { ...filesField(manifest) },
  };
}

function checkBody({ fields }: Body, expected: Record<string, JsonValue>): void {
  for (const [name, value] of Object.entries(expected)) {
    const field = fields.find((candidate) => candidate.name === name);
    if (field === undefined) refuse(`field ${name} is missing`);
    if (canonicalJson(field.value) !== canonicalJson(value)) {
      refuse(
        `field ${name} is ${canonicalJson(field.value).slice(0, 200)}, asked for was ${canonicalJson(value).slice(0, 200)}`,
      );
    }
  }
  const extra = fields.find(({ name, value }) => !Object.hasOwn(expected, name) && !isEmptyList(name, value));
  if (extra !== undefined) refuse(`field ${extra.name} was not asked for`);
}

/** No terms may be written as an empty list. */
function isEmptyList(name: string, value: JsonValue): boolean {
  return name === 'terms' && Array.isArray(value) && value.length === 0;
}
