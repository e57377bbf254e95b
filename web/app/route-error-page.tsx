import { isRouteErrorResponse, useRouteError } from 'react-router';
import { Button } from '../components/forms/button.tsx';
import { ErrorNotice } from '../components/page/error-notice.tsx';
import { Page } from '../components/page/page.tsx';
import { useText } from '../lib/language/text.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { appText } from './text.ts';

/** A page that failed; after an update of the platform its code may lie elsewhere, so loading it again helps. */
export function RouteErrorPage() {
  const t = useText(appText);
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <Page title={t('brokenTitle')} width="text" lead={<p>{t('broken')}</p>}>
      <ErrorNotice error={error} />
      <div>
        <Button kind="main" onPress={() => window.location.reload()}>
          {t('reload')}
        </Button>
      </div>
    </Page>
  );
}
