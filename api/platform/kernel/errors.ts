/* Over 300 lines: every refusal with its code in one place, as the tables of GraphQL and HTTP map them. */

import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { describeOldTerms } from '@lanran/protocol/licensing/old-terms';
import type { Refusal } from '@lanran/protocol/messages/refusals';
import { describeVersionRefusal, type VersionRefusal } from '@lanran/protocol/messages/versions';

/** A rule of the domain refused the act; nothing changed. The code is stable and maps at each edge to one status. */
export abstract class DomainError extends Error {
  abstract readonly code: DomainErrorCode;
  /** The input field at fault, when there is one. */
  readonly field?: string;
  /** In both languages: of the contracts, when they refused, or of the platform for what they can't know. */
  readonly reasons?: readonly Refusal[];
  /** The limit that was passed, when it is one of bytes. */
  readonly limit?: ByteLimit;
}

/** What may be, what is used of it, and what was asked for. */
export interface ByteLimit {
  readonly mostBytes: number;
  /** 0 for a limit of one file. */
  readonly usedBytes: number;
  readonly bytes: number;
}

export type DomainErrorCode =
  | VersionRefusal
  | 'ANSWER_IMPOSSIBLE'
  | 'BAD_INPUT'
  | 'ASSET_RESTRICTED'
  | 'BAD_SIGNATURE'
  | 'BATCHES_UNKNOWN'
  | 'CHECKPOINT_REFUSED'
  | 'CHECKSUM_MISMATCH'
  | 'COMMUNITY_REASON_REQUIRED'
  | 'CONTENT_DAMAGED'
  | 'COPY_NOT_YET'
  | 'CONTENT_MISMATCH'
  | 'CONTENT_MISSING'
  | 'CONTENT_UNREADABLE'
  | 'CONFLICT'
  | 'CROSS_SITE'
  | 'DELIVERY_TOKEN_REFUSED'
  | 'FORBIDDEN'
  | 'HELD_FOR_COMMUNITY'
  | 'LEDGER_REFUSED'
  | 'LIMIT_EXCEEDED'
  | 'NONCE_USED'
  | 'NOT_FOUND'
  | 'ORGANIZATION_SUSPENDED'
  | 'QUOTA_EXCEEDED'
  | 'SEARCH_NOT_READY'
  | 'SIGN_IN_REQUIRED'
  | 'STALE_STATEMENT'
  | 'STORAGE_FULL'
  | 'TAKEN_DOWN'
  | 'TAKE_DOWN_LEAVES_LICENSES'
  | 'TERMS_OLD_FORMAT'
  | 'UNAVAILABLE';

export class BadInputError extends DomainError {
  override readonly name = 'BadInputError';
  readonly code = 'BAD_INPUT';
  override readonly field: string;
  constructor(field: string, advice: string) {
    super(`${field}: ${advice}`);
    this.field = field;
  }
}

/** A file without a byte, for a draft. */
export class EmptyFileError extends BadInputError {
  constructor(path: string) {
    super(
      'Upload-Length',
      `${JSON.stringify(path)} is empty (0 bytes), as after a copy that failed. Copy it again from where it came, or leave it out.`,
    );
  }
}

/** A file for a draft that holds another of a name that many disks take for the same. */
export class TwinPathError extends BadInputError {
  constructor(path: string, twin: string) {
    super(
      'path',
      `${JSON.stringify(path)} differs from ${JSON.stringify(twin)}, which is there already, in upper and lower case alone, and many disks hold only one of them. Rename one, or take the other out first.`,
    );
  }
}

/** A draft does not take a path that needs a folder where another is a file, or the other way round. */
export class FileAsFolderError extends BadInputError {
  constructor(path: string, other: string) {
    super(
      'path',
      `${JSON.stringify(path)} and ${JSON.stringify(other)}, which is there already, need a file and a folder of one name, and no disk holds both. Rename one, or take the other out first.`,
    );
  }
}

/** Copies that carry their origin are made when the license begins. */
export class CopyNotYetError extends DomainError {
  override readonly name = 'CopyNotYetError';
  readonly code = 'COPY_NOT_YET';
  override readonly reasons: readonly Refusal[];
  /** @param firstDay YYYY-MM-DD */
  constructor(firstDay: string) {
    const text: BilingualText = {
      en: `The copy is made on ${firstDay}, the license’s first day. Ask for it then; originals can be fetched now.`,
      zh: `副本将于${firstDay}（许可首日）制作，请届时再取；原件现在即可下载。`,
    };
    super(text.en);
    this.reasons = [{ code: this.code, data: { firstDay }, text }];
  }
}

