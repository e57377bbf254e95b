import type { CSSProperties } from 'react';
import { componentText } from '../../../components/page/text.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './asset-grid.module.css';

const RATIOS = [1, 1.5, 0.75, 1.33, 0.7, 1.2, 1, 1.6, 0.8, 1.1, 1.4, 0.9];

/** Cloth where pictures will be. */
export function GridSkeleton() {
  const t = useText(componentText);
  return (
    <div className={css['grid']} role="status" aria-label={t('loading')}>
      {RATIOS.map((ratio, at) => (
        // A custom property, which React's type of styles does not know.
        <span key={at} className={css['card']} style={{ '--ratio': ratio } as CSSProperties}>
          <span className={css['ghost']} />
        </span>
      ))}
    </div>
  );
}
