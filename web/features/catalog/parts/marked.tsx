import type { Piece } from '../model/highlights.ts';
import css from './results.module.css';

/** A text with what matches in it marked. */
export function Marked({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ text, isMarked }, at) =>
    isMarked ? (
      <mark key={at} className={css['mark']}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
