import { Link } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { firstSentence, type ShownOrganization } from '../model/front-page.ts';
import { frontText } from '../words/text.ts';
import css from './organizations-shown.module.css';

interface OrganizationsShownProps {
  readonly kind: 'communities' | 'institutions';
  readonly shown: readonly ShownOrganization[];
}

const NONE = { communities: 'noCommunities', institutions: 'noInstitutions' } as const;

/** Each with a line and a picture. */
export function OrganizationsShown({ kind, shown }: OrganizationsShownProps) {
  const t = useText(frontText);
  const heading = `front-${kind}`;
  return (
    <section className={css['section']} aria-labelledby={heading}>
      <div className={css['about']}>
        <h2 id={heading}>{t(kind)}</h2>
        <p>{t(`${kind}Lead`)}</p>
      </div>
      {shown.length === 0 ? (
        <div className={css['none']}>
          <p>{t(NONE[kind])}</p>
          <ButtonLink to="/join" kind="quiet">
            {t('askToJoin')}
          </ButtonLink>
        </div>
      ) : (
        <ul role="list" className={css['list']}>
          {shown.map((each) => (
            <Organization key={each.organization.id} {...each} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Organization({ organization, assetCount, showpiece }: ShownOrganization) {
  const t = useText(frontText);
  const { language } = useLanguage();
  const said = pickText(organization.description, language);
  return (
    <li className={css['organization']}>
      <div className={css['picture']}>
        <Picture
          file={showpiece?.cover ?? null}
          alt=""
          sizes="7.5rem"
          fallback={<span className={css['cloth']} />}
        />
      </div>
      <div className={css['words']}>
        <h3>
          <Link to={`/organizations/${organization.slug}`}>
            <Localized text={organization.name} />
          </Link>
        </h3>
        {said !== null && <p lang={LANGUAGE_TAGS[said.language]}>{firstSentence(said.text)}</p>}
        <p className={css['count']}>{t('assetCount', { count: assetCount })}</p>
      </div>
    </li>
  );
}
