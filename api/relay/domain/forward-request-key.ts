import { concat, fromHex, type Hex, uintBytes } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';

/** The fields that make a signed forward request the one it is. */
export interface SignedForwardRequest {
  readonly from: Hex;
  readonly to: Hex;
  readonly nonce: bigint;
  readonly data: Hex;
}

/**
 * Names a forward request: keccak256(from ‖ to ‖ nonce ‖ data). The forwarder uses each nonce once, so that whoever signs
 * the same act again under the same nonce means the same act.
 */
export function forwardRequestKey(request: SignedForwardRequest): Hex {
  return keccak256(
    concat(
      fromHex(request.from.toLowerCase(), 'request.from'),
      fromHex(request.to.toLowerCase(), 'request.to'),
      uintBytes(request.nonce, 32),
      fromHex(request.data.toLowerCase(), 'request.data'),
    ),
  );
}
