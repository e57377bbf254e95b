import { toHex, type Hex } from '../kernel/bytes.ts';
import { parseContractProof, parseNode, type ContractProof } from '../chain/contract-state.ts';
import { parseMembers } from '../kernel/shape.ts';
import { encodeEvidence } from '../log/evidence.ts';
import { parseLoggedProof, type LoggedProof } from './bundle-parts.ts';

/*
 * What the sale of a license stood on, as the contracts held it then (ADR 61). Its leaves are in the tree of the bundle's
 * checkpoint, so that the log names the blocks; the blocks' headers prove what the contracts held.
 */

export interface SaleProof {
  /** The statement of kind `licensed`. */
  readonly sold: LoggedProof;
  /** RLP of the header of the block of the sale. */
  readonly header: Hex;
  /** RLP of the header of the block before, under whose state the rest is proven; absent: under that of the sale's own block. */
  readonly before?: Hex;
  /** AssetRegistry's record of the asset; slot as `assetSlot` names it. */
  readonly asset: ContractProof;
  /** Of an asset with a community; absent where it couldn't be proven any more. */
  readonly consent?: ConsentProof;
}

export interface ConsentProof {
  /** ConsentRegistry's record: slots as `consentSlots`, `joinedConsentSlots` or `useConsentSlots` name them, by the kind of `given`. */
  readonly registry: ContractProof;
  /** Organizations' ids of community and holder; slots as `organizationIdSlot` names them. */
  readonly parties: ContractProof;
  /** The statement of kind `consented`, `collection-consented` or `use-consented`. */
  readonly given: LoggedProof;
  /** RLP of the header of the block in which the council consented. */
  readonly header: Hex;
  /** Who was the council in that block; slot of Organizations as `councilSlot` names it. */
  readonly council: ContractProof;
}

/** @throws FormatError */
export function parseSaleProof(value: unknown, field: string): SaleProof {
  const members = parseMembers(value, field, {
    required: ['sold', 'header', 'asset'],
    optional: ['before', 'consent'],
  });
  const { before, consent } = members;
  return {
    sold: parseLoggedProof(members['sold'], `${field}.sold`),
    header: parseNode(members['header'], `${field}.header`),
    ...(before !== undefined && { before: parseNode(before, `${field}.before`) }),
    asset: parseContractProof(members['asset'], `${field}.asset`),
    ...(consent !== undefined && { consent: parseConsentProof(consent, `${field}.consent`) }),
  };
}

function parseConsentProof(value: unknown, field: string): ConsentProof {
  const members = parseMembers(value, field, {
    required: ['registry', 'parties', 'given', 'header', 'council'],
  });
  return {
    registry: parseContractProof(members['registry'], `${field}.registry`),
    parties: parseContractProof(members['parties'], `${field}.parties`),
    given: parseLoggedProof(members['given'], `${field}.given`),
    header: parseNode(members['header'], `${field}.header`),
    council: parseContractProof(members['council'], `${field}.council`),
  };
}

/** As JSON: evidence in hex, as the bundle has its own. */
export function formatSaleProof({ sold, consent, ...sale }: SaleProof): object {
  return {
    ...sale,
    sold: formatLogged(sold),
    ...(consent !== undefined && { consent: { ...consent, given: formatLogged(consent.given) } }),
  };
}

function formatLogged({ evidence, ...logged }: LoggedProof): object {
  return { ...logged, evidence: toHex(encodeEvidence(evidence)) };
}
