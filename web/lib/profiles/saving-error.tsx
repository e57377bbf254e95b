import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { useText } from '../language/text.ts';
import { detailsText } from './details-text.ts';
import { faultIn } from './profile-details.ts';

/** Why a profile was not saved; of a fault that stands beside its field, only that there is one. */
export function SavingError({ error }: { readonly error: unknown }) {
  const t = useText(detailsText);
  if (faultIn(error) === null) return <ErrorNotice error={error} />;
  return (
    <Notice tone="refused" isLive>
      <p>{t('fault')}</p>
    </Notice>
  );
}
