import { Transaction } from 'ethers';
import type { Bundle } from './bundle.ts';
import type { AnchorProof, MembershipProof } from './bundle-chain.ts';
import { toHex } from '../kernel/bytes.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { parseHeader, readSlots, type BlockHeader } from '../chain/contract-state.ts';
import { FormatError } from '../kernel/errors.ts';
import { assetIdOf } from '../kernel/ids.ts';
import {
  anchorSlots,
  decodeMember,
  decodeSizes,
  LAYOUT,
  memberSlot,
  rootSlot,
} from '../chain/storage-layout.ts';
import type { AnyKind } from '../log/statement.ts';
import { readTrie, transactionKey } from '../chain/trie.ts';
import { revealed } from './verify-content.ts';
import { signerOf, statedCheckpoint } from './verify-log.ts';
import { timeText } from './time-text.ts';

const NOT_ANCHORED = 'the bundle has no anchor yet; export it again once the log is anchored';
const EDITOR = 2;
/** Signed by members of any organization that the asset concerns. */
const BY_NAMED_ORGANIZATION: readonly AnyKind[] = ['agreed', 'used', 'attested'];

/** The log contract held exactly the checkpoint's size and root under the block's state root. */
export function checkAnchor(bundle: Bundle): Outcome {
  const { anchor } = bundle;
  if (anchor === undefined) return unknown(NOT_ANCHORED);
  const header = parseHeader(anchor.header, 'anchor.header');
  if (header.hash !== anchor.blockHash) return fail('the header is not of the block that is named');
  const lane = laneOf(anchor);
  if (lane === null) return fail('the storage proof is not of an anchored root');
  const slots = readSlots(anchor, header.stateRoot, anchorSlots(lane));
  if (!slots.ok) return fail(slots.reason);
  const [sizes, root] = slots.values;
  const checkpoint = statedCheckpoint(bundle);
  const size = sizes === undefined ? undefined : decodeSizes(sizes)[lane];
  if (size !== BigInt(checkpoint.size) || root !== checkpoint.root) {
    return fail(`the contract held ${String(size)} leaves with root ${root ?? ''}, not this checkpoint`);
  }
  const problem = transactionProblem(anchor, header);
  if (problem !== null) return fail(problem);
  return pass(`anchored by block ${header.number} of chain ${anchor.chainId}, ${timeText(header.timestamp)}`);
}

function laneOf({ storageProof }: AnchorProof): number | null {
  const key = storageProof[1]?.key;
  const lanes = Array.from({ length: LAYOUT.ProvenanceLog.lanes }, (_, lane) => lane);
  return lanes.find((lane) => rootSlot(lane) === key) ?? null;
}

/** A transaction of the block binds it to the chain, whose id is under the transaction's signature. */
function transactionProblem({ transaction, chainId }: AnchorProof, header: BlockHeader): string | null {
  if (transaction === undefined) return null;
  const found = readTrie({
    root: header.transactionsRoot,
    key: transactionKey(transaction.index),
    proof: transaction.proof,
  });
  if (!found.ok) return `transaction ${transaction.index}: ${found.reason}`;
  if (found.value === null) return `the block has no transaction ${transaction.index}`;
  const signedFor = chainIdOf(found.value).toString();
  return signedFor === chainId ? null : `the transaction is of chain ${signedFor}, not ${chainId}`;
}

function chainIdOf(rawTransaction: Uint8Array): bigint {
  try {
    return Transaction.from(toHex(rawTransaction)).chainId;
  } catch (cause) {
    throw new FormatError('anchor.transaction', 'is not a transaction', { cause });
  }
}

/** The block is the chain's: only a node of the chain can tell. */
export async function checkBlock({ anchor }: Bundle, { chain }: Known): Promise<Outcome> {
  if (anchor === undefined) return unknown(NOT_ANCHORED);
  const { number, hash } = parseHeader(anchor.header, 'anchor.header');
  if (chain === undefined)
    return unknown(`offline; ask a node of chain ${anchor.chainId} whether block ${number} is ${hash}`);
  const nodeChainId = (await chain.chainId()).toString();
  if (nodeChainId !== anchor.chainId)
    return fail(`the node is of chain ${nodeChainId}, the anchor of ${anchor.chainId}`);
  const actual = await chain.findBlockHash(number);
  if (actual === null) return unknown(`the node has no block ${number}`);
  return actual === hash
    ? pass(`block ${number} is the chain's`)
    : fail(`block ${number} of the chain is ${actual}, not ${hash}`);
}

/**
 * The signer was an editor or owner, when the leaf was appended, of the organization that the asset's id is made of; of an
 * agreement or a usage report, of the one that it names.
 */
export function checkMembership(bundle: Bundle): Outcome {
  const { membership, anchor, leaf } = bundle;
  if (membership === undefined || anchor === undefined)
    return unknown('the bundle does not prove whose key signed');
  const signer = signerOf(bundle);
  if (signer === null) return fail('no member signed, so that a membership proves nothing');
  const { organizationId } = membership;
  const problem = organizationProblem(membership, bundle);
  if (problem !== null) return fail(problem);

  const header = parseHeader(anchor.header, 'anchor.header');
  const slots = readSlots(membership, header.stateRoot, [memberSlot(organizationId, signer)]);
  if (!slots.ok) return fail(slots.reason);
  const [word] = slots.values;
  const member = word === undefined ? null : decodeMember(word);
  if (member === null || member.role < EDITOR) return fail(`${signer} may not sign for ${organizationId}`);
  const index = BigInt(leaf.index);
  if (index < member.admittedSize || (!member.current && index >= member.removedSize)) {
    const until = member.current ? '' : ` to before ${member.removedSize}`;
    return fail(`${signer} signed leaf ${index}, but counts from ${member.admittedSize}${until}`);
  }
  return pass(`${signer} could sign for ${organizationId}`);
}

function organizationProblem({ organizationId, salt }: MembershipProof, bundle: Bundle): string | null {
  const { kind, assetId } = bundle.statement;
  const named = revealed(bundle, 'organization');
  const isNamed = named === organizationId;
  if (named !== undefined && !isNamed) return `the body names another organization than ${organizationId}`;
  if (BY_NAMED_ORGANIZATION.includes(kind)) {
    if (salt !== undefined)
      return `a statement of kind ${kind} opens no asset's id: the salt belongs to none`;
    return isNamed ? null : 'the organization that the body names is not revealed';
  }
  return salt !== undefined && assetIdOf(organizationId, salt) === assetId
    ? null
    : `the asset's id is not one of organization ${organizationId}`;
}
