import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Facts } from '../../../../components/facts/facts.tsx';
import { catalogAddress } from '../../../../lib/catalog/catalog-address.ts';
import { conceptAddress } from '../../../../lib/concepts/concept-address.ts';
import { AgreementLink } from '../../../../lib/agreements/agreement-link.tsx';
import { agreementText } from '../../../../lib/agreements/agreement-text.ts';
import { RightsStatementFact } from '../../../../lib/rights-statement/rights-statement.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-page.module.css';
import type { AssetOnPage } from '../model/documents.ts';
import { assetText } from '../words/text.ts';

const VOCABULARIES = ['technique', 'motif', 'place', 'ich', 'material', 'ethnicGroup'] as const;

/** Whose it is, what it is, and every term a way on: to its concept, or into the catalog where there is none. */
export function AssetFacts({ asset }: { readonly asset: AssetOnPage }) {
  const t = useText(assetText);
  const agreements = useText(agreementText);
  const terms = VOCABULARIES.flatMap((vocabulary) => {
    const own = asset.terms.filter((term) => term.vocabulary === vocabulary);
    return own.length === 0
      ? []
      : [{ name: t(`vocabulary.${vocabulary}`), value: <TermLinks terms={own} /> }];
  });
  return (
    <section aria-labelledby="asset-facts" className={css['section']}>
      <h2 id="asset-facts">{t('facts')}</h2>
      <Facts
        facts={[
          { name: t('holder'), value: <OrganizationLink organization={asset.holder} /> },
          { name: t('community'), value: <CommunityFact community={asset.community} /> },
          ...terms,
          ...(asset.identifier === null ? [] : [{ name: t('identifier'), value: asset.identifier }]),
          ...(asset.creditLine === null ? [] : [{ name: t('credit'), value: asset.creditLine }]),
          ...(asset.agreement === null
            ? []
            : [{ name: agreements('title'), value: <AgreementLink agreement={asset.agreement} /> }]),
          ...(asset.rightsStatement === null
            ? []
            : [
                { name: t('rightsStatement'), value: <RightsStatementFact stated={asset.rightsStatement} /> },
              ]),
          { name: t('access'), value: t(`accessIs.${asset.access}`) },
        ]}
      />
    </section>
  );
}

function OrganizationLink({
  organization,
}: {
  readonly organization: Pick<AssetOnPage['holder'], 'name' | 'slug'>;
}) {
  const { language } = useLanguage();
  const name = pickText(organization.name, language) ?? { text: organization.slug, language };
  return (
    <Link to={`/organizations/${organization.slug}`} lang={LANGUAGE_TAGS[name.language]}>
      {name.text}
    </Link>
  );
}

function CommunityFact({ community }: { readonly community: AssetOnPage['community'] }): ReactNode {
  const t = useText(assetText);
  if (community === null) return t('noCommunity');
  return (
    <>
      <OrganizationLink organization={community} /> {t('council')}
    </>
  );
}

function addressOf({ vocabulary, code, proposedBy }: AssetOnPage['terms'][number]): string {
  if (proposedBy === null) return conceptAddress(`${vocabulary}/${code}`);
  return catalogAddress(new URLSearchParams({ [vocabulary]: code }));
}

function TermLinks({ terms }: { readonly terms: AssetOnPage['terms'] }) {
  const t = useText(assetText);
  const { language } = useLanguage();
  return (
    <ul role="list" className={css['terms']}>
      {terms.map((term) => {
        const name = pickText(term, language) ?? { text: term.code, language };
        return (
          <li key={term.code}>
            <Link to={addressOf(term)} lang={LANGUAGE_TAGS[name.language]}>
              {name.text}
            </Link>
            {term.proposedBy !== null && (
              <>
                {' '}
                <span className={css['proposed']}>
                  {t('proposedBy', {
                    organization: pickText(term.proposedBy.name, language)?.text ?? term.proposedBy.slug,
                  })}
                </span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
