import { Empty } from '../../../components/page/empty.tsx';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { readVocabulary, type Vocabulary } from '../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useFoundConcepts } from '../model/concept-queries.ts';
import type { FoundConcept } from '../model/documents.ts';
import { conceptsText } from '../words/text.ts';
import { ConceptLink } from './concept-link.tsx';
import css from './concepts.module.css';

interface FoundConceptsProps {
  readonly vocabulary: Vocabulary | null;
  readonly text: string;
}

/** Whatever is called so, the nearest first. */
export function FoundConcepts({ vocabulary, text }: FoundConceptsProps) {
  const t = useText(conceptsText);
  const found = useFoundConcepts({ vocabulary, text });
  return (
    <>
      <p role="status" className={css['soft']}>
        {found.isKnown && t('found', { count: found.totalCount })}
      </p>
      <PagedList
        list={found}
        lines={6}
        empty={
          <Empty title={t('nothingTitle', { text })}>
            <p>{t('nothing')}</p>
          </Empty>
        }
      >
        <ul role="list" className={css['list']}>
          {found.rows.map((concept) => (
            <Found key={concept.id} concept={concept} />
          ))}
        </ul>
      </PagedList>
    </>
  );
}

function Found({ concept }: { readonly concept: FoundConcept }) {
  const t = useText(conceptsText);
  const { language } = useLanguage();
  const vocabulary = readVocabulary(concept.vocabulary);
  const above = concept.path.map(({ id, prefLabel }) => pickText(prefLabel, language)?.text ?? id);
  return (
    <li>
      <ConceptLink concept={concept} isBilingual />
      <div className={css['soft']}>
        {[...(vocabulary === null ? [] : [t(`oneOf.${vocabulary}`)]), ...above].join(' › ')}
      </div>
    </li>
  );
}
