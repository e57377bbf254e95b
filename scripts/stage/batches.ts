import type { Wallet } from 'ethers';
import {
  type BatchedCall,
  CallTree,
  FORWARD_BATCH,
  forwarderDomain,
} from '@lanran/protocol/chain/call-batch';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { IBatchForwarder } from '../../contracts/abi/BatchForwarder.ts';
import type { Platform } from './platform.ts';

export interface StageBatch {
  readonly batch: IBatchForwarder.BatchStruct;
  /** Every call with its proof, in the order of the list. */
  readonly calls: readonly IBatchForwarder.CallStruct[];
}

/** Signs calls together, good for an hour unless told otherwise. */
export async function signBatch(
  platform: Platform,
  signer: Wallet,
  called: readonly BatchedCall[],
  overrides: { readonly salt?: bigint; readonly deadline?: number; readonly from?: string } = {},
): Promise<StageBatch> {
  const { chain, deployment } = platform;
  const tree = new CallTree(called);
  const message = {
    from: signer.address,
    root: tree.root,
    size: tree.size,
    salt: 1n,
    deadline: (await chain.now()) + 3_600,
    ...overrides,
  };
  const forwarder = parseAddress(deployment.contracts.ERC2771Forwarder.toLowerCase());
  const domain = forwarderDomain({ chainId: deployment.chainId, forwarder });
  const signature = await signer.signTypedData(domain, FORWARD_BATCH, message);
  const calls = called.map((call, index) => ({ ...call, index, proof: tree.proofOf(index) }));
  return { batch: { ...message, signature }, calls };
}
