import { ButtonLink } from '../components/forms/button.tsx';
import { Page } from '../components/page/page.tsx';
import { useText } from '../lib/language/text.ts';
import { appText } from './text.ts';

export function NotFoundPage() {
  const t = useText(appText);
  return (
    <Page title={t('notFoundTitle')} width="text" lead={<p>{t('notFound')}</p>}>
      <div>
        <ButtonLink to="/catalog" kind="main">
          {t('toCatalog')}
        </ButtonLink>
      </div>
    </Page>
  );
}
