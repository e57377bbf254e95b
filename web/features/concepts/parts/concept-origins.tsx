import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { ShownConcept } from '../model/documents.ts';
import { matchUrl } from '../model/links.ts';
import { conceptsText } from '../words/text.ts';
import css from './concept-page.module.css';
import { LinkedText } from './linked-text.tsx';

/** What other lists call the same, and what it is from. */
export function ConceptOrigins({ concept }: { readonly concept: ShownConcept }) {
  return (
    <>
      {concept.exactMatch.length > 0 && <Matches matches={concept.exactMatch} />}
      {concept.sources.length > 0 && <Sources sources={concept.sources} />}
    </>
  );
}

function Matches({ matches }: { readonly matches: ShownConcept['exactMatch'] }) {
  const t = useText(conceptsText);
  const facts = matches.map((match): Fact => {
    const url = matchUrl(match);
    const value = (
      <>
        {url === null ? (
          match.id
        ) : (
          <a href={url} rel="noopener noreferrer">
            {match.id}
          </a>
        )}
        <div className={css['sources']}>
          <span className={css['soft']}>
            {t('lookUp')} <LinkedText text={match.source} />
          </span>
        </div>
      </>
    );
    return { name: t(`schemes.${match.scheme}`), value };
  });
  return (
    <section className={css['section']} aria-labelledby="matches">
      <h2 id="matches">{t('matches')}</h2>
      <Facts facts={facts} />
    </section>
  );
}

function Sources({ sources }: Pick<ShownConcept, 'sources'>) {
  const t = useText(conceptsText);
  return (
    <section className={css['section']} aria-labelledby="sources">
      <h2 id="sources">{t('sources')}</h2>
      <ul role="list" className={css['sources']}>
        {sources.map((source) => (
          <li key={source}>
            <LinkedText text={source} />
          </li>
        ))}
      </ul>
    </section>
  );
}
