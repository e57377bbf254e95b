import css from './territory-map.module.css';
import { MAP_COLUMNS, MAP_ROWS, TILES } from '../model/territory-map-rows.ts';
import type { Names } from '../model/names.ts';

interface TerritoryMapProps {
  readonly isChosen: (code: string) => boolean;
  /** May it be chosen? */
  readonly isOpen: (code: string) => boolean;
  readonly names: Pick<Names, 'territory'>;
  onToggle(code: string): void;
}

const SIZE = 10;
const GAP = 0.8;

/** The world as cloth, a square each: for pointing at. The list beside it does the same by keyboard and for screen readers. */
export function TerritoryMap({ isChosen, isOpen, names, onToggle }: TerritoryMapProps) {
  return (
    <svg
      className={css['map']}
      viewBox={`0 0 ${String(MAP_COLUMNS * SIZE)} ${String(MAP_ROWS * SIZE)}`}
      aria-hidden="true"
    >
      {TILES.filter(({ code }) => isOpen(code)).map(({ code, column, row }) => (
        <g
          key={code}
          className={`${css['tile'] ?? ''} ${isChosen(code) ? (css['chosen'] ?? '') : ''}`}
          transform={`translate(${String(column * SIZE)} ${String(row * SIZE)})`}
          onClick={() => onToggle(code)}
        >
          <title>{names.territory(code)}</title>
          <rect x={GAP / 2} y={GAP / 2} width={SIZE - GAP} height={SIZE - GAP} rx={0.8} />
          <text x={SIZE / 2} y={SIZE / 2 + 1.5}>
            {code}
          </text>
        </g>
      ))}
    </svg>
  );
}
