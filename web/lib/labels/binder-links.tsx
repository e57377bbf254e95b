import { ButtonLink } from '../../components/forms/button.tsx';
import { defineText, useText } from '../language/text.ts';

const binderText = defineText({
  en: { binder: 'Binder of all licenses (ZIP)', schedule: 'Schedule (PDF)' },
  zh: { binder: '全部许可的资料册（ZIP）', schedule: '许可一览表（PDF）' },
});

/** All licenses of a list or an order as one bag, and its schedule on paper. */
export function BinderLinks({ of }: { readonly of: string }) {
  const t = useText(binderText);
  return (
    <>
      <ButtonLink to={`/binders/${of}.zip`} reloadDocument>
        {t('binder')}
      </ButtonLink>
      <ButtonLink to={`/binders/${of}/schedule.pdf`} reloadDocument target="_blank">
        {t('schedule')}
      </ButtonLink>
    </>
  );
}
