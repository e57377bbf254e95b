import { z } from 'zod';
import { buildBatch } from '@lanran/protocol/log/batch';
import { type Attestation, attestationFields, parseAttestation } from '@lanran/protocol/assets/attestation';
import { agreementFields, parseAgreement, type StatedAgreement } from '@lanran/protocol/licensing/agreement';
import { bodyHash, buildBody, type Body, type BodyField, MAX_FIELD_DEPTH } from '@lanran/protocol/log/body';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { type AssetId, NO_COMMUNITY } from '@lanran/protocol/kernel/ids';
import { canonicalJson, type JsonValue, parseJsonValue } from '@lanran/protocol/kernel/json';
import type { Statement } from '@lanran/protocol/log/statement';
import { parseUsageReport, usageFields, type UsageReport } from '@lanran/protocol/licensing/usage-report';
import { listStatements, proveStatement } from '../provenance/asset-statements.ts';
import { RefusedError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { signableBatch } from '../kernel/signer.ts';
import { requireLogged } from './publication-receipt.ts';
import { Receipt } from './publishing.ts';

const RecordedAnswer = z.object({
  recordStatement: Receipt.omit({ version: true }).extend({ statementHash: z.string() }),
});

const RecordedAnswers = z.object({ recordStatements: z.array(RecordedAnswer.shape.recordStatement) });

export interface RecordedStatement {
  readonly assetId: string;
  readonly leafIndex: number;
  readonly statementHash: string;
  /** It was signed and logged before, and nothing was now. */
  readonly isRepeated: boolean;
}

/**
 * Signs how a license was used, by the hash of the report, and has it logged. Whoever may see the asset can read it, but for note and
 * days of a private report.
 * @throws FormatError for what can't be said; RefusedError
 */
export async function reportUsage(
  platform: Platform,
  assetId: AssetId,
  report: UsageReport,
): Promise<RecordedStatement> {
  const body = buildBody(usageFields(report));
  parseUsageReport(body);
  return record(platform, { kind: 'used', assetId, body });
}

/**
 * Signs which document an organization agreed on, by its hash, and has it logged. Whoever may see the asset can read it.
 * @throws FormatError for what can't be said; RefusedError
 */
export async function stateAgreement(
  platform: Platform,
  assetId: AssetId,
  agreement: StatedAgreement,
): Promise<RecordedStatement> {
  const body = buildBody(agreementFields(agreement));
  parseAgreement(body);
  return record(platform, { kind: 'agreed', assetId, body });
}

/** An agreement about one asset. */
export interface AgreementOf {
  readonly assetId: AssetId;
  readonly agreement: StatedAgreement;
  /** It may have been stated before: that is looked for first. */
  readonly mayBeSaid: boolean;
}

/** As `stateAgreement` of each, at most 50, in their order; what is new takes one signature. */
export async function stateAgreements(
  platform: Platform,
  agreements: readonly AgreementOf[],
): Promise<RecordedStatement[]> {
  const unsigned = agreements.map(({ assetId, agreement, mayBeSaid }) => {
    const body = buildBody(agreementFields(agreement));
    parseAgreement(body);
    return { kind: 'agreed' as const, assetId, body, mayBeSaid };
  });
  const said = await inParallel(unsigned, AT_ONCE, async ({ mayBeSaid, ...each }) =>
    mayBeSaid ? findSaid(platform, each) : null,
  );
  const left = unsigned.filter((_, at) => said[at] === null);
  const signed = left.length === 1 ? await inParallel(left, 1, (each) => sign(platform, each)) : [];
  const news = left.length > 1 ? await signTogether(platform, left) : signed;
  const newOf = new Map(left.map((each, at) => [each, news[at]]));
  return unsigned.flatMap((each, at) => said[at] ?? newOf.get(each) ?? []);
}

/**
 * Signs what a review of the present version found, by the hash of its report, and has it logged; for accreditors and auditors. Whoever may see
 * the asset can read it.
 * @throws FormatError for what can't be said; RefusedError
 */
export async function attestPresent(
  platform: Platform,
  assetId: AssetId,
  attestation: Omit<Attestation, 'version'>,
): Promise<RecordedStatement> {
  const statements = await listStatements(platform.api, assetId);
  const present = statements.find(({ kind }) => kind === 'published' || kind === 'revised');
  if (present === undefined)
    throw new RefusedError('NOT_FOUND', `There is no asset ${assetId}, or you may not see it.`, {
      field: 'ASSET',
    });
  const body = buildBody(attestationFields({ ...attestation, version: present.statementHash }));
  parseAttestation(body);
  return record(platform, { kind: 'attested', assetId, body });
}

/** Questions under way. */
const AT_ONCE = 8;

interface Unsigned {
  readonly kind: 'agreed' | 'used' | 'attested';
  readonly assetId: AssetId;
  readonly body: Body;
}

/** The statement of the same organization that says just this already; null when there is none. */
async function findSaid(
  platform: Platform,
  { kind, assetId, body }: Unsigned,
): Promise<RecordedStatement | null> {
  const textOf = (fields: readonly Pick<BodyField, 'name' | 'value'>[]) =>
    canonicalJson(
      Object.fromEntries(fields.flatMap(({ name, value }) => (name === 'schema' ? [] : [[name, value]]))),
    );
  const said = (await listStatements(platform.api, assetId)).find(
    (stated) => stated.kind === kind && canonicalJson(parseDetails(stated.details)) === textOf(body.fields),
  );
  if (said === undefined) return null;
  const { leafIndex, statementHash } = said;
  const proven = await proveStatement(platform, statementHash, 'what was signed before');
  if (proven.statement.kind !== kind || proven.statement.assetId !== assetId) return null;
  if (textOf(proven.body.fields) !== textOf(body.fields)) return null;
  return { assetId, leafIndex, statementHash, isRepeated: true };
}

function parseDetails(text: string): JsonValue {
  return parseJsonValue(JSON.parse(text), 'details', MAX_FIELD_DEPTH);
}

/** Signs and sends it, unless the same was said before. */
async function record(platform: Platform, unsigned: Unsigned): Promise<RecordedStatement> {
  return (await findSaid(platform, unsigned)) ?? sign(platform, unsigned);
}

function statementOf({ kind, assetId, body }: Unsigned): Statement {
  return {
    kind,
    assetId,
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: Math.floor(Date.now() / 1000),
  };
}

/** One signature over the Merkle root of the statements (docs/formats.md, "Evidence"). */
async function signTogether(
  { api, deployment, signer }: Platform,
  unsigned: readonly Unsigned[],
): Promise<RecordedStatement[]> {
  const statements = unsigned.map(statementOf);
  const batch = buildBatch(statements);
  const signature = await signer.signTypedData(signableBatch(batch, deployment.logId));
  const { recordStatements } = await api.request({
    query: `mutation ($input: SignedStatementsInput!) { recordStatements(input: $input) { assetId leafIndex statementHash checkpoint inclusionProof } }`,
    variables: {
      input: {
        statements: statements.map((statement, at) => ({
          statement: JSON.stringify(statement),
          body: JSON.stringify(unsigned[at]?.body),
        })),
        signature,
      },
    },
    answer: RecordedAnswers,
    isRepeatable: true,
  });
  return statements.map((statement, at) => {
    const receipt = recordStatements[at];
    if (receipt === undefined)
      throw new RefusedError(
        'BAD_RECEIPT',
        `The platform gave no receipt of a statement about ${statement.assetId}. Tell the operator.`,
      );
    const evidence = batch.evidenceFor(at, signature);
    requireLogged(receipt, { statement, evidence, checkpointKey: deployment.checkpointKey });
    const { assetId, leafIndex, statementHash } = receipt;
    return { assetId, leafIndex, statementHash, isRepeated: false };
  });
}

async function sign(
  { api, deployment, signer }: Platform,
  { kind, assetId, body }: Unsigned,
): Promise<RecordedStatement> {
  const statement = statementOf({ kind, assetId, body });
  const signature = await signer.signStatement(statement, deployment.logId);
  const input = { statement: JSON.stringify(statement), body: JSON.stringify(body), signature };
  const { recordStatement } = await api.request({
    query: `mutation ($input: SignedStatementInput!) { recordStatement(input: $input) { assetId leafIndex statementHash checkpoint inclusionProof } }`,
    variables: { input },
    answer: RecordedAnswer,
    isRepeatable: true,
  });
  requireLogged(recordStatement, {
    statement,
    evidence: { type: 'member', signature },
    checkpointKey: deployment.checkpointKey,
  });
  const { leafIndex, statementHash } = recordStatement;
  return { assetId, leafIndex, statementHash, isRepeated: false };
}
