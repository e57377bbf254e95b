import type { ReactNode } from 'react';
import css from './picture-placeholder.module.css';

interface WovenProps {
  /** Why there is no picture, and whom to ask. */
  readonly children: ReactNode;
  /** Width over height; 4 to 3 unless given. */
  readonly ratio?: number;
}

/** Cloth in place of a picture that may not be shown or is not there. */
export function PicturePlaceholder({ children, ratio = 4 / 3 }: WovenProps) {
  return (
    <span className={css['woven']} style={{ aspectRatio: ratio }}>
      <span className={css['words']}>{children}</span>
    </span>
  );
}
