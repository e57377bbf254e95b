import type { Bundle } from './bundle.ts';
import type { LicenseeProof, LicenseProof } from './bundle-chain.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { parseHeader, readSlots, type BlockHeader } from '../chain/contract-state.ts';
import { formatDay, LAST_DAY } from '../kernel/day.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { accountSlot, decodeLicenseRecord, licenseAccountOf, licenseSlots } from '../chain/storage-layout.ts';
import { statementHash, type AnyKind, type Statement } from '../log/statement.ts';
import { parseTerms } from '../licensing/terms-json.ts';
import { licenseIdOf, type Terms } from '../licensing/terms.ts';
import { ENDURING, formatRights } from '../licensing/rights.ts';
import { timeText } from './time-text.ts';
import type { Wish } from '../licensing/window.ts';

/** Statements of a version of an asset, which a license can be of. */
const VERSION_KINDS: readonly AnyKind[] = ['published', 'revised'];

/**
 * The license exists on exactly these terms for this version of the asset, belongs to whom the bundle says, and was not revoked by
 * that block; where a node of the chain is at hand, nor since.
 */
export async function checkLicense(
  { license, anchor, statement }: Bundle,
  { chain }: Known,
): Promise<Outcome> {
  if (license === undefined || anchor === undefined) return fail('the bundle has no proven license');
  const { licenseId } = license;
  const terms = parseTerms(license.terms, 'license.terms');
  if (terms.assetId !== statement.assetId) return fail(`license ${licenseId} is of asset ${terms.assetId}`);
  if (licenseIdOf(terms) !== licenseId) return fail('the terms are not those that were sold');
  const versionProblem = soldVersionProblem(terms, statement);
  if (versionProblem !== null) return fail(versionProblem);

  const header = parseHeader(anchor.header, 'anchor.header');
  // A license's id is the hash of its terms, so that these name truly what it was granted under.
  const grantedUnder = terms.origin === 'SUBLICENSE' ? terms.parent : null;
  const slots = readSlots(license, header.stateRoot, licenseSlots(licenseId, grantedUnder));
  if (!slots.ok) return fail(slots.reason);
  const records = slots.values.map(decodeLicenseRecord);
  const licensee = license.licensee?.organizationId ?? terms.licensee;
  const account = records[0]?.account;
  if (account !== licenseAccountOf(licensee))
    return fail(`license ${licenseId} lies in account ${String(account)}, not in that of ${licensee}`);
  const problem = license.licensee === undefined ? null : licenseeProblem(license.licensee, header);
  if (problem !== null) return fail(problem);
  if (records.some(({ revoked }) => revoked))
    return fail(`license ${licenseId} is revoked${leftText(terms)}`);
  const proven = `license ${licenseId} of ${licensee} for ${daysOf(terms.wish)}${rightsText(terms)}, not revoked as of ${timeText(header.timestamp)} (block ${header.number})`;
  if (chain === undefined) return pass(`${proven}; only a node of the chain can tell what came since`);
  if ((await chain.chainId()).toString() !== anchor.chainId)
    return pass(`${proven}; the node is of another chain and can't tell what came since`);
  return nowOf({ license, terms, grantedUnder, licensee, proven, header, chain });
}

interface ProvenLicense {
  readonly license: LicenseProof;
  readonly terms: Terms;
  readonly grantedUnder: Terms['parent'];
  readonly licensee: OrganizationId;
  readonly proven: string;
  readonly header: BlockHeader;
  readonly chain: NonNullable<Known['chain']>;
}

/** What became of the license since the block of its proof. */
async function nowOf({
  license: { licenseId, address },
  terms,
  grantedUnder,
  licensee,
  proven,
  header,
  chain,
}: ProvenLicense): Promise<Outcome> {
  const { blockNumber, timestamp, values } = await chain.readNewest(
    address,
    licenseSlots(licenseId, grantedUnder),
  );
  if (blockNumber < header.number)
    return unknown(`${proven}; the node is behind, at block ${blockNumber}: ask it later what came since`);
  const [own, parent] = values.map(decodeLicenseRecord);
  const since = `since the proof was made: so the node says as of ${timeText(timestamp)} (block ${blockNumber})`;
  if (own === undefined) return unknown(`${proven}; the node does not tell what came since`);
  if (own.revoked) return fail(`license ${licenseId} was revoked ${since}${leftText(terms)}`);
  if (parent?.revoked === true)
    return fail(
      `license ${licenseId} ended with license ${String(grantedUnder)}, which was revoked ${since}${leftText(terms)}`,
    );
  if (own.account !== licenseAccountOf(licensee))
    return fail(
      `license ${licenseId} no longer belongs to ${licensee}: it lies in account ${own.account} ${since}`,
    );
  return pass(`${proven}, nor since: so the node says as of ${timeText(timestamp)} (block ${blockNumber})`);
}

/** The contracts took the buyer's word for the version: that it is one, of this asset, the statement shows. */
function soldVersionProblem({ version }: Terms, statement: Statement): string | null {
  const shown = statementHash(statement);
  if (version !== shown)
    return `the license is of version ${version}, and this is statement ${shown}: the proof of the license itself has the version sold`;
  if (!VERSION_KINDS.includes(statement.kind))
    return `the license is of this ${statement.kind} statement, which is of no version of an asset`;
  return null;
}

function rightsText({ rights }: Terms): string {
  return rights === 0 ? '' : ` with ${formatRights(rights)}`;
}

/** What stays of a license that was ended. */
function leftText({ rights }: Terms): string {
  return (rights & ENDURING) === 0
    ? ''
    : '. What was finished before may still be shown (ENDURING), and nothing else';
}

/** The chain takes later days than have a name. */
function daysOf({ firstDay, lastDay }: Wish): string {
  return `${formatDay(Math.min(firstDay, LAST_DAY))} to ${formatDay(Math.min(lastDay, LAST_DAY))}`;
}

/** Other ids end in the same 20 bytes as the account: only Organizations tells which of them was admitted. */
function licenseeProblem(licensee: LicenseeProof, { stateRoot }: BlockHeader): string | null {
  const { organizationId } = licensee;
  const account = licenseAccountOf(organizationId);
  const slots = readSlots(licensee, stateRoot, [accountSlot(account)]);
  if (!slots.ok) return slots.reason;
  const [admitted] = slots.values;
  return admitted === organizationId
    ? null
    : `account ${account} is that of organization ${String(admitted)}, not of ${organizationId}`;
}
