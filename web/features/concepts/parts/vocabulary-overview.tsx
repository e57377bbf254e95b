import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { VOCABULARIES, type Vocabulary } from '../../../lib/concepts/concept-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { topOf } from '../model/concept-queries.ts';
import { conceptsText } from '../words/text.ts';
import { ConceptLink } from './concept-link.tsx';
import css from './concepts.module.css';

/** Each vocabulary, with where it begins. */
export function VocabularyOverview() {
  return VOCABULARIES.map((vocabulary) => <Overview key={vocabulary} vocabulary={vocabulary} />);
}

function Overview({ vocabulary }: { readonly vocabulary: Vocabulary }) {
  const t = useText(conceptsText);
  const { data, error, isPending, refetch } = useQuery(topOf(vocabulary));
  return (
    <section className={css['group']} aria-labelledby={vocabulary}>
      <div className={css['about']}>
        <h2 id={vocabulary}>
          <Link to={`?vocabulary=${vocabulary}`}>{t(`vocabularies.${vocabulary}`)}</Link>
        </h2>
        <p>{t(`means.${vocabulary}`)}</p>
        {data !== undefined && <p>{t('count', { count: data.all.totalCount })}</p>}
      </div>
      <div>
        {isPending && <Skeleton lines={2} />}
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data !== undefined && (
          <ul role="list" className={css['names']}>
            {data.top.edges.map(({ node }) => (
              <li key={node.id}>
                <ConceptLink concept={node} />
              </li>
            ))}
            {data.all.totalCount > data.top.edges.length && (
              <li>
                <Link to={`?vocabulary=${vocabulary}`}>{t('showAll', { count: data.all.totalCount })}</Link>
              </li>
            )}
          </ul>
        )}
      </div>
    </section>
  );
}
