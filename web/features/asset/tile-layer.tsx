import { tilesBase } from './tile-set.ts';
import { type TileSet, type View, visibleTiles } from './visible-tiles.ts';
import css from './zoom-picture.module.css';

interface TileLayerProps {
  readonly fileId: string;
  readonly set: TileSet;
  readonly view: View;
}

/** Every pixel of the part that is looked at, over the picture. */
export function TileLayer({ fileId, set, view }: TileLayerProps) {
  return (
    <div className={css['tiles']} aria-hidden="true">
      {visibleTiles(set, view, window.devicePixelRatio).map(({ name, left, top, width, height }) => (
        <img
          key={name}
          src={`${tilesBase(fileId)}/tiles/${name}.webp`}
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
