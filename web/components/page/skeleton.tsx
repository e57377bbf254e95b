import { useText } from '../../lib/language/text.ts';
import css from './skeleton.module.css';
import { componentText } from './text.ts';

/** Lines of cloth where text will be. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const t = useText(componentText);
  return (
    <div className={css['skeleton']} data-loading role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={css['line']} />
      ))}
    </div>
  );
}
