import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Details } from '../../../../components/facts/details.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { NewKeyForm } from '../parts/new-key-form.tsx';
import { NewPassphraseForm } from '../parts/new-passphrase-form.tsx';
import { withNext } from '../../signing-in/model/next-path.ts';
import css from '../../signing-in/parts/people.module.css';
import { PlainHttpNotice } from '../parts/plain-http-notice.tsx';
import { type FoundKey, RecoveryWordsForm } from '../parts/recovery-words-form.tsx';
import { restoreText } from '../words/restore-text.ts';
import { useNext } from '../../signing-in/model/use-next.ts';

/** Back to a key by its twelve words: a new passphrase, or a first name on this platform. */
export function RestorePage() {
  const t = useText(restoreText);
  const navigate = useNavigate();
  const next = useNext('/account');
  const [found, setFound] = useState<FoundKey | null>(null);
  const goOn = () => void navigate(next, { replace: true });
  if (found === null) {
    return (
      <Page title={t('title')} width="text" lead={<p>{t('lead')}</p>}>
        <PlainHttpNotice />
        <RecoveryWordsForm onFound={setFound} />
        <p>
          <Link to={withNext('/sign-in', next)}>{t('elsewhere')}</Link>
        </p>
      </Page>
    );
  }
  const { key, name, address } = found;
  return (
    <Page
      title={t('foundTitle')}
      width="text"
      lead={<p>{name === null ? t('foundNew') : t('found', { name })}</p>}
    >
      <Details summary={t('address')}>
        <p className={css['code']}>{address}</p>
      </Details>
      {name === null ? (
        <NewKeyForm restored={key} onBusy={() => undefined} onMade={goOn} />
      ) : (
        <NewPassphraseForm name={name} findKey={() => Promise.resolve(key)} onDone={goOn} />
      )}
    </Page>
  );
}
