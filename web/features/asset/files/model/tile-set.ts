import { useQuery } from '@tanstack/react-query';
import type { TileSet } from './visible-tiles.ts';

/** The tiles of a picture: known, still being made, or none for who asks. */
export type Tiles = TileSet | 'being-made' | null;

const LOOK_AGAIN_MS = 5_000;

/** Asked for once the picture is zoomed into; while they are being made again and again, calmly. */
export function useTiles(fileId: string, isWanted: boolean): Tiles {
  const { data } = useQuery({
    queryKey: ['tiles', fileId],
    queryFn: async ({ signal }) => readTiles(await fetch(`${tilesBase(fileId)}/tiles.json`, { signal })),
    enabled: isWanted,
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data === 'being-made' ? LOOK_AGAIN_MS : false),
    // Without tiles the picture is there as it was.
    retry: false,
  });
  return data ?? null;
}

export function tilesBase(fileId: string): string {
  return `/renditions/${encodeURIComponent(fileId)}`;
}

/** 202 says that there is nothing yet; every refusal, that there is nothing for who asks. */
export async function readTiles(response: Response): Promise<Tiles> {
  if (response.status === 202) return 'being-made';
  // Written by our own platform.
  return response.ok ? ((await response.json()) as TileSet) : null;
}
