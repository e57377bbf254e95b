import { batchSigner } from '../log/batch.ts';
import type { Bundle } from './bundle.ts';
import { fromHex, toHex } from '../kernel/bytes.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { originOf, parseCheckpoint, verifyCheckpoint, type Checkpoint } from '../log/checkpoint.ts';
import {
  isNoteEvidenceBy,
  memberSignatureSigner,
  type ChainEventEvidence,
  type Evidence,
} from '../log/evidence.ts';
import { encodeLeaf } from '../log/leaf.ts';
import { verifyInclusion } from '../log/merkle-check.ts';
import { leafHash } from '../log/merkle.ts';
import { isBy, parseNote, parseVerifierKey } from '../log/note.ts';
import type { Address } from '../kernel/signature.ts';
import { isKnownKind, type AnyKind, type StatementKind } from '../log/statement.ts';
import type { Trust } from '../log/trust.ts';
import { cosignedAt, parseWitnessKey } from '../log/witness.ts';

const BY_MEMBER: readonly Evidence['type'][] = ['member', 'batch'];
const BY_MEMBER_OR_CHAIN: readonly Evidence['type'][] = ['member', 'batch', 'chain-event'];

/** Who may vouch for a statement: without this, the operator's key could publish in an institution's name. */
const ACCEPTED_EVIDENCE: Readonly<Record<StatementKind, readonly Evidence['type'][]>> = {
  genesis: ['note'],
  'key-rotated': ['note'],
  migrated: ['note'],
  'fixity-checked': ['note'],
  published: BY_MEMBER,
  revised: BY_MEMBER,
  derived: BY_MEMBER,
  attested: BY_MEMBER,
  transferred: BY_MEMBER_OR_CHAIN,
  withdrawn: BY_MEMBER_OR_CHAIN,
  disputed: BY_MEMBER_OR_CHAIN,
  consented: ['chain-event'],
  'consent-withdrawn': ['chain-event'],
  offered: ['chain-event'],
  'offer-closed': ['chain-event'],
  licensed: ['chain-event'],
  'organization-admitted': ['chain-event'],
  'member-added': ['chain-event'],
  'member-removed': ['chain-event'],
  'payout-changed': ['chain-event'],
  'custody-offered': ['chain-event'],
  'dispute-resolved': ['chain-event'],
  'collection-consented': ['chain-event'],
  'collection-consent-withdrawn': ['chain-event'],
  'consent-joined': ['chain-event'],
  'license-transferred': ['chain-event'],
  'license-revoked': ['chain-event'],
  ordered: ['chain-event'],
  'order-canceled': ['chain-event'],
  'invoice-paid': ['chain-event'],
  'share-received': ['chain-event'],
  claimed: ['chain-event'],
  'sales-paused': ['chain-event'],
  'sales-resumed': ['chain-event'],
  'succession-proposed': ['chain-event'],
  'succession-vetoed': ['chain-event'],
  'council-seated': ['chain-event'],
  agreed: BY_MEMBER,
  used: BY_MEMBER,
  'version-taken': ['chain-event'],
  'use-consented': ['chain-event'],
  'use-consent-withdrawn': ['chain-event'],
  'use-consent-spent': ['chain-event'],
  'organization-suspended': ['chain-event'],
  'suspension-lifted': ['chain-event'],
  'dispute-allowed': ['chain-event'],
  'taken-down': ['chain-event'],
};

/** True when this type of evidence may stand behind this kind of statement; never for a kind of a later version. */
export function isAcceptedEvidence(kind: AnyKind, type: Evidence['type']): boolean {
  return isKnownKind(kind) && ACCEPTED_EVIDENCE[kind].includes(type);
}

/** The evidence is a signature of the right sort over the statement in this log. */
export async function checkSignature(bundle: Bundle, { trust, chain }: Known): Promise<Outcome> {
  const { statement, evidence } = bundle;
  if (!isAcceptedEvidence(statement.kind, evidence.type)) {
    return fail(`${evidence.type} evidence cannot stand behind a statement of kind ${statement.kind}`);
  }
  switch (evidence.type) {
    case 'member':
      return pass(`signed by ${signerOf(bundle) ?? ''}`);
    case 'batch':
      return pass(`signed by ${signerOf(bundle) ?? ''} in a batch of ${evidence.count}`);
    case 'note': {
      const verifier = parseVerifierKey(bundle.checkpointKey, 'checkpointKey');
      const isSigned = isNoteEvidenceBy(evidence, statement, bundle.logId, verifier);
      return isSigned
        ? pass(`signed by the checkpoint key ${bundle.checkpointKey}`)
        : fail('not signed by the checkpoint key');
    }
    case 'chain-event':
      return chain === undefined
        ? unknown(
            `an event of transaction ${evidence.transactionHash}; give a node of the chain to look it up`,
          )
        : checkEvent(evidence, { chain, trust });
  }
}

