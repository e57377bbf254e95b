import type { ReactNode } from 'react';
import css from './empty.module.css';

/** Nothing here: why, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={css['empty']}>
      <p className={css['title']}>{title}</p>
      {children}
    </div>
  );
}
