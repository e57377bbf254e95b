import { useText } from '../../../lib/language/text.ts';
import { ContactFacts } from '../../../lib/profiles/contact-facts.tsx';
import { SaidBeforehand, saysBeforehand } from '../../../lib/profiles/said-beforehand.tsx';
import css from './organization-page.module.css';
import type { ShownOrganization } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** Whom to ask, and what it says before anybody does; nothing where it said neither. */
export function Asking({ organization }: { readonly organization: ShownOrganization }) {
  const t = useText(organizationText);
  const hasContact = organization.contact !== null || organization.website !== null;
  return (
    <>
      {saysBeforehand(organization) && (
        <section className={css['section']} aria-labelledby="beforehand">
          <h2 id="beforehand">{t('beforehandTitle')}</h2>
          <SaidBeforehand said={organization} />
        </section>
      )}
      {hasContact && (
        <section className={css['section']} aria-labelledby="contact">
          <h2 id="contact">{t('contactTitle')}</h2>
          <ContactFacts of={organization} />
        </section>
      )}
    </>
  );
}
