import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { ASSET_FIXITY } from './fixity-documents.ts';

const WHILE_READING_MS = 2_000;

/** How the asset's stored originals were found; asked again while they are being read. */
export function useAssetFixity(assetId: string) {
  return useQuery({
    queryKey: ['asset', assetId, 'fixity'],
    queryFn: async ({ signal }) => (await request(ASSET_FIXITY, { assetId }, { signal })).assetFixity,
    refetchInterval: ({ state }) => (state.data?.currentRun == null ? false : WHILE_READING_MS),
  });
}
