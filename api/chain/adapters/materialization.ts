import { toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { decodeStatement } from '@lanran/protocol/log/statement';
import type { IAssetRegistry } from '../../../contracts/abi/AssetRegistry.ts';
import type { MaterializeRequest } from '../ports/ledger.ts';

const NO_OPENING = { id: ZERO_32, salt: ZERO_32 };

/** The argument of `AssetRegistry.materialize`. */
export function toMaterialization(request: MaterializeRequest): IAssetRegistry.MaterializationStruct {
  const { bodyHash, issuedAt } = decodeStatement(request.statement);
  return {
    bodyHash,
    issuedAt,
    evidence: toHex(request.evidence),
    treeSize: request.logSize,
    leafIndex: request.leafIndex,
    proof: request.inclusionProof.map(toHex),
    holder: { id: request.organizationId, salt: request.assetSalt },
    community: request.community ?? NO_OPENING,
  };
}
