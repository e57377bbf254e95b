import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import { assetText } from '../words/text.ts';

/** The same for what does not exist and for what this reader may not see (docs/architecture.md, “Read”). */
export function MissingAsset() {
  const t = useText(assetText);
  const { me } = useSession();
  return (
    <Page title={t('missingTitle')} width="text" lead={<p>{t('missing')}</p>}>
      <div className={css['acts']}>
        <ButtonLink kind="main" to="/catalog">
          {t('toCatalog')}
        </ButtonLink>
        {me === null && <ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>}
      </div>
    </Page>
  );
}
