import { concat, fromHex, uintBytes, type Hex } from './bytes.ts';
import { keccak256 } from './hash.ts';
import type { AssetId, OrganizationId } from './ids.ts';
import type { Address } from './signature.ts';
import { TERRITORIES_HASH } from './territories.ts';
import type { Wish } from './window.ts';

/** What a license costs and to whom, fixed by the offer and the market. */
export interface Terms {
  readonly assetId: AssetId;
  readonly offerId: bigint;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  readonly token: Address;
  /** In the token's smallest unit. */
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly operatorShareBps: number;
}

/** keccak256(abi.encode(…)) in the order of docs/formats.md; every member is one word. */
export function termsHash(terms: Terms, territoriesHash: Hex = TERRITORIES_HASH): Hex {
  const { wish } = terms;
  const word = (value: bigint | number): Uint8Array => uintBytes(value, 32);
  return keccak256(
    concat(
      fromHex(terms.assetId),
      word(terms.offerId),
      fromHex(terms.licensee),
      word(wish.media),
      word(wish.territories),
      word(wish.firstDay),
      word(wish.lastDay),
      word(Number(wish.exclusive)),
      word(BigInt(terms.token)),
      word(terms.price),
      word(terms.communityShareBps),
      word(terms.operatorShareBps),
      fromHex(territoriesHash),
    ),
  );
}
