import { parseBundle, type Bundle } from './bundle.ts';
import {
  fail,
  pass,
  reportOf,
  runCheck,
  unknown,
  type Check,
  type CheckName,
  type Known,
  type Outcome,
  type Report,
} from './check.ts';
import { ProtocolError } from '../kernel/errors.ts';
import { isKnownKind, type AnyKind } from '../log/statement.ts';
import { checkAnchor, checkBlock, checkMembership } from './verify-chain.ts';
import { checkAgreement, checkBody, checkFiles } from './verify-content.ts';
import { checkFixity } from './verify-fixity.ts';
import { checkLicense } from './verify-license.ts';
import { checkConsent, checkUndisputed } from './verify-sale.ts';
import { checkTitleStated } from './verify-title.ts';
import {
  checkCheckpoint,
  checkInclusion,
  checkLogIdentity,
  checkSignature,
  checkWitness,
} from './verify-log.ts';

/** Verifies a bundle's text. A text that is no bundle fails the check `format`, and nothing else is looked at. */
export async function verifyBundleText(text: string, known: Known = {}): Promise<Report> {
  const parsed = parse(text);
  if ('status' in parsed) return reportOf([{ name: 'format', ...parsed }]);
  const format: Check = { name: 'format', ...pass(`a canonical ${parsed.format}`) };
  return reportOf([format, ...(await checksOf(parsed, known))]);
}

function parse(text: string): Bundle | Outcome {
  try {
    return parseBundle(text);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    return fail(cause.message);
  }
}

/**
 * Runs every named check on a parsed bundle (docs/formats.md, “Checks”). Works offline. `known` adds the trust file, the files at
 * hand, a node of the chain and witnesses; without them the checks that need them are `unknown`.
 */
export async function verifyBundle(bundle: Bundle, known: Known = {}): Promise<Report> {
  return reportOf(await checksOf(bundle, known));
}

async function checksOf(bundle: Bundle, known: Known): Promise<Check[]> {
  return restOnBlock(await runChecks(bundle, known));
}

/** What a block's header proves is true if the block is the chain's: anybody can make a header over a state of their own. */
const PROVEN_BY_BLOCK: readonly CheckName[] = ['anchor', 'membership', 'license', 'consent', 'undisputed'];

function restOnBlock(checks: readonly Check[]): Check[] {
  const block = checks.find(({ name }) => name === 'block');
  if (block === undefined || block.status === 'pass') return [...checks];
  return checks.map((check) => {
    if (check.status !== 'pass' || !PROVEN_BY_BLOCK.includes(check.name)) return check;
    return {
      ...check,
      status: 'unknown',
      reason: `${check.reason}, if that block is the chain's: see the check block`,
    };
  });
}

/** What a kind of a later version says, and who may say it, only that version knows: neither proven nor refuted here. */
function unknownKind(kind: AnyKind): Outcome {
  return unknown(
    `${kind} is a kind of statement that this version doesn't know, so that it proves nothing here; verify it with a newer one`,
  );
}

function isOfFixity({ statement, fixity }: Bundle): boolean {
  return statement.kind === 'fixity-checked' || fixity !== undefined;
}

function runChecks(bundle: Bundle, known: Known): Promise<Check[]> {
  const runKindCheck: typeof runCheck = isKnownKind(bundle.statement.kind)
    ? runCheck
    : async (name) => ({ name, ...unknownKind(bundle.statement.kind) });
  const isByMember = bundle.evidence.type === 'member' || bundle.evidence.type === 'batch';
  return Promise.all([
    runCheck('body', () => checkBody(bundle)),
    runKindCheck('files', () => checkFiles(bundle, known)),
    runKindCheck('signature', () => checkSignature(bundle, known)),
    ...(isByMember || bundle.membership !== undefined
      ? [runKindCheck('membership', () => checkMembership(bundle))]
      : []),
    runCheck('inclusion', () => checkInclusion(bundle)),
    runCheck('checkpoint', () => checkCheckpoint(bundle)),
    runCheck('log identity', () => checkLogIdentity(bundle, known)),
    runCheck('anchor', () => checkAnchor(bundle)),
    runCheck('block', () => checkBlock(bundle, known)),
    runCheck('witness', () => checkWitness(bundle, known)),
    ...(bundle.license === undefined
      ? []
      : [
          runKindCheck('license', () => checkLicense(bundle, known)),
          runKindCheck('consent', () => checkConsent(bundle, known)),
          runKindCheck('undisputed', () => checkUndisputed(bundle, known)),
          runKindCheck('title stated', () => checkTitleStated(bundle)),
        ]),
    ...(known.agreement === undefined
      ? []
      : [runKindCheck('agreement', () => checkAgreement(bundle, known))]),
    ...(isOfFixity(bundle) ? [runKindCheck('fixity', () => checkFixity(bundle, known))] : []),
  ]);
}