/** The same answer for what does not exist and for what the actor may not see (docs/architecture.md, “Read”). */
export class NotFoundError extends DomainError {
  override readonly name = 'NotFoundError';
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(
      `${what} was not found, or you may not see it. Check the id, and that you are signed in as its organization.`,
    );
  }
}

export class SignInRequiredError extends DomainError {
  override readonly name = 'SignInRequiredError';
  readonly code = 'SIGN_IN_REQUIRED';
  constructor(
    advice = 'This needs a signed-in member. Sign in again; a session ends after its time or when it is revoked.',
  ) {
    super(advice);
  }
}

/** Nobody said who asks for a file that is not for everyone; the same whether there is such a file or not. */
export class CredentialsRequiredError extends SignInRequiredError {
  constructor() {
    super(
      'This is not for everyone, or does not exist. Sign in; a program sends its session or a delivery token as `Authorization: Bearer`.',
    );
  }
}

/** One answer for a token that is unknown, wrong, revoked or over. */
export class DeliveryTokenRefusedError extends DomainError {
  override readonly name = 'DeliveryTokenRefusedError';
  readonly code = 'DELIVERY_TOKEN_REFUSED';
  constructor(
    advice = 'This delivery token is unknown, revoked or over. Ask the studio that holds the license for a new one.',
  ) {
    super(advice);
  }
}

/** A version that is not sold, or that a license does not open. */
export class VersionRefusedError extends DomainError {
  override readonly name = 'VersionRefusedError';
  readonly code: VersionRefusal;
  override readonly reasons: readonly Refusal[];
  constructor(code: VersionRefusal, data: Readonly<Record<string, string>>) {
    const refusal = describeVersionRefusal(code, data);
    super(refusal.text.en);
    this.code = code;
    this.reasons = [refusal];
  }
}

/** An act of a program that knows no versions: nothing is sold on its terms any longer. */
export class OldTermsFormatError extends DomainError {
  override readonly name = 'OldTermsFormatError';
  readonly code = 'TERMS_OLD_FORMAT';
  override readonly reasons: readonly Refusal[];
  constructor() {
    const text: BilingualText = describeOldTerms();
    super(text.en);
    this.reasons = [{ code: this.code, data: {}, text }];
  }
}

export class ForbiddenError extends DomainError {
  override readonly name = 'ForbiddenError';
  readonly code: 'FORBIDDEN' | 'ASSET_RESTRICTED' = 'FORBIDDEN';
}

/** Licenses of the asset stand, and open nothing: its holder keeps it from all others. */
export class AssetRestrictedError extends ForbiddenError {
  override readonly code = 'ASSET_RESTRICTED';
  constructor(assetId: AssetId) {
    super(`Asset ${assetId} is restricted now, so that no license opens its files. Ask its holder.`);
  }
}

/** The accreditor suspended the organization: it publishes nothing until that is lifted. */
export class OrganizationSuspendedError extends DomainError {
  override readonly name = 'OrganizationSuspendedError';
  readonly code = 'ORGANIZATION_SUSPENDED';
  constructor(slug: string, suspendedFrom: Date) {
    super(
      `${slug} is suspended since ${suspendedFrom.toISOString()}: it can’t publish, offer, buy or dispute. Read the reason on its page, and ask the accreditor to lift the suspension.`,
    );
  }
}

export class BadSignatureError extends DomainError {
  override readonly name = 'BadSignatureError';
  readonly code = 'BAD_SIGNATURE';
  override readonly field: string;
  constructor(field: string, advice: string, options?: ErrorOptions) {
    super(`${field}: ${advice}`, options);
    this.field = field;
  }
}

/** The contracts were deployed before there were batches, and their forwarder stays. */
export class BatchesUnknownError extends DomainError {
  override readonly name = 'BatchesUnknownError';
  readonly code = 'BATCHES_UNKNOWN';
  constructor() {
    super(
      'The contracts of this installation take no batches. Sign each act alone and send it with `relay`; `deployment.canBatch` says which it is.',
    );
  }
}

export class NonceUsedError extends DomainError {
  override readonly name = 'NonceUsedError';
  readonly code = 'NONCE_USED';
}

/** A page of another site asked with our session cookie. */
export class CrossSiteError extends DomainError {
  override readonly name = 'CrossSiteError';
  readonly code = 'CROSS_SITE';
  constructor() {
    super(
      'This came from a page of another site. Open the platform itself and do it there; a program sends its session as `Authorization: Bearer`.',
    );
  }
}

