import type { Interface } from 'ethers';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import type { Collection } from '@lanran/api/consent/domain/collection';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import type { ConsentTerms } from '@lanran/sdk/consent/consent-acts';
import type { Act } from '@lanran/sdk/acts/relaying';
import { todayIn } from './sales.ts';
import type { Services } from './services.ts';

/** A council permits what `consentAct` does, for every asset of a collection. */
export function grantCollectionAct(
  services: Services,
  { community, holder, root, size }: Collection,
  terms: Partial<ConsentTerms> = {},
): Act {
  const consent = {
    holder,
    media: bitsOf(['STREAMING', 'TELEVISION']),
    territories: WORLD,
    lastDay: todayIn(services) + 365,
    shareBps: 1_000,
    rights: 0,
    ...terms,
  };
  return registryAct('grantCollection', [community, { root, size }, consent]);
}

export function withdrawCollectionAct({ community, root }: Collection): Act {
  return registryAct('withdrawCollection', [community, root]);
}

/** A council permits nothing more of one asset. */
export function withdrawConsentAct(assetId: AssetId): Act {
  return registryAct('withdraw', [assetId]);
}

function registryAct(
  name: 'grantCollection' | 'withdrawCollection' | 'withdraw',
  args: readonly unknown[],
): Act {
  const registry: Interface = ConsentRegistry__factory.createInterface();
  // ethers types calldata as string; its interfaces make lower-case hex.
  return { contract: 'ConsentRegistry', data: registry.encodeFunctionData(name, args) as Hex };
}
