import { Link } from 'react-router';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ContactFacts } from '../../../../lib/profiles/contact-facts.tsx';
import { checkText } from '../../certificate/words/check-text.ts';
import type { OrderView } from '../model/order-view.ts';
import css from './license-page.module.css';

/** Whom to call about an order: at the holder, then at the community. */
export function OrderContacts({ order: { holder, community } }: { readonly order: OrderView }) {
  const t = useText(checkText);
  return (
    <section className={css['section']} aria-labelledby="whom-to-call">
      <h2 id="whom-to-call">{t('order.contactTitle')}</h2>
      {[holder, ...(community === null ? [] : [community])].map((party) => (
        <div key={party.id} className={css['section']}>
          <h3>
            <Link to={`/organizations/${party.slug}`}>
              <Localized text={party.name} />
            </Link>
          </h3>
          {party.contact === null && party.website === null ? (
            <p>{t('order.noContact')}</p>
          ) : (
            <ContactFacts of={party} />
          )}
        </div>
      ))}
    </section>
  );
}
