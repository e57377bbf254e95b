import { tilesBase } from '../model/tile-set.ts';
import { type TileSet, type View, visibleTiles } from '../model/visible-tiles.ts';
import css from './zoom-picture.module.css';

interface TileLayerProps {
  readonly fileId: string;
  readonly set: TileSet;
  readonly view: View;
}

/** Every pixel of the part that is looked at, over the picture and not scaled with it: its tiles are placed by whole pixels of the screen. */
export function TileLayer({ fileId, set, view }: TileLayerProps) {
  return (
    <div className={css['tiles']} aria-hidden="true">
      {visibleTiles(set, view, window.devicePixelRatio).map(({ name, left, top, width, height }) => (
        <img
          key={name}
          src={`${tilesBase(fileId)}/tiles/${name}.webp`}
          alt=""
          draggable={false}
          style={{ left, top, width, height }}
        />
      ))}
    </div>
  );
}
