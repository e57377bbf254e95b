import type { Hex } from '@lanran/protocol/kernel/bytes';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';

/** A demo account's signer: its key is published with the demo data. */
export function demoSigner(privateKey: string): Signer {
  return keySigner(privateKey.trim() as Hex); // hex by the demo account's file format
}
