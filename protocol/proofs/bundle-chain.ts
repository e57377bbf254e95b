import { parseBytes32, type Hex } from '../kernel/bytes.ts';
import { parseContractProof, parseNode, type ContractProof } from '../chain/contract-state.ts';
import { parseLicenseId, parseOrganizationId, type LicenseId, type OrganizationId } from '../kernel/ids.ts';
import { parseArray, parseCount, parseDecimal, parseMembers } from '../kernel/shape.ts';
import { parseTerms, termsToJson, type TermsJson } from '../licensing/terms-json.ts';
import type { TransactionProof } from '../chain/trie.ts';

/*
 * The parts of a bundle that a block proves. All hang from the state root of the anchor's block, which may be any block while
 * the log contract still keeps the checkpoint's tree.
 */

/** That ProvenanceLog held the checkpoint's size and root in a block; storage slots as `anchorSlots` names them. */
export interface AnchorProof extends ContractProof {
  /** Decimal text. */
  readonly chainId: string;
  readonly blockHash: Hex;
  /** RLP of the block's header. */
  readonly header: Hex;
  /** The transaction that anchored the checkpoint, when it is in this very block. */
  readonly transaction?: TransactionProof;
}

/** That the signer's key was a member of the organization; slot as `memberSlot` names it. */
export interface MembershipProof extends ContractProof {
  readonly organizationId: OrganizationId;
  /**
   * Opens the asset's id: assetId = keccak256(organizationId, salt). Absent where another than the asset's maker signs, whom the
   * body names.
   */
  readonly salt?: Hex;
}

/** That a license's account is that of this organization; slot as `accountSlot` names it. */
export interface LicenseeProof extends ContractProof {
  readonly organizationId: OrganizationId;
}

/** That a license of the asset on these terms exists and is not revoked; slots as `licenseSlots` names them. */
export interface LicenseProof extends ContractProof {
  readonly licenseId: LicenseId;
  readonly terms: TermsJson;
  /** Who has it, when it was transferred; else who bought it, by the terms. */
  readonly licensee?: LicenseeProof;
}

const CONTRACT_PROOF = ['address', 'accountProof', 'storageProof'];

/** @throws FormatError */
export function parseAnchor(value: unknown, field: string): AnchorProof {
  const { chainId, blockHash, header, transaction, ...proof } = parseMembers(value, field, {
    required: ['chainId', 'blockHash', 'header', ...CONTRACT_PROOF],
    optional: ['transaction'],
  });
  return {
    chainId: parseDecimal(chainId, `${field}.chainId`).toString(),
    blockHash: parseBytes32(blockHash, `${field}.blockHash`),
    header: parseNode(header, `${field}.header`),
    ...(transaction !== undefined && { transaction: parseTransaction(transaction, `${field}.transaction`) }),
    ...parseContractProof(proof, field),
  };
}

function parseTransaction(value: unknown, field: string): TransactionProof {
  const { index, proof } = parseMembers(value, field, { required: ['index', 'proof'] });
  return {
    index: parseCount(index, `${field}.index`),
    proof: parseArray(proof, `${field}.proof`, parseNode),
  };
}

/** @throws FormatError */
export function parseMembership(value: unknown, field: string): MembershipProof {
  const { organizationId, salt, ...proof } = parseMembers(value, field, {
    required: ['organizationId', ...CONTRACT_PROOF],
    optional: ['salt'],
  });
  return {
    organizationId: parseOrganizationId(organizationId, `${field}.organizationId`),
    ...(salt !== undefined && { salt: parseBytes32(salt, `${field}.salt`) }),
    ...parseContractProof(proof, field),
  };
}

/** @throws FormatError */
export function parseLicenseProof(value: unknown, field: string): LicenseProof {
  const { licenseId, terms, licensee, ...proof } = parseMembers(value, field, {
    required: ['licenseId', 'terms', ...CONTRACT_PROOF],
    optional: ['licensee'],
  });
  return {
    licenseId: parseLicenseId(licenseId, `${field}.licenseId`),
    terms: termsToJson(parseTerms(terms, `${field}.terms`)),
    ...(licensee !== undefined && { licensee: parseLicensee(licensee, `${field}.licensee`) }),
    ...parseContractProof(proof, field),
  };
}

function parseLicensee(value: unknown, field: string): LicenseeProof {
  const { organizationId, ...proof } = parseMembers(value, field, {
    required: ['organizationId', ...CONTRACT_PROOF],
  });
  return {
    organizationId: parseOrganizationId(organizationId, `${field}.organizationId`),
    ...parseContractProof(proof, field),
  };
}
