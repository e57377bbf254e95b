import { Link } from 'react-router';
import { Details } from '../../components/facts/details.tsx';
import { Localized } from '../../components/facts/localized.tsx';
import { useText } from '../language/text.ts';
import { ContactFacts } from './contact-facts.tsx';
import type { ShownBeforehand, ShownContact } from './fragments.ts';
import { profileText } from './profile-text.ts';
import css from './profiles.module.css';
import { SaidBeforehand, saysBeforehand } from './said-beforehand.tsx';

type Party = ShownBeforehand &
  ShownContact & {
    readonly id: string;
    readonly slug: string;
    readonly name: { readonly en: string | null; readonly zh: string | null };
  };

interface BeforeYouAskProps {
  /** In the order in which they are shown; each is shown once. */
  readonly of: readonly (Party | null)[];
}

/** What communities and holders say before anything is asked of them; nothing when none did. */
export function BeforeYouAsk({ of }: BeforeYouAskProps) {
  const t = useText(profileText);
  const named = of.filter((party) => party !== null);
  const parties = [...new Map(named.map((party) => [party.id, party])).values()].filter(
    (party) => saysBeforehand(party) || party.contact !== null || party.website !== null,
  );
  if (parties.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="before-you-ask">
      <h2 id="before-you-ask">{t('beforehandTitle')}</h2>
      <p className={css['soft']}>{t('beforehandLead')}</p>
      {parties.map((party) => (
        <div key={party.id} className={css['party']}>
          <h3>
            <Link to={`/organizations/${party.slug}`}>
              <Localized text={party.name} />
            </Link>
          </h3>
          <SaidBeforehand said={party} />
          {(party.contact !== null || party.website !== null) && (
            <Details summary={t('whom')}>
              <ContactFacts of={party} />
            </Details>
          )}
        </div>
      ))}
    </section>
  );
}