export class ConflictError extends DomainError {
  override readonly name = 'ConflictError';
  readonly code = 'CONFLICT';
}

export class NameTakenError extends DomainError {
  override readonly name = 'NameTakenError';
  readonly code = 'CONFLICT';
  override readonly field: string;
  constructor(field: string, taken: string) {
    super(`${field}: ${taken} is taken. Choose another name, or open your account with its passphrase.`);
    this.field = field;
  }
}

/** What is to be opened stands already, by the same holder, in an asset with a community. */
export class HeldForCommunityError extends DomainError {
  override readonly name = 'HeldForCommunityError';
  readonly code = 'HELD_FOR_COMMUNITY';
  override readonly field = 'access';
  constructor({ path, assetId, assetPath }: Readonly<Record<'path' | 'assetId' | 'assetPath', string>>) {
    super(
      `access: can't be OPEN, because most of this draft is published already with a community behind it: ${path}, for one, is ${assetPath} of asset ${assetId}. Opening can never be undone and needs its consent. Choose LICENSED or RESTRICTED and name that community; if the asset names one by mistake, withdraw it first.`,
    );
  }
}

/** A publication names a people, no community, and no reason why none is asked (ADR 36). */
export class CommunityReasonRequiredError extends DomainError {
  override readonly name = 'CommunityReasonRequiredError';
  readonly code = 'COMMUNITY_REASON_REQUIRED';
  override readonly field = 'noCommunityReason';
  /** @param peoples by name */
  constructor(peoples: readonly string[]) {
    super(
      `noCommunityReason: the asset names a people (${peoples.join(', ')}) and no community. Name the community that is to be asked, or say why none is: the reason is signed and public, and the councils of that people read it.`,
    );
  }
}

/** It was taken down: nobody has it any more. */
export class TakenDownError extends DomainError {
  override readonly name = 'TakenDownError';
  readonly code = 'TAKEN_DOWN';
  /** @param reason null when its text was not stated here */
  constructor({ what, by, at, reason }: { what: string; by: string; at: Date; reason: string | null }) {
    const why = reason === null ? 'The reason was not stated here.' : `The reason: ${reason}`;
    super(`${what} was taken down by ${by} on ${at.toISOString().slice(0, 10)} and is not kept. ${why}`);
  }
}

/** Live licenses would lose files, and whoever takes them down has not said that they know. */
export class TakeDownLeavesLicensesError extends DomainError {
  override readonly name = 'TakeDownLeavesLicensesError';
  readonly code = 'TAKE_DOWN_LEAVES_LICENSES';
  constructor(licenseIds: readonly string[]) {
    super(
      `These live licenses would lose files: ${licenseIds.join(', ')}. They stay in force, and their licensees keep the copies that they have. Confirm it with despiteLicenses (--despite-licenses), or wait until they are over.`,
    );
  }
}

export class StaleStatementError extends DomainError {
  override readonly name = 'StaleStatementError';
  readonly code = 'STALE_STATEMENT';
  constructor(assetId: string) {
    super(
      `Asset ${assetId} has a newer statement. Reload it (rebase the draft of a revision), then sign again.`,
    );
  }
}

export class ContentMismatchError extends DomainError {
  override readonly name = 'ContentMismatchError';
  readonly code = 'CONTENT_MISMATCH';
}

/** A portion of an upload was damaged on its way (tus, checksum extension). */
export class ChecksumMismatchError extends DomainError {
  override readonly name = 'ChecksumMismatchError';
  readonly code = 'CHECKSUM_MISMATCH';
  constructor({
    algorithm,
    announced,
    arrived,
  }: Readonly<Record<'algorithm' | 'announced' | 'arrived', string>>) {
    super(
      `Upload-Checksum: ${algorithm} ${announced} was announced, but what arrived has ${arrived}. Nothing of it was kept: send the portion again.`,
    );
  }
}

/** What is stored is known not to be what was published; it is not given out as such. */
export class ContentDamagedError extends DomainError {
  override readonly name = 'ContentDamagedError';
  readonly code = 'CONTENT_DAMAGED';
}

export class ContentMissingError extends DomainError {
  override readonly name = 'ContentMissingError';
  readonly code = 'CONTENT_MISSING';
}

/** What is stored may be whole, and we have no key for it: that says nothing of its bytes. `cause` tells the operator what to do. */
export class ContentUnreadableError extends DomainError {
  override readonly name = 'ContentUnreadableError';
  readonly code = 'CONTENT_UNREADABLE';
}

