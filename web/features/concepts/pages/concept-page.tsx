import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { conceptAddress, CONCEPTS_PATH, readVocabulary } from '../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { takeFirstAnswer } from '../../../lib/session/first-answer.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useSession } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useConcept, useConceptAssets } from '../model/concept-queries.ts';
import { CONCEPT_FIRST, type ShownConcept } from '../model/documents.ts';
import { proposersOf } from '../model/proposers.ts';
import { ConceptAssets } from '../parts/concept-assets.tsx';
import { ConceptLink } from '../parts/concept-link.tsx';
import { ConceptNames } from '../parts/concept-names.tsx';
import { ConceptOrigins } from '../parts/concept-origins.tsx';
import css from '../parts/concept-page.module.css';
import { ConceptPlace } from '../parts/concept-place.tsx';
import { Downloads } from '../parts/downloads.tsx';
import { conceptsText } from '../words/text.ts';

/** A concept: what it is called, what it is, where it belongs, and what bears it. */
export function ConceptPage() {
  const { vocabulary = '', code = '' } = useParams();
  return <NamedConcept key={`${vocabulary}/${code}`} vocabulary={vocabulary} code={code} />;
}

function NamedConcept({ vocabulary, code }: { readonly vocabulary: string; readonly code: string }) {
  const t = useText(conceptsText);
  const [first] = useState(() => takeFirstAnswer(CONCEPT_FIRST, { vocabulary, code }));
  const found = useConcept(vocabulary, code, first?.concept);
  const { data: concept, error, isPending: isConceptPending, refetch } = found;
  // Both come at once, or what stands under the list would move down.
  const { isPending: areAssetsPending } = useConceptAssets(vocabulary, code, first?.assets);
  const isPending = isConceptPending || (concept != null && areAssetsPending);
  if (concept != null && !isPending) return <Shown concept={concept} />;
  return (
    <Page title={concept === null ? t('notFoundTitle') : t('title')} width="text" isPending={isPending}>
      {isPending && <Skeleton lines={6} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {concept === null && (
        <>
          <p>{t('notFound')}</p>
          <div>
            <ButtonLink to={CONCEPTS_PATH}>{t('toList')}</ButtonLink>
          </div>
        </>
      )}
    </Page>
  );
}

function Shown({ concept }: { readonly concept: ShownConcept }) {
  const t = useText(conceptsText);
  const { language } = useLanguage();
  const { me } = useSession();
  const { id, prefLabel, scopeNote } = concept;
  const name = pickText(prefLabel, language) ?? { text: id, language };
  return (
    <Page
      title={name.text}
      titleLang={name.language === language ? undefined : LANGUAGE_TAGS[name.language]}
      lead={<Lead concept={concept} />}
      actions={
        proposersOf(me).length > 0 ? (
          <ButtonLink to={`${conceptAddress(id)}/change`}>{t('change')}</ButtonLink>
        ) : undefined
      }
    >
      <div className={css['page']}>
        <div className={css['main']}>
          {pickText(scopeNote, language) === null ? (
            <p className={css['soft']}>{t('noNote')}</p>
          ) : (
            <div className={css['note']}>
              <Localized text={scopeNote} />
            </div>
          )}
          <ConceptAssets concept={concept} />
        </div>
        <div className={css['side']}>
          {concept.community !== null && <OwnedBy community={concept.community} />}
          <ConceptNames concept={concept} />
          <ConceptPlace concept={concept} />
          <ConceptOrigins concept={concept} />
          <Downloads path={conceptAddress(id)} />
        </div>
      </div>
    </Page>
  );
}

/** Its name in the other language, and the way down to it. */
function Lead({ concept: { vocabulary, prefLabel, path } }: { readonly concept: ShownConcept }) {
  const t = useText(conceptsText);
  const { language } = useLanguage();
  const known = readVocabulary(vocabulary);
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <>
      <p lang={LANGUAGE_TAGS[other]}>{prefLabel[other]}</p>
      <nav aria-label={t('path')}>
        <ul role="list" className={css['path']}>
          {known !== null && (
            <li>
              <Link to={`${CONCEPTS_PATH}?vocabulary=${known}`}>{t(`vocabularies.${known}`)}</Link>
            </li>
          )}
          {path.map((above) => (
            <li key={above.id}>
              <ConceptLink concept={above} />
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

function OwnedBy({ community }: { readonly community: NonNullable<ShownConcept['community']> }) {
  const t = useText(conceptsText);
  return (
    <section className={css['section']} aria-labelledby="community">
      <h2 id="community">{t('community')}</h2>
      <p>
        <Link to={`/organizations/${community.slug}`}>
          <Localized text={community.name} />
        </Link>
      </p>
      <p className={css['soft']}>{t('communityWhy')}</p>
    </section>
  );
}
