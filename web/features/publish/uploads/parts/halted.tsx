import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { errorCode, errorText } from '../../../../lib/session/error-text.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './files.module.css';
import { filesText } from '../words/files-text.ts';

/** What stopped every file, and how to go on once somebody has done something about it. */
export function Halted({ error, onGoOn }: { readonly error: unknown; onGoOn(): void }) {
  const t = useText(filesText);
  const { language } = useLanguage();
  const code = errorCode(error);
  return (
    <Notice tone="refused" isLive title={t('haltedTitle')}>
      <p>{errorText(error, language).text}</p>
      <div className={css['acts']}>
        {code === 'QUOTA_EXCEEDED' && (
          // Beside, so that the files that were chosen here stay.
          <ButtonLink to="/publish" target="_blank">
            {t('toDrafts')}
          </ButtonLink>
        )}
        <Button onPress={onGoOn}>{t(code === 'FORBIDDEN' ? 'haltedAllowed' : 'haltedFull')}</Button>
      </div>
    </Notice>
  );
}
