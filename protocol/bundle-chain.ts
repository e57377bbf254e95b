import { parseBytes32, type Hex } from './bytes.ts';
import { parseContractProof, parseNode, type ContractProof } from './contract-state.ts';
import { parseDayNumber } from './day.ts';
import { FormatError } from './errors.ts';
import { parseOrganizationId, type OrganizationId } from './ids.ts';
import { parseArray, parseCount, parseDecimal, parseMembers } from './shape.ts';
import { parseAddress, type Address } from './signature.ts';
import type { TransactionProof } from './trie.ts';

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

/** That the signer's key was a member of the organization that made the asset's id; slot as `memberSlot` names it. */
export interface MembershipProof extends ContractProof {
  readonly organizationId: OrganizationId;
  /** Opens the asset's id: assetId = keccak256(organizationId, salt). */
  readonly salt: Hex;
}

/** That a license of the asset on these terms exists and is not revoked; slots as `licenseSlots` names them. */
export interface LicenseProof extends ContractProof {
  /** Decimal text. */
  readonly licenseId: string;
  readonly terms: LicenseTerms;
}

/** The terms, all but the asset, which the statement names. Integers above 2^53 are decimal text. */
export interface LicenseTerms {
  readonly offerId: string;
  readonly licensee: OrganizationId;
  readonly media: number;
  readonly territories: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly exclusive: boolean;
  readonly token: Address;
  readonly price: string;
  readonly communityShareBps: number;
  readonly operatorShareBps: number;
  readonly territoriesHash: Hex;
}

const CONTRACT_PROOF = ['address', 'accountProof', 'storageProof'];
const LICENSE_TERMS = [
  'offerId',
  'licensee',
  'media',
  'territories',
  'firstDay',
  'lastDay',
  'exclusive',
  'token',
  'price',
  'communityShareBps',
  'operatorShareBps',
  'territoriesHash',
];

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
    required: ['organizationId', 'salt', ...CONTRACT_PROOF],
  });
  return {
    organizationId: parseOrganizationId(organizationId, `${field}.organizationId`),
    salt: parseBytes32(salt, `${field}.salt`),
    ...parseContractProof(proof, field),
  };
}

/** @throws FormatError */
export function parseLicenseProof(value: unknown, field: string): LicenseProof {
  const { licenseId, terms, ...proof } = parseMembers(value, field, {
    required: ['licenseId', 'terms', ...CONTRACT_PROOF],
  });
  return {
    licenseId: parseDecimal(licenseId, `${field}.licenseId`).toString(),
    terms: parseLicenseTerms(terms, `${field}.terms`),
    ...parseContractProof(proof, field),
  };
}

/** @throws FormatError */
export function parseLicenseTerms(value: unknown, field = 'terms'): LicenseTerms {
  const terms = parseMembers(value, field, { required: LICENSE_TERMS });
  const { exclusive } = terms;
  if (typeof exclusive !== 'boolean') throw new FormatError(`${field}.exclusive`, 'must be true or false');
  return {
    offerId: parseDecimal(terms['offerId'], `${field}.offerId`, 64).toString(),
    licensee: parseOrganizationId(terms['licensee'], `${field}.licensee`),
    media: parseCount(terms['media'], `${field}.media`, 0xffff_ffff),
    territories: parseDecimal(terms['territories'], `${field}.territories`).toString(),
    firstDay: parseDayNumber(terms['firstDay'], `${field}.firstDay`),
    lastDay: parseDayNumber(terms['lastDay'], `${field}.lastDay`),
    exclusive,
    token: parseAddress(terms['token'], `${field}.token`),
    price: parseDecimal(terms['price'], `${field}.price`).toString(),
    communityShareBps: parseCount(terms['communityShareBps'], `${field}.communityShareBps`, 10_000),
    operatorShareBps: parseCount(terms['operatorShareBps'], `${field}.operatorShareBps`, 10_000),
    territoriesHash: parseBytes32(terms['territoriesHash'], `${field}.territoriesHash`),
  };
}