/** Stored files are encrypted to vault keys that the platform was not given; these are the keys' public parts. */
export class MissingVaultKeyError extends DomainError {
  override readonly name = 'MissingVaultKeyError';
  readonly code = 'UNAVAILABLE';
  constructor(recipients: readonly string[]) {
    super(
      `Stored files are encrypted to a vault key that the platform was not given (${recipients.join(', ')}): nobody can read them. Put the former secrets.json or LANRAN_VAULT_KEY back, or add that key after the ones there, and restart.`,
    );
  }
}

/** The contracts refused the act, for each of these reasons. */
export class LedgerRefusedError extends DomainError {
  override readonly name = 'LedgerRefusedError';
  readonly code = 'LEDGER_REFUSED';
  override readonly reasons: readonly Refusal[];
  constructor(reasons: readonly Refusal[], options?: ErrorOptions) {
    super(reasons.map(({ code, text }) => `${text.en} (${code})`).join(' '), options);
    this.reasons = reasons;
  }
}

/** On these terms nothing could be sold of some of the assets, so that nobody agrees to them. Each reason names its asset. */
export class AnswerImpossibleError extends DomainError {
  override readonly name = 'AnswerImpossibleError';
  readonly code = 'ANSWER_IMPOSSIBLE';
  override readonly reasons: readonly Refusal[];
  constructor(reasons: readonly Refusal[]) {
    const told = reasons.map(({ code, data, text }) => `${data['assetId']}: ${text.en} (${code})`);
    super(
      `Nothing was written, because this can’t be carried out. Leave these assets out (assetIds), or name other terms. ${told.join(' ')}`,
    );
    this.reasons = reasons;
  }
}

export class LimitExceededError extends DomainError {
  override readonly name = 'LimitExceededError';
  readonly code = 'LIMIT_EXCEEDED';
}

/** Too many from one network, or in all; a wait helps. */
export class TooManyRequestsError extends LimitExceededError {}

/** One file is longer than the platform takes. */
export class FileTooLargeError extends DomainError {
  override readonly name = 'FileTooLargeError';
  readonly code = 'LIMIT_EXCEEDED';
  override readonly limit: ByteLimit;
  constructor(path: string, { mostBytes, bytes }: Omit<ByteLimit, 'usedBytes'>) {
    super(
      `Upload-Length: a file may have at most ${mostBytes} bytes, and ${path} has ${bytes}. Split it, then upload its parts.`,
    );
    this.limit = { mostBytes, usedBytes: 0, bytes };
  }
}

/** The room that an organization was given is used up. */
export class QuotaExceededError extends DomainError {
  override readonly name = 'QuotaExceededError';
  readonly code = 'QUOTA_EXCEEDED';
  override readonly limit: ByteLimit;
  constructor(owner: string, { path, ...limit }: ByteLimit & { readonly path: string }) {
    super(
      `Upload-Length: ${owner} uses ${limit.usedBytes} of its ${limit.mostBytes} bytes, and ${path} has ${limit.bytes}. Delete drafts that are not needed, or ask the operator for more.`,
    );
    this.limit = limit;
  }
}

export class StorageFullError extends DomainError {
  override readonly name = 'StorageFullError';
  readonly code = 'STORAGE_FULL';
}

/** A backing service does not answer, perhaps in the middle of an act; repeating the act is safe. */
export class UnavailableError extends DomainError {
  override readonly name = 'UnavailableError';
  readonly code = 'UNAVAILABLE';
  readonly service: 'documents' | 'files' | 'chain';
  constructor(service: 'documents' | 'files' | 'chain', options?: ErrorOptions) {
    super(
      `The ${service} service does not answer. Repeat the act when /readyz is well; what was done is not done twice.`,
      options,
    );
    this.service = service;
  }
}

/** The search index is being made, or does not answer; lists without a text are shown all the same. */
export class SearchNotReadyError extends DomainError {
  override readonly name = 'SearchNotReadyError';
  readonly code = 'SEARCH_NOT_READY';
  /** @param progress null when the index does not answer */
  constructor(progress: { readonly built: number; readonly total: number } | null) {
    super(
      progress === null
        ? 'Search does not answer. Browse the catalog without a text, or ask again in a minute.'
        : `The search index is being built: ${progress.built} of ${progress.total} assets. Browse the catalog without a text, or ask again in a minute.`,
    );
  }
}

/** Why the work was refused; null when it was done. What is wrong with a backing service rises: that is no answer. */
export async function findRefusal(work: Promise<unknown>): Promise<DomainError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof DomainError && !(error instanceof UnavailableError)) return error;
    throw error;
  }
}