async function checkEvent(
  event: ChainEventEvidence,
  { chain, trust }: { chain: NonNullable<Known['chain']>; trust: Trust | undefined },
): Promise<Outcome> {
  const nodeChainId = await chain.chainId();
  if (nodeChainId !== event.chainId)
    return unknown(`the event is of chain ${event.chainId}, the node of ${nodeChainId}`);
  const address = await chain.findEventAddress(event);
  if (address === null)
    return fail(`the chain has no event ${event.logIndex} in transaction ${event.transactionHash}`);
  if (trust === undefined)
    return unknown(`an event of contract ${address}; give a trust file to tell whether it is the platform's`);
  if (!Object.values(trust.contracts).includes(address))
    return fail(`the event is of ${address}, not one of the platform's contracts`);
  return pass(`an event of the platform's contract ${address}`);
}

/**
 * The key that signed the statement, alone or in a batch; null for evidence by the chain or the checkpoint key.
 * @throws SignatureError
 */
export function signerOf({
  statement,
  evidence,
  logId,
}: Pick<Bundle, 'statement' | 'evidence' | 'logId'>): Address | null {
  if (evidence.type === 'member') return memberSignatureSigner(statement, logId, evidence.signature);
  if (evidence.type === 'batch') return batchSigner(statement, logId, evidence);
  return null;
}

/** The checkpoint as its note states it, signature unchecked. */
export function statedCheckpoint({ checkpoint }: Bundle): Checkpoint {
  return parseCheckpoint(parseNote(checkpoint, 'checkpoint').text);
}

/** Statement and evidence are the leaf at that index of the checkpoint's tree. */
export function checkInclusion(bundle: Bundle): Outcome {
  const { size, root } = statedCheckpoint(bundle);
  const verdict = verifyInclusion({
    leafHash: leafHash(encodeLeaf(bundle.statement, bundle.evidence)),
    index: bundle.leaf.index,
    size,
    proof: bundle.leaf.proof.map((hash) => fromHex(hash)),
    root: fromHex(root),
  });
  return verdict.ok ? pass(`leaf ${bundle.leaf.index} of ${size}`) : fail(verdict.reason);
}

/** The bundle's key signed the checkpoint under this log's name. */
export function checkCheckpoint({ logId, checkpoint, checkpointKey }: Bundle): Outcome {
  const { origin, size } = verifyCheckpoint(checkpoint, checkpointKey);
  if (origin !== originOf(logId)) return fail(`the checkpoint is of ${origin}, not of log ${logId}`);
  return pass(`${size} leaves, signed by ${checkpointKey}`);
}

/** Log, key, chain and contracts are those of the trust file. */
export function checkLogIdentity(bundle: Bundle, { trust }: Known): Outcome {
  if (trust === undefined) {
    return unknown(
      'without a trust file a forger’s log looks the same; get one from a certificate, a witness or /log/trust.json',
    );
  }
  const { anchor, membership, license, sale } = bundle;
  const claims: [string, string | undefined, string | undefined][] = [
    ['log id', bundle.logId, trust.logId],
    ['checkpoint key', bundle.checkpointKey, trust.checkpointKey],
    ['chain id', anchor?.chainId, trust.chainId],
    ['contract ProvenanceLog', anchor?.address, trust.contracts['ProvenanceLog']],
    ['contract Organizations', membership?.address, trust.contracts['Organizations']],
    ['contract Organizations', license?.licensee?.address, trust.contracts['Organizations']],
    ['contract LicenseToken', license?.address, trust.contracts['LicenseToken']],
    ['contract AssetRegistry', sale?.asset.address, trust.contracts['AssetRegistry']],
    ['contract ConsentRegistry', sale?.consent?.registry.address, trust.contracts['ConsentRegistry']],
    ['contract Organizations', sale?.consent?.parties.address, trust.contracts['Organizations']],
    ['contract Organizations', sale?.consent?.council.address, trust.contracts['Organizations']],
  ];
  const wrong = claims.find(([, stated, trusted]) => stated !== undefined && stated !== trusted);
  if (wrong === undefined) return pass('log, key, chain and contracts are those of the trust file');
  const [what, stated, trusted] = wrong;
  return fail(`the ${what} is ${stated ?? ''}, in the trust file ${trusted ?? 'there is none'}`);
}

/** Somebody outside saw the same tree; every further signature of the note is by a known witness. */
export function checkWitness({ checkpoint, checkpointKey }: Bundle, { witnesses = [] }: Known): Outcome {
  const { text, signatures } = parseNote(checkpoint, 'checkpoint');
  const log = parseVerifierKey(checkpointKey, 'checkpointKey');
  const others = signatures.filter((signature) => !isBy(signature, log));
  if (others.length === 0) {
    return unknown(
      'no witness cosigned: where the operator alone runs chain and log, one outside witness is needed',
    );
  }
  const keys = witnesses.map((vkey) => parseWitnessKey(vkey));
  for (const signature of others) {
    const key = keys.find((candidate) => isBy(signature, candidate));
    if (key === undefined) {
      return unknown(
        `cosigned by ${signature.name}+${toHex(signature.keyHash).slice(2)}, which is not among the witnesses given`,
      );
    }
    if (cosignedAt(signature, text, key) === null)
      return fail(`the cosignature by ${signature.name} does not verify`);
  }
  return pass(`cosigned by ${others.map(({ name }) => name).join(', ')}`);
}
