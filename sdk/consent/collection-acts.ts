import { createConsentRegistryInterface } from '../../contracts/abi/interfaces/ConsentRegistry.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { ConsentTerms } from './consent-acts.ts';
import type { Act } from '../acts/relaying.ts';

export interface CollectionRef {
  /** The community whose council consents. */
  readonly communityId: OrganizationId;
  /** RFC 9162 root over the asset ids. */
  readonly root: Hex;
}

// ethers types calldata as string; its interfaces make lower-case hex.
const consentAct = (data: string): Act => ({ contract: 'ConsentRegistry', data: data as Hex });

/** A council permits licenses of every asset of a collection. */
export function grantCollectionAct(
  { communityId, root, size }: CollectionRef & { readonly size: number },
  terms: ConsentTerms,
): Act {
  const data = createConsentRegistryInterface().encodeFunctionData('grantCollection', [
    communityId,
    { root, size },
    terms,
  ]);
  return { ...consentAct(data), rights: terms.rights };
}

/** A council permits no further license of a collection's assets. */
export function withdrawCollectionAct({ communityId, root }: CollectionRef): Act {
  const registry = createConsentRegistryInterface();
  return consentAct(registry.encodeFunctionData('withdrawCollection', [communityId, root]));
}
