import type { CSSProperties } from 'react';

/** As high as the window allows, never cut. */
export function frameStyle(width: number, height: number): CSSProperties {
  return {
    aspectRatio: `${width} / ${height}`,
    maxWidth: `calc(${(width / height).toFixed(4)} * min(76vh, 62rem))`,
  };
}
