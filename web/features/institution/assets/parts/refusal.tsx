import { StateMark } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { assetsText } from '../words/assets-text.ts';
import css from '../../desk/parts/desk.module.css';

interface RefusalProps {
  readonly refusal: { readonly reason: string; readonly refusedAt: string };
}

/** A council's no and its reason, in the council's own words. */
export function Refusal({ refusal: { reason, refusedAt } }: RefusalProps) {
  const t = useText(assetsText);
  const formats = useFormats();
  return (
    <span className={css['stack']}>
      <StateMark tone="refused">{t('refused')}</StateMark>
      <q className={css['reason']}>{reason}</q>
      <time dateTime={refusedAt} className={css['soft']}>
        {formats.moment(refusedAt)}
      </time>
    </span>
  );
}
