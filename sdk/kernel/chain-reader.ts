import { FetchRequest, JsonRpcProvider } from 'ethers';
import { repeatWhenLost } from '@lanran/protocol/kernel/lost-connection';

/** A node of the chain to read from; it is asked again when the connection is lost. To be destroyed by who opened it. */
export function openChainReader(rpcUrl: string, chainId: bigint): JsonRpcProvider {
  const request = new FetchRequest(rpcUrl);
  const getUrl = FetchRequest.createGetUrlFunc();
  request.getUrlFunc = (asked, signal) => repeatWhenLost(() => getUrl(asked, signal));
  return new JsonRpcProvider(request, chainId, { staticNetwork: true, batchMaxCount: 1 });
}
