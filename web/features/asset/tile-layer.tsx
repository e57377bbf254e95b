import { useQuery } from '@tanstack/react-query';
import { type TileSet, type View, visibleTiles } from './visible-tiles.ts';
import css from './zoom-picture.module.css';

interface TileLayerProps {
  readonly fileId: string;
  readonly view: View;
}

/** Every pixel of the part that is looked at, over the picture; nothing for those who may not have the original. */
export function TileLayer({ fileId, view }: TileLayerProps) {
  const base = `/renditions/${encodeURIComponent(fileId)}`;
  const { data: set } = useQuery({
    queryKey: ['tiles', fileId],
    queryFn: ({ signal }) => readTileSet(`${base}/tiles.json`, signal),
    staleTime: Infinity,
    // Without tiles the picture is there as it was.
    retry: false,
  });
  if (set == null) return null;
  return (
    <div className={css['tiles']} aria-hidden="true">
      {visibleTiles(set, view, window.devicePixelRatio).map(({ name, left, top, width, height }) => (
        <img
          key={name}
          src={`${base}/tiles/${name}.webp`}
          alt=""
          draggable={false}
          style={{
            left: `${left * 100}%`,
            top: `${top * 100}%`,
            width: `${width * 100}%`,
            height: `${height * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

async function readTileSet(url: string, signal: AbortSignal): Promise<TileSet | null> {
  const response = await fetch(url, { signal });
  // Written by our own platform.
  return response.ok ? ((await response.json()) as TileSet) : null;
}
