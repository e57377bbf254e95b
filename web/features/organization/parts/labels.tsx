import { Localized } from '../../../components/facts/localized.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './organization-page.module.css';
import type { ShownOrganization } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** A community's labels with their texts. */
export function Labels({ labels }: Pick<ShownOrganization, 'labels'>) {
  const t = useText(organizationText);
  return (
    <section className={css['section']} aria-labelledby="labels">
      <h2 id="labels">{t('labelsTitle')}</h2>
      <p className={css['soft']}>{t('labelsLead')}</p>
      <dl className={css['labels']}>
        {labels.map(({ code, title, text }) => (
          <div key={code} className={css['label']}>
            <dt>
              <Localized text={title} />
              <span className={css['code']}>{code}</span>
            </dt>
            <dd>
              <Localized text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
