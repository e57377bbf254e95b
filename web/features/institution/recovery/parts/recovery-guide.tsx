import { Details } from '../../../../components/facts/details.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/desk.module.css';
import { recoveryKeyText } from '../words/recovery-key-text.ts';

const MAKE = 'age-keygen -o recovery-key.txt';
const OPEN = 'age -d -i recovery-key.txt stored-file > original.tif';

/** What an institution does by itself, away from the platform: make the key, keep it, and use it one day. */
export function RecoveryGuide({ isOpen }: { readonly isOpen: boolean }) {
  const t = useText(recoveryKeyText);
  return (
    <div className={css['narrow']}>
      <Details summary={t('howTitle')} isOpen={isOpen}>
        <ol>
          <li>
            {t('how1')}
            <pre>{MAKE}</pre>
          </li>
          <li>{t('how2')}</li>
          <li>{t('how3')}</li>
        </ol>
      </Details>
      <Details summary={t('openTitle')}>
        <p>{t('open1')}</p>
        <pre>{OPEN}</pre>
        <p>{t('open2')}</p>
        <p>{t('open3')}</p>
      </Details>
    </div>
  );
}
