import { readFile } from 'node:fs/promises';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { formatDay, LAST_DAY } from '@lanran/protocol/kernel/day';
import { FormatError, ProtocolError } from '@lanran/protocol/kernel/errors';
import { formatMedia } from '@lanran/protocol/licensing/media';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { isKnownKind } from '@lanran/protocol/log/statement';
import { parseTrustFile, type Trust } from '@lanran/protocol/log/trust';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { type ChainLookup, type Check, isStrictlyOk, type Known } from '@lanran/protocol/proofs/check';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { agreementOf, revealed } from '@lanran/protocol/proofs/verify-content';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { hashFile } from '@lanran/sdk/node/local-files';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import type { CommandContext } from './context.ts';
import { agreementDocument, agreementLines } from './lines/agreement.ts';
import { findSubject, type Subject } from './options/subject.ts';
import type { CommandResult } from './output.ts';

interface VerifyOptions {
  readonly bundle?: string;
  readonly trust?: string;
  readonly rpc?: string;
  readonly offline?: boolean;
  readonly strict?: boolean;
  readonly witness?: readonly string[];
}

const MARKS: Readonly<Record<Check['status'], string>> = {
  pass: '✓ pass   ',
  fail: '✗ fail   ',
  unknown: '? unknown',
};

/** Checks a file, folder or bundle without the platform. Exit 0 when no check fails; with `--strict` when all pass. */
export async function verify(
  context: Pick<CommandContext, 'say'>,
  path: string,
  options: VerifyOptions,
): Promise<CommandResult> {
  if (options.offline === true && options.rpc !== undefined) {
    throw new ArgumentError('--rpc', 'asks a node of the chain, --offline asks nobody. Leave one out.');
  }
  const trust = options.trust === undefined ? null : await readTrust(options.trust);
  const subject = await findSubject(path, options.bundle ?? null, (file) => digest(file, context));
  const chain = options.rpc === undefined ? null : await openChain(options.rpc);
  try {
    const report = await verifyBundleText(
      subject.bundleText,
      knownOf({ subject, trust, chain, witnesses: options.witness }),
    );
    const unasked = reasonIn(subject.bundleText);
    const agreement = agreementNamedIn(subject.bundleText);
    const ok = options.strict === true ? isStrictlyOk(report) : report.ok;
    return {
      json: {
        ok,
        checks: report.checks,
        bundle: subject.bundlePath,
        ...(agreement !== null && { agreement: agreementDocument(agreement) }),
        ...(unasked !== null && { noCommunityReason: unasked }),
      },
      lines: [
        `bundle ${subject.bundlePath}`,
        ...subjectLines(subject.bundleText),
        ...agreementLines(agreement),
        ...(unasked === null ? [] : [`why no community is asked: ${unasked}`]),
        ...report.checks.map(({ name, status, reason }) => `${MARKS[status]} ${name}: ${reason}`),
        verdictOf(ok, report.checks),
      ],
      exitCode: ok ? 0 : 1,
    };
  } finally {
    chain?.close();
  }
}

/** What a license's bundle says it allows, or that the statement is of a later version's kind; what is true, the checks tell. */
function subjectLines(bundleText: string): string[] {
  try {
    const { license, statement } = parseBundle(bundleText);
    if (!isKnownKind(statement.kind))
      return [
        `a statement of the kind “${statement.kind}”, which this version doesn’t know: it proves nothing here`,
      ];
    if (license === undefined) return [];
    const { wish } = parseTerms(license.terms, 'license.terms');
    const { media, territories, firstDay, lastDay, exclusive } = wish;
    const days = [firstDay, lastDay].map((day) => formatDay(Math.min(day, LAST_DAY))).join(' to ');
    return [
      `license ${license.licenseId}: ${formatMedia(media)} in ${territoryText(territories, 'en')}, ${days}${exclusive ? ', exclusive' : ''}`,
    ];
  } catch (error) {
    // Parts that are malformed fail their check.
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

/** What the signed statement says of why no community is asked; null where it says nothing. */
function reasonIn(bundleText: string): string | null {
  try {
    const bundle = parseBundle(bundleText);
    const reason = isKnownKind(bundle.statement.kind) ? revealed(bundle, 'noCommunityReason') : null;
    return typeof reason === 'string' ? reason : null;
  } catch (error) {
    // What is no bundle fails the check `format`.
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/** Null where the statement names no license agreement; what is true, the check `body` tells. */
function agreementNamedIn(bundleText: string): LicenseAgreement | null {
  try {
    return agreementOf(parseBundle(bundleText));
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

interface KnownParts {
  readonly subject: Subject;
  readonly trust: Trust | null;
  readonly chain: ChainLookup | null;
  readonly witnesses: readonly string[] | undefined;
}

function knownOf({ subject, trust, chain, witnesses }: KnownParts): Known {
  return {
    files: subject.files,
    ...(subject.agreement !== null && isOfLicense(subject) && { agreement: subject.agreement }),
    ...(trust !== null && { trust }),
    ...(chain !== null && { chain }),
    ...(witnesses !== undefined && { witnesses }),
  };
}

/** A package may hold the proof of a version that was taken since: the license stays under the text of the one that was sold. */
function isOfLicense({ bundleText }: Subject): boolean {
  try {
    return parseBundle(bundleText).license !== undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

async function digest(file: string, { say }: Pick<CommandContext, 'say'>): Promise<FileDigest> {
  say(`hashing ${file}`);
  return hashFile(file);
}

async function readTrust(path: string): Promise<Trust> {
  try {
    return parseTrustFile(await readFile(path, 'utf8'));
  } catch (cause) {
    const advice =
      cause instanceof FormatError
        ? `${path} is no trust file: ${cause.message}`
        : `can't be read: ${reasonOf(cause)}`;
    throw new ArgumentError('--trust', `${advice}.`, { cause });
  }
}

async function openChain(url: string): Promise<RpcChainLookup> {
  if (!URL.canParse(url)) throw new ArgumentError('--rpc', `${JSON.stringify(url)} is not an address.`);
  return RpcChainLookup.open(url);
}

function verdictOf(ok: boolean, checks: readonly Check[]): string {
  const names = (status: Check['status']) =>
    checks.filter((check) => check.status === status).map(({ name }) => name);
  const unknown = names('unknown');
  if (!ok)
    return `NOT VERIFIED: ${[...names('fail'), ...(names('fail').length === 0 ? unknown : [])].join(', ')}`;
  return unknown.length === 0 ? 'verified' : `nothing is wrong; unknown: ${unknown.join(', ')}`;
}
