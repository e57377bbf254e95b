import { parseAttestation } from '@lanran/protocol/assets/attestation';
import { parseAgreement } from '@lanran/protocol/licensing/agreement';
import { bodyHash, type Body } from '@lanran/protocol/log/body';
import { type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { batchSigner, buildBatch } from '@lanran/protocol/log/batch';
import { memberSignatureSigner } from '@lanran/protocol/log/evidence';
import {
  NO_COMMUNITY,
  type LicenseId,
  type LogId,
  type OrganizationId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { type Statement, statementHash } from '@lanran/protocol/log/statement';
import { parseUsageReport } from '@lanran/protocol/licensing/usage-report';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import { isVersion } from '../../assets/domain/asset-version.ts';
import { BadInputError, ForbiddenError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { StatementLog } from '../../log/services/statement-log.ts';
import type { StatementPublisher } from './statement-publisher.ts';

export interface SignedStatementsOptions {
  readonly logId: LogId;
  readonly log: StatementLog;
  readonly publisher: Pick<StatementPublisher, 'requireSigner'>;
  readonly catalog: Pick<CatalogService, 'get'>;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly leaves: Pick<LeafStore, 'findByStatementHash'>;
  readonly clock: Clock;
}

/** A statement that its author made alone: nobody else has to know a part of it, so that nothing is prepared. */
export interface SignedStatement {
  readonly statement: Statement;
  readonly body: Body;
  readonly signature: Hex;
}

/** Statements of one author under one signature, over their root in this order (docs/formats.md, “Evidence”). */
export interface SignedStatementBatch {
  readonly statements: readonly Omit<SignedStatement, 'signature'>[];
  readonly signature: Hex;
}

/** The receipt: a checkpoint that covers the leaf, and the proof that it does. */
export interface RecordedStatement {
  readonly logged: LoggedStatement;
  readonly checkpoint: string;
  readonly inclusionProof: readonly Uint8Array[];
}

/** What a statement says, as far as it decides who may sign it. */
interface Claim {
  readonly organization: OrganizationId;
  readonly licenseId: LicenseId | null;
  readonly parties: readonly OrganizationId[];
  /** Of an attestation, the version that was reviewed. */
  readonly version: StatementHash | null;
  /** Of a usage report, the latest day that it names. */
  readonly lastDay: Day | null;
}

/** Under one signature: a request has up to 50 assets. */
export const MAX_STATEMENTS = 50;

/** As much as a client allows the platform's clock (sdk/publishing/publication-check.ts). */
const MAX_CLOCK_SKEW_SECONDS = 15 * 60;

/** Agreements, usage reports and reviews: what members of organizations sign about an asset, beside its versions. */
export class SignedStatementsService {
  readonly #options: SignedStatementsOptions;

  constructor(options: SignedStatementsOptions) {
    this.#options = options;
  }

  /**
   * Appends an agreement, a usage report or a review; repeated, it gives the same leaf.
   * @throws BadInputError, BadSignatureError, ForbiddenError for who is no party, NotFoundError
   */
  async record(actor: Actor, { statement, body, signature }: SignedStatement): Promise<RecordedStatement> {
    const { log, logId, publisher } = this.#options;
    const { organization } = await this.#requireAllowed(actor, { statement, body });
    await publisher.requireSigner(organization, () => memberSignatureSigner(statement, logId, signature));
    const logged = await log.append({ statement, body, evidence: { type: 'member', signature } });
    const size = await log.size();
    return {
      logged,
      inclusionProof: await log.inclusionProof(logged.index, size),
      checkpoint: await log.checkpointAt(size),
    };
  }

  /**
   * As `record` of each under one signature, in their order: all are checked before the first is written; repeated, the same leaves.
   * @throws as `record`
   */
  async recordAll(
    actor: Actor,
    { statements, signature }: SignedStatementBatch,
  ): Promise<RecordedStatement[]> {
    const { log, logId, publisher } = this.#options;
    if (statements.length === 0 || statements.length > MAX_STATEMENTS)
      throw new BadInputError('statements', `must be 1 to ${MAX_STATEMENTS} under one signature.`);
    if (new Set(statements.map(({ statement }) => statementHash(statement))).size < statements.length)
      throw new BadInputError('statements', 'name one twice. Name each once.');
    const batch = buildBatch(statements.map(({ statement }) => statement));
    const entries = statements.map((each, at) => ({ ...each, evidence: batch.evidenceFor(at, signature) }));
    const organizations = new Set<OrganizationId>();
    for (const each of statements) organizations.add((await this.#requireAllowed(actor, each)).organization);
    const [first] = entries;
    for (const organization of organizations)
      if (first !== undefined)
        await publisher.requireSigner(organization, () =>
          batchSigner(first.statement, logId, first.evidence),
        );
    const logged = (await log.appendAll(entries)).map(valueOf);
    const size = await log.size();
    const indexes = logged.map(({ index }) => index);
    const [proofs, checkpoint] = await Promise.all([
      log.inclusionProofs(indexes, size),
      log.checkpointAt(size),
    ]);
    return logged.map((each, at) => ({ logged: each, inclusionProof: proofs[at] ?? [], checkpoint }));
  }

  /** What it claims. @throws BadInputError, ForbiddenError, NotFoundError */
  async #requireAllowed(
    actor: Actor,
    { statement, body }: Omit<SignedStatement, 'signature'>,
  ): Promise<Claim> {
    this.#requireOwn(statement, body);
    const claim = claimOf(statement, body);
    this.#requirePast(claim);
    const asset = await this.#options.catalog.get(actor, statement.assetId);
    if (!canActFor(actor, claim.organization))
      throw new ForbiddenError(
        `Only an owner or editor of ${claim.organization} signs for it. Sign in as one of them.`,
      );
    await (statement.kind === 'attested'
      ? this.#requireReviewer(asset, claim)
      : this.#requireParty(asset, statement, claim));
    await this.#requireKnown(claim.parties);
    return claim;
  }

  #requireOwn({ bodyHash: stated, community, previous, issuedAt }: Statement, body: Body): void {
    if (stated !== bodyHash(body))
      throw new BadInputError('body', 'is not the one that the statement names.');
    if (community !== NO_COMMUNITY || previous !== ZERO_32)
      throw new BadInputError('statement', 'must have zeros as `community` and `previous`.');
    const now = this.#options.clock.now().getTime() / 1000;
    if (Math.abs(now - issuedAt) > MAX_CLOCK_SKEW_SECONDS)
      throw new BadInputError(
        'statement.issuedAt',
        `is ${new Date(issuedAt * 1000).toISOString()}. Set your clock, then sign again.`,
      );
  }

  /** A report is of days that have been, whichever zone they began in. */
  #requirePast({ lastDay }: Claim): void {
    const tomorrow = Math.floor(this.#options.clock.now().getTime() / 86_400_000) + 1;
    if (lastDay === null || lastDay <= tomorrow) return;
    throw new BadInputError('body.periodTo', `${formatDay(lastDay)} is in the future. Report what was used.`);
  }

  /** A usage report by the licensee; an agreement also by the holder or the community. */
  async #requireParty(asset: Asset, { kind }: Statement, claim: Claim): Promise<void> {
    const { organization, licenseId } = claim;
    const license = licenseId === null ? null : await this.#options.licenses.find(licenseId);
    if (licenseId !== null && license?.terms.assetId !== asset.id)
      throw new NotFoundError(`License ${licenseId} of this asset`);
    const isOwn = organization === asset.holder || organization === asset.community;
    if (license?.licensee === organization || (kind === 'agreed' && isOwn)) return;
    throw new ForbiddenError(
      kind === 'used'
        ? `Only who has the license reports how it is used, and ${organization} does not have it.`
        : `${organization} is neither holder nor community of the asset, nor has the license that is named.`,
    );
  }

  /** Accreditors and auditors review, and nobody their own asset; what they review is a version of it. */
  async #requireReviewer(asset: Asset, { organization, version }: Claim): Promise<void> {
    const { organizations, leaves } = this.#options;
    const [reviewer] = await organizations.findMany([organization]);
    const isReviewer = reviewer?.kind === 'ACCREDITOR' || reviewer?.kind === 'AUDITOR';
    if (!isReviewer || organization === asset.holder)
      throw new ForbiddenError(
        `Only an accreditor or auditor that does not hold the asset reviews it; ${organization} is none.`,
      );
    const reviewed = version === null ? null : await leaves.findByStatementHash(version);
    if (reviewed === null || !isVersion(reviewed) || reviewed.statement.assetId !== asset.id)
      throw new NotFoundError(`Version ${version} of asset ${asset.id}`);
  }

  async #requireKnown(ids: readonly OrganizationId[]): Promise<void> {
    const found = new Set((await this.#options.organizations.findMany(ids)).map(({ id }) => id));
    const unknown = ids.find((id) => !found.has(id));
    if (unknown !== undefined) throw new NotFoundError(`Organization ${unknown}`);
  }
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'fulfilled') return settled.value;
  throw settled.reason;
}

/** @throws BadInputError for another kind, or a body that is not one of the kind */
function claimOf({ kind }: Statement, body: Body): Claim {
  try {
    if (kind === 'used') {
      const { periodFrom = null, periodTo, ...report } = parseUsageReport(body);
      return { ...report, parties: [], version: null, lastDay: periodTo ?? periodFrom };
    }
    if (kind === 'agreed') {
      const { organization, licenseId = null, parties } = parseAgreement(body);
      return { organization, licenseId, parties, version: null, lastDay: null };
    }
    if (kind === 'attested') {
      const { organization, version } = parseAttestation(body);
      return { organization, licenseId: null, parties: [], version, lastDay: null };
    }
  } catch (cause) {
    if (cause instanceof FormatError) throw new BadInputError(`body.${cause.field}`, problemOf(cause));
    throw cause;
  }
  throw new BadInputError(
    'statement.kind',
    'must be `agreed`, `used` or `attested`; others have acts of their own.',
  );
}

function problemOf({ field, message }: FormatError): string {
  return `${message.slice(field.length + 2)}.`;
}
