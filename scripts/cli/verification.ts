import { readdir, readFile, stat } from 'node:fs/promises';
import { formatDay, LAST_DAY } from '@lanran/protocol/kernel/day';
import { FormatError, ProtocolError } from '@lanran/protocol/kernel/errors';
import { formatMedia } from '@lanran/protocol/licensing/media';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { isKnownKind } from '@lanran/protocol/log/statement';
import { parseTrustFile, type Trust } from '@lanran/protocol/log/trust';
import { checkUse } from '@lanran/protocol/packages/check-license';
import type { AskedUse } from '@lanran/protocol/packages/check-window';
import { PROOF_SUFFIX } from '@lanran/protocol/packages/documents';
import { type PackageCheck, runPackageCheck } from '@lanran/protocol/packages/package-check';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { LicenseProof } from '@lanran/protocol/proofs/bundle-chain';
import type { ChainLookup, Check, Known } from '@lanran/protocol/proofs/check';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { agreementOf, revealed } from '@lanran/protocol/proofs/verify-content';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { hashFile } from '@lanran/sdk/node/local-files';
import { DELIVERY_FILE } from '@lanran/sdk/node/downloads/delivery-folder';
import { isDelivery, verifyDelivery } from '@lanran/sdk/node/downloads/verify-delivery';
import { verifyPackage } from '@lanran/sdk/node/packages/verify-package';
import { isPackage } from '@lanran/sdk/node/packages/read-package';
import { isBinder } from '@lanran/sdk/node/binders/read-binder';
import { verifyBinder } from '@lanran/sdk/node/binders/verify-binder';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import type { CommandContext } from './context.ts';
import { agreementDocument, agreementLines } from './lines/agreement.ts';
import { hashingLine } from './packages/hashing-line.ts';
import { findSubject, type Subject } from './options/subject.ts';
import { parseUse, type UseOptions } from './options/window.ts';
import type { CommandResult } from './output.ts';

interface VerifyOptions extends UseOptions {
  readonly bundle?: string;
  readonly trust?: string;
  readonly rpc?: string;
  readonly offline?: boolean;
  readonly strict?: boolean;
  readonly witness?: readonly string[];
  readonly full?: boolean;
}

const MARKS: Readonly<Record<Check['status'], string>> = {
  pass: '✓ pass   ',
  fail: '✗ fail   ',
  unknown: '? unknown',
};

type VerifyContext = Pick<CommandContext, 'say' | 'apiUrl'> & Partial<Pick<CommandContext, 'showStatus'>>;

/** Checks a package, delivery, file, folder or bundle without the platform. Exit 0 when no check fails; with `--strict` when all pass. */
export async function verify(
  context: VerifyContext,
  path: string,
  options: VerifyOptions,
): Promise<CommandResult> {
  if (options.offline === true && options.rpc !== undefined) {
    throw new ArgumentError('--rpc', 'asks a node of the chain, --offline asks nobody. Leave one out.');
  }
  const trust = options.trust === undefined ? null : await readTrust(options.trust);
  const { on, territory, media } = options;
  const isAsked = [on, territory, media].some((option) => option !== undefined);
  const use = isAsked ? parseUse(options) : null;
  const onFile = hashingLine(context);
  const isOfPackage = await isPackageAt(path);
  if (!isOfPackage && options.bundle === undefined && isBinder(path))
    return verifyBinderAt(path, { trust, use: use ?? parseUse({}), onFile, options });
  if (!isOfPackage && options.bundle === undefined && (await isDeliveryAt(path)))
    return resultOfDelivery(path, {
      use: use ?? parseUse({}),
      onFile,
      options: { ...options, apiUrl: context.apiUrl },
    });
  const subject = isOfPackage
    ? null
    : await findSubject(path, options.bundle ?? null, (file) => {
        onFile(file);
        return hashFile(file);
      });
  const chain = options.rpc === undefined ? null : await openChain(options.rpc);
  try {
    const known = knownOf({ trust, chain, witnesses: options.witness });
    const found =
      subject === null
        ? await checkPackage(path, { known, use, options, onFile })
        : await checkSubject(subject, { known, use });
    return resultOf(found, { ...options, apiUrl: context.apiUrl });
  } finally {
    chain?.close();
  }
}

/** Each check is one over all packages; those of a package that are not passed stand in `packages`. */
async function verifyBinderAt(
  folder: string,
  {
    trust,
    use,
    onFile,
    options,
  }: {
    readonly trust: Trust | null;
    readonly use: AskedUse;
    readonly onFile: (path: string) => void;
    readonly options: VerifyOptions;
  },
): Promise<CommandResult> {
  const { rpc, witness, full, strict } = options;
  const chain = rpc === undefined ? null : await openChain(rpc);
  try {
    const known = knownOf({ trust, chain, witnesses: witness });
    const { checks, packages } = await verifyBinder({
      folder,
      known,
      use,
      isFull: full === true,
      onFile,
    }).catch(unreadable(folder));
    const ok = checks.every(({ status }) => (strict === true ? status === 'pass' : status !== 'fail'));
    return {
      json: { ok, checks, bundle: null, packages },
      lines: [
        `binder ${folder}: ${packages.length} packages`,
        ...checks.map(({ name, status, reason }) => `${MARKS[status]} ${name}: ${reason}`),
        verdictOf(ok, checks),
      ],
      exitCode: ok ? 0 : 1,
    };
  } finally {
    chain?.close();
  }
}

interface Checked {
  readonly checks: readonly (Check | PackageCheck)[];
  /** Null where a package has none. */
  readonly bundle: { readonly path: string; readonly text: string } | null;
  /** Files, or parts of them, that nothing offline proves. */
  readonly notProven?: readonly string[];
}

