import { Label, ProgressBar } from 'react-aria-components';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language/language.tsx';
import css from './progress.module.css';

interface ProgressProps {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  /** Speed, time left. */
  readonly note?: string | undefined;
}

export function Progress({ label, value, note }: ProgressProps) {
  const { language } = useLanguage();
  const percent = new Intl.NumberFormat(LANGUAGE_TAGS[language], { style: 'percent' });
  return (
    <ProgressBar
      className={css['progress'] ?? ''}
      value={value ?? 0}
      maxValue={1}
      isIndeterminate={value === null}
      valueLabel={value === null ? undefined : percent.format(value)}
    >
      {({ valueText }) => (
        <>
          <span className={css['row']}>
            <Label>{label}</Label>
            <span>{value === null ? '' : valueText}</span>
          </span>
          <span className={css['bar']}>
            <span
              className={value === null ? css['unknown'] : css['done']}
              style={{ width: value === null ? '30%' : `${String(value * 100)}%` }}
            />
          </span>
          {note !== undefined && <span className={css['note']}>{note}</span>}
        </>
      )}
    </ProgressBar>
  );
}