async function checkSubject(
  subject: Subject,
  { known, use }: { readonly known: Known; readonly use: AskedUse | null },
): Promise<Checked> {
  const { bundlePath, bundleText, files, agreement } = subject;
  const { checks } = await verifyBundleText(bundleText, {
    ...known,
    files,
    ...(agreement !== null && isOfLicense(subject) && { agreement }),
  });
  const asked = use === null ? [] : [runPackageCheck('window', () => checkUse(licenseIn(bundleText), use))];
  return { checks: [...checks, ...asked], bundle: { path: bundlePath, text: bundleText } };
}

async function checkPackage(
  folder: string,
  {
    known,
    use,
    options,
    onFile,
  }: {
    readonly known: Known;
    readonly use: AskedUse | null;
    readonly options: VerifyOptions;
    readonly onFile: (path: string) => void;
  },
): Promise<Checked> {
  const { bundle } = options;
  const { checks, proof, notProven } = await verifyPackage({
    folder,
    known,
    use: use ?? parseUse({}),
    isFull: options.full === true,
    proof: bundle === undefined ? null : { path: bundle, text: await readBundle(bundle) },
    onFile,
  }).catch(unreadable(folder));
  return { checks, bundle: proof, notProven };
}

async function readBundle(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ArgumentError('--bundle', `${path} can't be read: ${reasonOf(cause)}.`, { cause });
  });
}

async function isPackageAt(path: string): Promise<boolean> {
  const found = await stat(path).catch(unreadable(path));
  return found.isDirectory() && isPackage(path).catch(unreadable(path));
}

/** A list that lies beside proofs is not what was asked about: published files with their proof are checked by that. */
async function isDeliveryAt(path: string): Promise<boolean> {
  if (!(await stat(path)).isDirectory() || !(await isDelivery(path))) return false;
  return !(await readdir(path)).some((name) => name.endsWith(PROOF_SUFFIX));
}

/** No proof lies in a delivery: what the list says is taken as true. */
async function resultOfDelivery(
  folder: string,
  {
    use,
    onFile,
    options,
  }: {
    readonly use: AskedUse;
    readonly onFile: (path: string) => void;
    readonly options: VerifyOptions & Pick<CommandContext, 'apiUrl'>;
  },
): Promise<CommandResult> {
  const checks = await verifyDelivery({ folder, use, onFile }).catch(unreadable(folder));
  const { json, lines, exitCode = 0 } = resultOf({ checks, bundle: null }, options);
  return {
    json: { ...Object(json), list: DELIVERY_FILE },
    lines: [
      `delivery ${folder}, compared with its list ${DELIVERY_FILE}: this trusts the list and proves nothing. A package has proofs: lanran download`,
      ...lines.slice(0, -1),
      exitCode === 0 && lines.at(-1) === 'verified' ? 'as listed' : (lines.at(-1) ?? ''),
    ],
    exitCode,
  };
}

/** What a disk refuses, as an argument that is wrong; a check's own refusals stay. */
function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    const isAbsent = 'code' in cause && cause.code === 'ENOENT';
    const problem = isAbsent ? 'does not exist' : `can't be read: ${reasonOf(cause)}`;
    throw new ArgumentError('PATH', `${path} ${problem}.`, { cause });
  };
}

function resultOf(
  { checks, bundle, notProven = [] }: Checked,
  { strict, apiUrl }: VerifyOptions & Pick<CommandContext, 'apiUrl'>,
): CommandResult {
  const unasked = bundle === null ? null : reasonIn(bundle.text);
  const agreement = bundle === null ? null : agreementNamedIn(bundle.text);
  const ok = checks.every(({ status }) => (strict === true ? status === 'pass' : status !== 'fail'));
  return {
    json: {
      ok,
      checks,
      bundle: bundle?.path ?? null,
      ...(notProven.length > 0 && { notProven }),
      ...(agreement !== null && { agreement: agreementDocument(agreement) }),
      ...(unasked !== null && { noCommunityReason: unasked }),
    },
    lines: [
      ...(bundle === null ? [] : [`bundle ${bundle.path}`, ...subjectLines(bundle.text)]),
      ...agreementLines(agreement, apiUrl),
      ...(unasked === null ? [] : [`why no community is asked: ${unasked}`]),
      ...checks.map(({ name, status, reason }) => `${MARKS[status]} ${name}: ${reason}`),
      ...(notProven.length === 0 ? [] : [`not proven: ${notProven.join(', ')}`]),
      verdictOf(ok, checks),
    ],
    exitCode: ok ? 0 : 1,
  };
}

function licenseIn(bundleText: string): LicenseProof | null {
  try {
    return parseBundle(bundleText).license ?? null;
  } catch (error) {
    // What is no bundle fails the check `format`.
    if (error instanceof ProtocolError) return null;
    throw error;
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
  readonly trust: Trust | null;
  readonly chain: ChainLookup | null;
  readonly witnesses: readonly string[] | undefined;
}

function knownOf({ trust, chain, witnesses }: KnownParts): Known {
  return {
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

function verdictOf(ok: boolean, checks: Checked['checks']): string {
  const names = (status: Check['status']) =>
    checks.filter((check) => check.status === status).map(({ name }) => name);
  const unknown = names('unknown');
  if (!ok)
    return `NOT VERIFIED: ${[...names('fail'), ...(names('fail').length === 0 ? unknown : [])].join(', ')}`;
  return unknown.length === 0 ? 'verified' : `nothing is wrong; unknown: ${unknown.join(', ')}`;
}
